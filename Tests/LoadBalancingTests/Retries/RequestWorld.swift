@testable import LoadBalancing

/// Requests that share their limits, in a world in which attempts are answered, fail, hang and are given up by chance, and in
/// which time goes from event to event.
struct RequestWorld {
    enum Illegal: Error, Equatable {
        /// More retries at a time than the budget allows.
        case tooManyAtOnce(Int, allowed: Int)
        /// More retries in a window than the budget allows.
        case tooMany(Int, allowed: Double)
        case throttled(tokens: Double)
        /// What the shared limits hold for requests that are all over.
        case leftOver(String)
    }

    /// What happened in it, so that a test sees that it does.
    struct Tally {
        var requests = 0
        var retries = 0
        var hedges = 0
        var timeOuts = 0
        var cancelled = 0
        var refusedPicks = 0
        var conclusions: [String: Int] = [:]

        static func += (sum: inout Tally, other: Tally) {
            sum.requests += other.requests
            sum.retries += other.retries
            sum.hedges += other.hedges
            sum.timeOuts += other.timeOuts
            sum.cancelled += other.cancelled
            sum.refusedPicks += other.refusedPicks
            sum.conclusions.merge(other.conclusions, uniquingKeysWith: +)
        }
    }

    private struct Request {
        let beginsAt: UInt64
        let givesUpAt: UInt64
        let options: RequestOptions
        var machine: RequestMachine?
        var model: RequestModel?
        /// When which attempt ends, and how.
        var plans: [Int: (at: UInt64, verdict: Verdict)] = [:]

        var nextEventAt: UInt64 {
            guard let machine else { return beginsAt }
            guard !machine.isFinished else { return .max }
            return min(machine.nextEventAt, plans.values.map(\.at).min() ?? .max, givesUpAt)
        }

        /// Retries that wait or are under way.
        var activeRetries: Int {
            let open = model?.attempts.dropFirst().count { $0.endedAt == nil } ?? 0
            return open + (machine?.wait == nil ? 0 : 1)
        }

        var isActive: Bool { machine.map { !$0.isFinished } ?? false }
    }

    let configuration: RetryConfiguration
    let endpoints: [EndpointID]
    private var chance: Chance
    private var requests: [Request]
    private(set) var limits: RetryLimits
    private var now: UInt64 = 0
    private let shutsDownAt: UInt64
    private var tokens: Double
    /// When each retry that was made was taken out of the budget.
    private var withdrawals: [UInt64] = []
    private(set) var tally = Tally()
    private var startedOther = false

    init(_ configuration: RetryConfiguration, requests count: Int, seed: UInt64) {
        var chance = Chance(seed: seed)
        self.configuration = configuration
        endpoints = (1...Int.random(in: 1...4, using: &chance)).map { EndpointID("e\($0)") }
        limits = RetryLimits(configuration)
        tokens = configuration.throttle?.maximumTokens ?? 0
        shutsDownAt = chance.says(0.1) ? .random(in: 0...3_000_000_000, using: &chance) : .max
        requests = (0..<count).map { _ in
            let beginsAt = UInt64.random(in: 0...2_000_000_000, using: &chance)
            return Request(
                beginsAt: beginsAt,
                givesUpAt: chance.says(0.2) ? beginsAt + .random(in: 0...100_000_000, using: &chance) : .max,
                options: RequestOptions(
                    timeout: chance.says(0.2) ? .milliseconds(.random(in: 0...600, using: &chance)) : nil,
                    isSafeToRepeat: chance.says(0.6)
                )
            )
        }
        self.chance = chance
    }

    mutating func run() throws {
        while let index = nextRequest() {
            now = max(now, requests[index].nextEventAt)
            let hadWait = requests[index].machine?.wait != nil
            startedOther = false
            try step(index)
            let hasNewWait = requests[index].machine?.wait != nil && !hadWait
            if hasNewWait || startedOther && !hadWait, requests[index].isActive { try checkWithdrawal() }
        }
        try checkEnd()
    }

    /// One of those that are next, each as likely as any other.
    private mutating func nextRequest() -> Int? {
        guard let next = requests.map(\.nextEventAt).min(), next != .max else { return nil }
        return requests.indices.filter { requests[$0].nextEventAt == next }.randomElement(using: &chance)
    }

    private mutating func step(_ index: Int) throws {
        guard let machine = requests[index].machine else { return try begin(index) }
        let due = requests[index].plans.filter { $0.value.at <= now }.keys.sorted()
        // What falls on one moment may come in any order.
        let kinds = (machine.nextEventAt <= now ? 1 : 0) + due.count + (requests[index].givesUpAt <= now ? 1 : 0)
        let choice = Int.random(in: 0..<max(1, kinds), using: &chance)
        if choice < due.count {
            let number = due[choice]
            guard let plan = requests[index].plans.removeValue(forKey: number) else { return }
            try end(number, plan.verdict, of: index)
        } else if choice == due.count, machine.nextEventAt <= now {
            try perform(requests[index].machine?.advance(to: now, limits: &limits) ?? [], of: index)
        } else {
            tally.cancelled += 1
            requests[index].model?.wasCancelled = true
            try perform(requests[index].machine?.cancelled(limits: &limits, at: now) ?? [], of: index)
        }
    }

    private mutating func begin(_ index: Int) throws {
        let options = requests[index].options
        var machine = RequestMachine(configuration, options: options, at: now)
        requests[index].model = RequestModel(configuration, options, endpoints: endpoints.count, at: now)
        let actions = machine.start(limits: &limits, at: now, random: chance.next())
        requests[index].machine = machine
        tally.requests += 1
        try perform(actions, of: index)
    }

    private mutating func end(_ number: Int, _ verdict: Verdict, of index: Int) throws {
        try requests[index].model?.end(number, verdict, at: now)
        if let throttle = configuration.throttle {
            switch verdict {
            case .failure(_, let delivery, let pushback):
                if delivery != .sentAndUnsafe || pushback == .doNotRetry { tokens = max(0, tokens - 1) }
            case .answer(.success), .streaming: tokens = min(throttle.maximumTokens, tokens + throttle.tokenRatio)
            case .answer: break
            }
        }
        let random = chance.next()
        let actions = requests[index].machine?.attemptEnded(number, verdict, limits: &limits, at: now, random: random)
        try perform(actions ?? [], of: index)
    }

    private mutating func perform(_ actions: RequestMachine.Actions, of index: Int) throws {
        for action in actions {
            switch action {
            case .start(let order): try start(order, of: index)
            case .timeOut(let number):
                // It may have been cancelled since.
                guard requests[index].machine?.isOpen(number) == true else { continue }
                try requests[index].model?.timeOut(number, at: now)
                requests[index].plans[number] = nil
                tally.timeOuts += 1
                try end(number, .failure(.timedOut, delivery(), pushback: nil), of: index)
            case .cancel(let number, let outcome):
                requests[index].plans[number] = nil
                try requests[index].model?.cancel(number, outcome, at: now)
            case .finish(let conclusion):
                let name = "\(conclusion)".prefix { $0 != "(" }
                tally.conclusions[String(name), default: 0] += 1
                try requests[index].model?.finish(conclusion, at: now)
            }
        }
    }

    private mutating func start(_ order: RequestMachine.AttemptOrder, of index: Int) throws {
        let endpoint = pick(order)
        let failedAt = requests[index].model?.failedAt
        try requests[index].model?.start(order, on: endpoint, at: now)
        guard let endpoint else {
            tally.refusedPicks += 1
            let actions = requests[index].machine?.pickRefused(order.number, limits: &limits, at: now)
            return try perform(actions ?? [], of: index)
        }
        requests[index].machine?.picked(order.number, endpoint, limits: &limits)
        requests[index].plans[order.number] = (now + duration(), verdict())
        guard order.number > 1 else { return }
        startedOther = true
        withdrawals.append(order.isHedge ? now : failedAt ?? now)
        if order.isHedge { tally.hedges += 1 } else { tally.retries += 1 }
    }

    private mutating func pick(_ order: RequestMachine.AttemptOrder) -> EndpointID? {
        guard now < shutsDownAt else { return nil }
        for excluded in order.exclusions {
            if let endpoint = endpoints.filter({ !excluded.contains($0) }).randomElement(using: &chance) {
                return endpoint
            }
        }
        return nil
    }

    // MARK: Chance

    /// Round numbers of milliseconds, so that things fall on one moment.
    private mutating func duration() -> UInt64 {
        let longest: UInt64 = chance.says(0.15) ? 2000 : 60
        return .random(in: 0...longest, using: &chance) * 1_000_000
    }

    private mutating func delivery() -> Delivery {
        chance.says(0.1) ? .sentAndUnsafe : chance.says(0.5) ? .notSent : .sentAndSafe
    }

    private mutating func verdict() -> Verdict {
        if chance.says(0.35) { return chance.says(0.2) ? .streaming : .answer() }
        var pushback: Pushback?
        if chance.says(0.1) {
            pushback = [
                .doNotRetry, .elsewhere, .retry(after: .milliseconds(.random(in: 0...90, using: &chance))),
            ].randomElement(using: &chance)
        }
        return .failure(
            FailureKind.allCases.randomElement(using: &chance) ?? .overloaded,
            delivery(),
            pushback: pushback
        )
    }

    // MARK: The budget, from what has happened alone

    private func checkWithdrawal() throws {
        if let throttle = configuration.throttle, tokens <= throttle.maximumTokens / 2 - 1e-6 {
            throw Illegal.throttled(tokens: tokens)
        }
        let active = requests.reduce(0) { $0 + $1.activeRetries }
        switch configuration.budget {
        case .shareOfActive(let fraction, let minimum):
            let share = (fraction * Double(requests.count(where: \.isActive)) + 1e-9).rounded(.down)
            let allowed = max(minimum, Int(share))
            guard active <= allowed else { throw Illegal.tooManyAtOnce(active, allowed: allowed) }
        case .none: throw Illegal.tooManyAtOnce(active, allowed: 0)
        default: break
        }
    }

    private func checkEnd() throws {
        guard limits.budget.activeRequests == 0 else { throw Illegal.leftOver("requests") }
        guard limits.budget.activeRetries == 0 else { throw Illegal.leftOver("retries") }
        guard limits.counts.retries == tally.retries, limits.counts.hedges == tally.hedges else {
            throw Illegal.leftOver("counts")
        }
        guard case .shareOfRequests(let fraction, let perSecond, let window) = configuration.budget else { return }
        let length = window.nanoseconds
        for time in withdrawals {
            let retries = withdrawals.count { $0 <= time && $0 + length > time }
            let started = requests.count { $0.beginsAt <= time && $0.beginsAt + length + length / 10 >= time }
            let allowed = fraction * Double(started) + perSecond * (window / .seconds(1))
            guard Double(retries) <= allowed + 1e-6 else { throw Illegal.tooMany(retries, allowed: allowed) }
        }
    }
}
