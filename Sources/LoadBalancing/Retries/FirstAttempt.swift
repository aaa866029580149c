/// A request whose first attempt is under way, which is all that most requests ever are: what its ``RequestMachine`` would know
/// then, in a few numbers in the place of hundreds of bytes.
///
/// ```
///   begun ──▶ attempt 1 ──▶ answer: nothing more is needed
///                └───────▶ anything else: RequestMachine(_:options:after:at:) goes on from here
/// ```
@usableFromInline
package struct FirstAttempt: Sendable {
    let startedAt: UInt64
    /// The request's; `UInt64.max` if it has none.
    let requestDeadline: UInt64
    /// The attempt's own; `UInt64.max` if it has none.
    let deadline: UInt64
    /// When it is hedged; `nil` if it is not.
    @usableFromInline
    package let hedgeAt: UInt64?

    /// Begins a request. `nil`, without effect, if that is a ``RequestMachine``'s to decide: for it may be refused, or over before
    /// it is sent.
    package init?(
        _ configuration: RetryConfiguration,
        options: RequestOptions,
        limits: inout RetryLimits,
        at now: UInt64
    ) {
        guard limits.adaptiveThrottle == nil else { return nil }
        startedAt = now
        requestDeadline = configuration.deadline(options, from: now)
        deadline = configuration.attemptDeadline(from: now)
        guard now < requestDeadline else { return nil }
        limits.counts.requests += 1
        limits.budget.requestStarted(at: now)
        let mayBeHedged = options.isSafeToRepeat && configuration.attempts > 1
        hedgeAt = mayBeHedged ? limits.hedgeTime(configuration.hedging, at: now) : nil
    }

    /// How long it may take; `nil` if as long as it likes.
    var timeLimit: Duration? {
        let end = min(requestDeadline, deadline)
        return end == .max ? nil : .nanoseconds(Int64(clamping: end - startedAt))
    }

    /// It is the answer, and the request's end.
    ///
    /// - Parameters:
    ///   - outcome: `nil` if the answer goes on.
    ///   - now: any time, if no latencies are kept.
    package func answered(_ outcome: Outcome?, limits: inout RetryLimits, at now: UInt64) {
        limits.answered(outcome, after: now - min(now, startedAt), at: now)
        limits.budget.requestEnded()
    }

    /// There is no endpoint for it: that is the request's end.
    package func pickRefused(limits: inout RetryLimits) {
        limits.budget.requestEnded()
    }
}

extension RequestMachine {
    /// A request whose first attempt is under way.
    package init(
        _ configuration: RetryConfiguration,
        options: RequestOptions,
        after first: FirstAttempt,
        at endpoint: EndpointID
    ) {
        self.init(configuration, options: options, at: first.startedAt)
        var attempt = Attempt(permit: nil, isHedge: false, startedAt: first.startedAt, deadline: first.deadline)
        attempt.endpoint = endpoint
        attempts.append(attempt)
        hedgeAt = first.hedgeAt
    }
}

extension RetryConfiguration {
    /// When a request that begins now is over, whatever becomes of it; `UInt64.max` if never.
    func deadline(_ options: RequestOptions, from now: UInt64) -> UInt64 {
        (options.timeout ?? timeout).map { now.addingSaturating($0.nanoseconds) } ?? .max
    }

    /// When an attempt that begins now has taken too long; `UInt64.max` if never.
    func attemptDeadline(from now: UInt64) -> UInt64 {
        attemptTimeout.map { now.addingSaturating($0.nanoseconds) } ?? .max
    }
}
