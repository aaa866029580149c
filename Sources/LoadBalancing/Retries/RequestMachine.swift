/// One request's life, from its first attempt to its answer, without clock, task or lock: events go in with their time, what is
/// to be done comes out.
///
/// ```
///   start ──▶ attempt 1 ──────────── answer ─────────────────────────────▶ finish
///                │ │                                                          ▲
///                │ └ hedge delay ──▶ attempt 2, elsewhere ── answer ──────────┤ the other is cancelled
///                │                                                            │
///                └ failure, time-out ──▶ back-off ──▶ attempt n, elsewhere ───┘ or nothing more may be made
/// ```
///
/// Whoever runs it calls ``advance(to:limits:)`` at ``nextEventAt`` at the latest, does each ``Action`` in turn, and says
/// how each attempt ended. Times are nanoseconds of one clock. Random numbers are 64 bits each.
@usableFromInline
package struct RequestMachine: Sendable {
    /// What is to be done.
    package enum Action: Hashable, Sendable {
        /// Pick an endpoint and send the request there; then ``picked(_:_:limits:)``, or ``pickRefused(_:limits:at:)`` if there is none.
        case start(AttemptOrder)
        /// The attempt's time is up: cancel it and say what that means, by ``attemptEnded(_:_:limits:at:random:)``.
        case timeOut(Int)
        /// Cancel the attempt, and finish its pick with this.
        case cancel(Int, Outcome)
        /// Nothing else will come.
        case finish(Conclusion)
    }

    /// What is to be done, one thing after the other.
    package typealias Actions = ShortList<Action>

    /// An attempt to make.
    package struct AttemptOrder: Hashable, Sendable {
        /// 1 for the first.
        package let number: Int
        package let isHedge: Bool
        /// The endpoint to take if it is well.
        package let stayingOn: EndpointID?
        /// Which endpoints not to take: the first of these that leaves one is what to go by.
        package let exclusions: ShortList<[EndpointID]>
        /// When the attempt is over, whatever becomes of it; `UInt64.max` if never.
        package let deadline: UInt64
    }

    /// How a request ended.
    @usableFromInline
    package enum Conclusion: Hashable, Sendable {
        /// What this attempt came to is the answer, be it a failure.
        case answered(by: Int)
        /// There is no endpoint to send it to.
        case refused
        /// The adaptive throttle refused it.
        case throttled
        case deadlineExceeded(attempts: Int)
        case cancelled
    }

    struct Attempt: Sendable {
        enum State: Sendable {
            case underWay
            /// Its time is up, and what that means has not been said.
            case timedOut
            case ended
        }

        var state = State.underWay
        var endpoint: EndpointID?
        /// What was taken out of the budget for it: nothing for the first.
        let permit: RetryBudgetState.Permit?
        let isHedge: Bool
        let startedAt: UInt64
        let deadline: UInt64
    }

    /// A retry that waits for its time, taken out of the budget.
    struct Wait: Sendable {
        let until: UInt64
        let permit: RetryBudgetState.Permit
    }

    let configuration: RetryConfiguration
    let isSafeToRepeat: Bool
    private let stayingOn: EndpointID?
    /// By the caller, and those that have said so themselves.
    var excluded: [EndpointID]
    let startedAt: UInt64
    let deadline: UInt64

    /// By their numbers, from 1.
    var attempts = ShortList<Attempt>()
    var wait: Wait?
    var hedgeAt: UInt64?
    var isHedged = false
    /// A server said so.
    var mayRetry = true
    /// The earliest time for another attempt, as a server said.
    var pushedBackUntil: UInt64?
    /// Retries since the start or the last pushback.
    var backoffSteps = 0
    /// The attempt whose failure is the answer if there is no better one.
    var lastFailure: Int?
    /// Whether its server took the request on.
    var lastFailureWasAccepted: Bool?
    var ticket: AdaptiveThrottleState.Ticket?
    package private(set) var isFinished = false

    package init(_ configuration: RetryConfiguration, options: RequestOptions = RequestOptions(), at now: UInt64) {
        self.configuration = configuration
        isSafeToRepeat = options.isSafeToRepeat
        stayingOn = options.stayingOn
        excluded = options.excluding
        startedAt = now
        deadline = configuration.deadline(options, from: now)
    }

    /// When ``advance(to:limits:)`` is to be called at the latest; `UInt64.max` if never.
    package var nextEventAt: UInt64 {
        guard !isFinished else { return .max }
        var next = min(deadline, wait?.until ?? .max, hedgeAt ?? .max)
        for attempt in attempts where attempt.state == .underWay {
            next = min(next, attempt.deadline)
        }
        return next
    }

    /// Attempts made so far.
    package var attemptCount: Int { attempts.count }

    /// Whether an attempt is under way, or its time is up and what that means has not been said.
    package func isOpen(_ number: Int) -> Bool {
        attempts.indices.contains(number - 1) && attempts[number - 1].state != .ended
    }

    var openCount: Int { attempts.count { $0.state != .ended } }

    // MARK: Events

    /// The request begins: once, before anything else.
    package mutating func start(limits: inout RetryLimits, at now: UInt64, random: UInt64) -> Actions {
        limits.counts.requests += 1
        if limits.adaptiveThrottle != nil {
            ticket = limits.adaptiveThrottle?.admit(at: now, random: random)
            if ticket == nil {
                limits.counts.throttled += 1
                isFinished = true
                return Actions(.finish(.throttled))
            }
        }
        limits.budget.requestStarted(at: now)
        guard now < deadline else {
            return conclude(.deadlineExceeded(attempts: 0), accepted: nil, limits: &limits, at: now)
        }
        return Actions(.start(beginAttempt(with: nil, isHedge: false, limits: &limits, at: now)))
    }

    /// An endpoint was picked for an attempt: now it is made.
    package mutating func picked(_ number: Int, _ endpoint: EndpointID, limits: inout RetryLimits) {
        guard number > 1 else { return pickedFirst(endpoint) }
        guard isOpen(number) else { return }
        attempts[number - 1].endpoint = endpoint
        if attempts[number - 1].isHedge { limits.counts.hedges += 1 } else { limits.counts.retries += 1 }
    }

    /// The same for a request's first attempt, which touches nothing that others share.
    package mutating func pickedFirst(_ endpoint: EndpointID) {
        guard isOpen(1) else { return }
        attempts[0].endpoint = endpoint
    }

    /// There is no endpoint for an attempt, so it has not been made. This is its end.
    package mutating func pickRefused(_ number: Int, limits: inout RetryLimits, at now: UInt64) -> Actions {
        guard !isFinished, number == attempts.count, isOpen(number) else { return Actions() }
        if let permit = attempts.popLast()?.permit { limits.budget.retryNotMade(permit) }
        return openCount == 0 ? concludeWithLastFailure(limits: &limits, at: now) : Actions()
    }

    /// The caller gave up.
    package mutating func cancelled(limits: inout RetryLimits, at now: UInt64) -> Actions {
        guard !isFinished else { return Actions() }
        return conclude(.cancelled, accepted: nil, limits: &limits, at: now)
    }

    /// Does what is due.
    package mutating func advance(to now: UInt64, limits: inout RetryLimits) -> Actions {
        guard !isFinished else { return Actions() }
        guard now < deadline else {
            return conclude(.deadlineExceeded(attempts: attempts.count), accepted: false, limits: &limits, at: now)
        }
        var actions = Actions()
        for index in attempts.indices where attempts[index].state == .underWay && attempts[index].deadline <= now {
            attempts[index].state = .timedOut
            actions.append(.timeOut(index + 1))
        }
        if let wait, wait.until <= now {
            self.wait = nil
            actions.append(.start(beginAttempt(with: wait.permit, isHedge: false, limits: &limits, at: now)))
        }
        if let hedgeAt, hedgeAt <= now {
            self.hedgeAt = nil
            // One that has timed out at this moment is to be retried, not hedged.
            if actions.isEmpty, mayHedge, let permit = limits.withdraw(at: now) {
                isHedged = true
                actions.append(.start(beginAttempt(with: permit, isHedge: true, limits: &limits, at: now)))
            }
        }
        return actions
    }

    // MARK: Attempts

    private var mayHedge: Bool {
        isSafeToRepeat && !isHedged && mayRetry && attempts.count < configuration.attempts && openCount == 1
    }

    private mutating func beginAttempt(
        with permit: RetryBudgetState.Permit?,
        isHedge: Bool,
        limits: inout RetryLimits,
        at now: UInt64
    ) -> AttemptOrder {
        let number = attempts.count + 1
        let attemptDeadline = configuration.attemptDeadline(from: now)
        let order = AttemptOrder(
            number: number,
            isHedge: isHedge,
            stayingOn: number == 1 ? stayingOn : nil,
            exclusions: exclusions(isHedge: isHedge),
            deadline: min(deadline, attemptDeadline)
        )
        attempts.append(Attempt(permit: permit, isHedge: isHedge, startedAt: now, deadline: attemptDeadline))
        hedgeAt = nil
        if mayHedge { hedgeAt = limits.hedgeTime(configuration.hedging, at: now) }
        return order
    }

    /// None tried before; or else neither the one that failed last nor one that is at it; or else, unless for a hedge, any.
    private func exclusions(isHedge: Bool) -> ShortList<[EndpointID]> {
        let tried = attempts.compactMap(\.endpoint)
        guard !tried.isEmpty else { return ShortList(excluded) }
        let last = lastFailure.flatMap { attempts[$0 - 1].endpoint }
        let busy = attempts.filter { $0.state != .ended }.compactMap(\.endpoint)
        var exclusions = ShortList(excluded + tried)
        let least = busy + (last.map { [$0] } ?? [])
        if Set(least).count < Set(tried).count { exclusions.append(excluded + least) }
        if !isHedge { exclusions.append(excluded) }
        return exclusions
    }

    /// Ends the request without a better answer than the last failure, if there was any attempt at all.
    mutating func concludeWithLastFailure(limits: inout RetryLimits, at now: UInt64) -> Actions {
        let conclusion = lastFailure.map { Conclusion.answered(by: $0) } ?? .refused
        return conclude(conclusion, accepted: lastFailureWasAccepted, limits: &limits, at: now)
    }

    /// Ends the request: whoever is still at it is cancelled.
    mutating func conclude(
        _ conclusion: Conclusion,
        accepted: Bool?,
        limits: inout RetryLimits,
        at now: UInt64
    ) -> Actions {
        var actions = Actions()
        for index in attempts.indices where attempts[index].state != .ended {
            actions.append(.cancel(index + 1, outcomeOfCancelling(index, conclusion, at: now)))
            end(index, limits: &limits)
            limits.hedging?.recordUnanswered(age(of: index, at: now), at: now)
        }
        if let wait { limits.budget.retryNotMade(wait.permit) }
        wait = nil
        limits.budget.requestEnded()
        if let ticket { limits.adaptiveThrottle?.ended(ticket, accepted: accepted) }
        isFinished = true
        actions.append(.finish(conclusion))
        return actions
    }

    /// An attempt that the deadline ends is a failure of its endpoint if it had at least half of the request's time. One that had
    /// less may have begun too late, and says nothing.
    private func outcomeOfCancelling(_ index: Int, _ conclusion: Conclusion, at now: UInt64) -> Outcome {
        guard case .deadlineExceeded = conclusion else { return .cancelled }
        return age(of: index, at: now) >= (deadline - startedAt + 1) / 2 ? .failure(.timedOut) : .cancelled
    }

    /// Gives back what an attempt has taken.
    mutating func end(_ index: Int, limits: inout RetryLimits) {
        attempts[index].state = .ended
        if let permit = attempts[index].permit { limits.budget.retryEnded(permit) }
    }

    /// How long ago an attempt began.
    func age(of index: Int, at now: UInt64) -> UInt64 {
        now - min(now, attempts[index].startedAt)
    }
}
