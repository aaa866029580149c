@testable import LoadBalancing

/// Keeps what has happened to one request, and works out from that alone what may be done with it.
///
/// It throws for whatever must never happen, so that a test which drives the machine need not know.
struct RequestModel {
    enum Illegal: Error, Equatable {
        case afterTheEnd
        case wrongNumber(Int)
        case tooManyAttempts
        case afterTheDeadline
        case wrongDeadline
        /// What failed must not be sent again.
        case unsafe
        /// A server said so.
        case pushedBack
        /// This server said so.
        case barred(EndpointID)
        /// Another attempt is under way.
        case beside
        /// The wait before a retry is none of those allowed.
        case wait(nanoseconds: UInt64, allowed: ClosedRange<UInt64>)
        /// Where there was another endpoint.
        case sameEndpoint(EndpointID)
        case hedge(String)
        case notUnderWay(Int)
        /// A pick is finished twice.
        case finishedTwice(Int)
        /// A pick is not finished at the end.
        case unfinished(Int)
        /// The time at which something happened.
        case time(String)
        case conclusion(RequestMachine.Conclusion, String)
    }

    struct Attempt {
        let startedAt: UInt64
        let isHedge: Bool
        let endpoint: EndpointID
        var endedAt: UInt64?
        var verdict: Verdict?
        var finishes = 0
    }

    let configuration: RetryConfiguration
    let options: RequestOptions
    let endpoints: Int
    let startedAt: UInt64
    let deadline: UInt64
    private(set) var attempts: [Attempt] = []
    private(set) var conclusion: RequestMachine.Conclusion?
    /// When the last failure came that left nobody at it, and what it asked for.
    private(set) var failedAt: UInt64?
    private var lastFailure: Int?
    private var earliest: UInt64?
    private var mayRetry = true
    private var barred: Set<EndpointID> = []
    private var steps = 0
    private var wasPickRefused = false
    /// What the test has done to it.
    var wasCancelled = false

    init(_ configuration: RetryConfiguration, _ options: RequestOptions, endpoints: Int, at now: UInt64) {
        self.configuration = configuration
        self.options = options
        self.endpoints = endpoints
        startedAt = now
        deadline = (options.timeout ?? configuration.timeout).map { now + $0.nanoseconds } ?? .max
    }

    private var open: [Int] { attempts.indices.filter { attempts[$0].endedAt == nil } }
    var retries: Int { attempts.dropFirst().count }
    var hedges: Int { attempts.count(where: \.isHedge) }

    // MARK: What the machine asks for

    mutating func start(_ order: RequestMachine.AttemptOrder, on endpoint: EndpointID?, at now: UInt64) throws {
        guard conclusion == nil else { throw Illegal.afterTheEnd }
        guard order.number == attempts.count + 1 else { throw Illegal.wrongNumber(order.number) }
        guard order.number <= configuration.attempts else { throw Illegal.tooManyAttempts }
        guard now < deadline else { throw Illegal.afterTheDeadline }
        let limit = configuration.attemptTimeout.map { now + $0.nanoseconds } ?? .max
        guard order.deadline == min(limit, deadline) else { throw Illegal.wrongDeadline }
        if let last = lastFailure, attempts[last].verdict?.isUnsafe == true { throw Illegal.unsafe }
        if order.number == 1 {
            guard now == startedAt, !order.isHedge else { throw Illegal.time("first attempt") }
        } else if !mayRetry {
            throw Illegal.pushedBack
        } else if order.isHedge {
            try checkHedge(on: endpoint, at: now)
        } else {
            try checkRetry(on: endpoint, at: now)
            // A pushback holds for the next attempt only.
            earliest = nil
        }
        guard let endpoint else {
            wasPickRefused = true
            return
        }
        if barred.contains(endpoint) { throw Illegal.barred(endpoint) }
        attempts.append(Attempt(startedAt: now, isHedge: order.isHedge, endpoint: endpoint))
    }

    private func checkHedge(on endpoint: EndpointID?, at now: UInt64) throws {
        guard case .after(let delay)? = configuration.hedging, options.isSafeToRepeat else {
            throw Illegal.hedge("not asked for")
        }
        guard hedges == 0 else { throw Illegal.hedge("a second one") }
        guard open.count == 1 else { throw Illegal.hedge("beside \(open.count)") }
        let lone = attempts[open[0]]
        guard now == lone.startedAt + delay.nanoseconds else { throw Illegal.time("hedge") }
        if let endpoint, endpoint == lone.endpoint { throw Illegal.sameEndpoint(endpoint) }
        try checkTried(endpoint)
    }

    private func checkRetry(on endpoint: EndpointID?, at now: UInt64) throws {
        guard open.isEmpty, let failedAt, let lastFailure else { throw Illegal.beside }
        let allowed: ClosedRange<UInt64>
        if let earliest {
            allowed = max(failedAt, earliest)...max(failedAt, earliest)
        } else {
            let factor = UInt64(1) << UInt64(steps - 1)
            let longest = min(
                configuration.backoff.maximum.nanoseconds,
                configuration.backoff.base.nanoseconds * factor
            )
            allowed = failedAt...failedAt + longest
        }
        guard allowed.contains(now) else { throw Illegal.wait(nanoseconds: now, allowed: allowed) }
        let failed = attempts[lastFailure].endpoint
        // Where there is another that has not barred itself.
        if let endpoint, endpoint == failed, barred.union([failed]).count < endpoints {
            throw Illegal.sameEndpoint(endpoint)
        }
        try checkTried(endpoint)
    }

    /// One that was not tried goes before one that was.
    private func checkTried(_ endpoint: EndpointID?) throws {
        let tried = Set(attempts.map(\.endpoint))
        if let endpoint, tried.contains(endpoint), tried.count < endpoints { throw Illegal.sameEndpoint(endpoint) }
    }

    mutating func timeOut(_ number: Int, at now: UInt64) throws {
        guard conclusion == nil else { throw Illegal.afterTheEnd }
        guard open.contains(number - 1), let limit = configuration.attemptTimeout else {
            throw Illegal.notUnderWay(number)
        }
        guard now == attempts[number - 1].startedAt + limit.nanoseconds else { throw Illegal.time("time-out") }
    }

    mutating func cancel(_ number: Int, _ outcome: Outcome, at now: UInt64) throws {
        guard conclusion == nil else { throw Illegal.afterTheEnd }
        guard open.contains(number - 1) else { throw Illegal.notUnderWay(number) }
        guard outcome == .cancelled || outcome == .failure(.timedOut) && now == deadline else {
            throw Illegal.time("blamed before the deadline")
        }
        try finishPick(number, at: now)
    }

    mutating func finish(_ conclusion: RequestMachine.Conclusion, at now: UInt64) throws {
        guard self.conclusion == nil else { throw Illegal.afterTheEnd }
        self.conclusion = conclusion
        if let number = open.first { throw Illegal.unfinished(number + 1) }
        for (index, attempt) in attempts.enumerated() where attempt.finishes != 1 {
            throw attempt.finishes == 0 ? Illegal.unfinished(index + 1) : .finishedTwice(index + 1)
        }
        if let fault = fault(of: conclusion, at: now) { throw Illegal.conclusion(conclusion, fault) }
    }

    /// What is wrong with a conclusion.
    private func fault(of conclusion: RequestMachine.Conclusion, at now: UInt64) -> String? {
        switch conclusion {
        case .answered(let number):
            guard let verdict = attempts[number - 1].verdict else { return "nobody said so" }
            guard case .failure(_, let delivery, _) = verdict else { return nil }
            guard lastFailure == number - 1 else { return "not the last failure" }
            let isSpent = attempts.count == configuration.attempts || !mayRetry || wasPickRefused
            let mayHaveBeenRefused = configuration.budget != .unlimited || configuration.throttle != nil
            let longest = earliest ?? now + configuration.backoff.maximum.nanoseconds
            if isSpent || delivery == .sentAndUnsafe || mayHaveBeenRefused || longest >= deadline { return nil }
            return "it could have been sent again"
        case .refused: return wasPickRefused && attempts.isEmpty ? nil : "there was an attempt"
        case .throttled: return configuration.adaptiveThrottle != nil && attempts.isEmpty ? nil : "no throttle"
        case .deadlineExceeded(let count):
            return now == deadline && count == attempts.count ? nil : "at another time, or after so many attempts"
        case .cancelled: return wasCancelled ? nil : "nobody gave up"
        }
    }

    // MARK: What the world says

    mutating func end(_ number: Int, _ verdict: Verdict, at now: UInt64) throws {
        guard open.contains(number - 1) else { throw Illegal.notUnderWay(number) }
        try finishPick(number, at: now)
        attempts[number - 1].verdict = verdict
        guard case .failure(_, let delivery, let pushback) = verdict else { return }
        lastFailure = number - 1
        // What is not sent again needs no wait.
        guard delivery != .sentAndUnsafe else { return }
        switch pushback {
        case nil: break
        case .retry(let delay)? where delay <= configuration.maximumPushback:
            earliest = max(earliest ?? 0, now + delay.nanoseconds)
        case .doNotRetry?, .retry?: mayRetry = false
        case .elsewhere?: barred.insert(attempts[number - 1].endpoint)
        }
        guard open.isEmpty else { return }
        failedAt = now
        steps = earliest == nil ? steps + 1 : 0
    }

    private mutating func finishPick(_ number: Int, at now: UInt64) throws {
        attempts[number - 1].endedAt = now
        attempts[number - 1].finishes += 1
        if attempts[number - 1].finishes > 1 { throw Illegal.finishedTwice(number) }
    }
}

extension Verdict {
    fileprivate var isUnsafe: Bool {
        if case .failure(_, .sentAndUnsafe, _) = self { true } else { false }
    }
}
