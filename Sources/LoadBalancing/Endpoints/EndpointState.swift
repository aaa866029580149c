/// An endpoint as it is listed now, and what is known of it since it was first listed. Immutable but for its counters.
package final class EndpointState: Sendable {
    package let endpoint: Endpoint
    /// Shared with those that came before: the same id with another weight or address has the same past.
    let live: LiveEndpoint
    let counters: EndpointCounters

    package init(_ endpoint: Endpoint, live: LiveEndpoint) {
        self.endpoint = endpoint
        self.live = live
        counters = live.counters
    }

    var latency: LatencyEstimate? { live.latency }

    /// Counts a pick.
    func start() {
        counters.start()
        live.totals?.start()
    }

    /// Counts a pick that is finished.
    func finish(_ outcome: Outcome, startedAt start: UInt64) {
        live.totals?.finish()
        if let latency = live.latency {
            latency.record(outcome, startedAt: start, now: live.now())
        }
        switch outcome {
        case .success:
            counters.succeed()
        case .failure:
            let inARow = counters.fail()
            if inARow == live.consecutiveFailureLimit {
                live.reportConsecutiveFailures(endpoint.id)
            }
        case .cancelled:
            counters.cancel()
        }
    }
}

/// What is counted and measured of an endpoint for as long as its id is listed.
package final class LiveEndpoint: Sendable {
    let counters = EndpointCounters()
    /// `nil` where the policy needs no latencies.
    let latency: LatencyEstimate?
    /// `nil` where the policy does not need all requests counted together.
    let totals: BalancerTotals?
    /// Nanoseconds since the load balancer was made.
    let now: @Sendable () -> UInt64
    /// So many failures in a row are reported at once, not at the next interval; 0 if none are.
    let consecutiveFailureLimit: Int
    let reportConsecutiveFailures: @Sendable (EndpointID) -> Void

    package init(
        requirements: PolicyRequirements,
        totals: BalancerTotals,
        now: @escaping @Sendable () -> UInt64,
        consecutiveFailureLimit: Int,
        reportConsecutiveFailures: @escaping @Sendable (EndpointID) -> Void
    ) {
        latency = requirements.latency.map { LatencyEstimate($0, now: now()) }
        self.totals = requirements.countsAllInFlight ? totals : nil
        self.now = now
        self.consecutiveFailureLimit = consecutiveFailureLimit
        self.reportConsecutiveFailures = reportConsecutiveFailures
    }

    deinit {
        counters.deallocate()
    }
}
