/// What all requests of a ``Retrier`` share, without clock or lock: how much may be sent again, and what is known for that.
package struct RetryLimits: Sendable {
    /// How often something was done or refused, since the start.
    package struct Counts: Hashable, Sendable {
        package var requests = 0
        /// Retries begun, without hedges.
        package var retries = 0
        package var hedges = 0
        /// Retries and hedges that the budget or gRPC's throttle refused.
        package var refusals = 0
        /// Requests that the adaptive throttle refused.
        package var throttled = 0
    }

    package var counts = Counts()
    package var budget: RetryBudgetState
    package var throttle: RetryThrottleState?
    package var hedging: HedgingState?
    package var adaptiveThrottle: AdaptiveThrottleState?

    package init(_ configuration: RetryConfiguration) {
        budget = RetryBudgetState(configuration.budget)
        throttle = configuration.throttle.map { RetryThrottleState($0) }
        hedging = configuration.hedging.map { HedgingState($0) }
        adaptiveThrottle = configuration.adaptiveThrottle.map { AdaptiveThrottleState($0) }
    }

    /// An attempt was answered.
    ///
    /// - Parameter outcome: `nil` if the answer goes on.
    mutating func answered(_ outcome: Outcome?, after nanoseconds: UInt64, at now: UInt64) {
        guard outcome ?? .success == .success else { return }
        throttle?.succeeded()
        hedging?.recordAnswer(nanoseconds, at: now)
    }

    /// When an attempt that begins now is hedged; `nil` if it is not.
    ///
    /// A fixed delay is the request's own: limits may be shared with requests that are hedged otherwise, or not at all.
    mutating func hedgeTime(_ hedging: Hedging?, at now: UInt64) -> UInt64? {
        let delay: UInt64? =
            switch hedging {
            case nil: nil
            case .after(let delay): delay.nanoseconds
            case .afterPercentile: self.hedging?.delay(at: now)
            }
        return delay.map { now.addingSaturating($0) }
    }

    /// Takes a retry or hedge out of the budget, unless gRPC's throttle or the budget itself refuses it.
    mutating func withdraw(at now: UInt64) -> RetryBudgetState.Permit? {
        let permit = throttle?.allowsRetries == false ? nil : budget.withdraw(at: now)
        if permit == nil { counts.refusals += 1 }
        return permit
    }
}
