package import LoadBalancing

/// How a client goes about a request.
package struct RequestSettings: Hashable, Sendable {
    /// Attempts, time-outs, budgets, hedges: what the retry machine is given.
    package var retries: RetryConfiguration
    /// Whether a request that may have been done may be done again.
    package var isSafeToRepeat: Bool

    package init(retries: RetryConfiguration, isSafeToRepeat: Bool = true) {
        self.retries = retries
        self.isSafeToRepeat = isSafeToRepeat
    }

    /// One attempt, and a deadline.
    package static func once(deadline: Duration = .seconds(1)) -> RequestSettings {
        RequestSettings(retries: RetryConfiguration(attempts: 1, timeout: deadline, budget: .none))
    }

    /// So many attempts within the deadline, with the default back-off and budget unless changed.
    package static func retrying(
        deadline: Duration = .seconds(1),
        _ change: (inout RetryConfiguration) -> Void = { _ in }
    ) -> RequestSettings {
        var retries = RetryConfiguration(timeout: deadline)
        change(&retries)
        return RequestSettings(retries: retries)
    }
}
