/// An endpoint as it is listed now, for the picks of one lane. Immutable but for its counters.
///
/// A pick retains it, so it is no good for threads to share one: that is why there is one for each lane.
package final class EndpointState: Sendable {
    package let endpoint: Endpoint
    /// Shared with those that came before and with the other lanes: the same id with another weight or address has the same
    /// past.
    let live: LiveEndpoint
    let counters: EndpointCounters
    private let streak: FailureStreak
    /// Whether anything but the counters is kept up by picks.
    private let measuresMore: Bool
    /// Keeps the next lane's object, which is allocated next to it, off the cache lines that this one's picks write to.
    private let padding = SIMD16<UInt64>.zero

    package init(_ endpoint: Endpoint, live: LiveEndpoint, lane: Int = 0) {
        self.endpoint = endpoint
        self.live = live
        counters = live.lanes[lane]
        streak = live.streak
        measuresMore = live.latency != nil || live.totals != nil
    }

    var latency: LatencyEstimate? { live.latency }

    /// Counts a pick.
    func start() {
        counters.start()
        if measuresMore {
            live.totals?.start()
        }
    }

    /// Counts a pick that is finished.
    func finish(_ outcome: Outcome, startedAt start: UInt64) {
        if measuresMore {
            live.totals?.finish()
            live.latency?.record(outcome, startedAt: start, now: live.now())
        }
        switch outcome {
        case .success:
            streak.end()
            counters.succeed()
        case .failure:
            counters.fail()
            if streak.grow() == live.consecutiveFailureLimit {
                live.reportConsecutiveFailures(endpoint.id)
            }
        case .cancelled:
            counters.cancel()
        }
    }
}

/// What is counted and measured of an endpoint for as long as its id is listed.
package final class LiveEndpoint: Sendable {
    let lanes: [EndpointCounters]
    let streak = FailureStreak()
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
        laneCount: Int = 1,
        now: @escaping @Sendable () -> UInt64,
        consecutiveFailureLimit: Int,
        reportConsecutiveFailures: @escaping @Sendable (EndpointID) -> Void
    ) {
        lanes = (0..<laneCount).map { _ in EndpointCounters() }
        latency = requirements.latency.map { LatencyEstimate($0, now: now()) }
        self.totals = requirements.countsAllInFlight ? totals : nil
        self.now = now
        self.consecutiveFailureLimit = consecutiveFailureLimit
        self.reportConsecutiveFailures = reportConsecutiveFailures
    }

    deinit {
        lanes.forEach { $0.deallocate() }
        streak.deallocate()
    }

    /// Requests picked and not finished.
    var inFlight: Int { lanes.reduce(0) { $0 + $1.inFlight } }

    /// All counts, of all lanes together.
    package var counts: EndpointTotals {
        var counts = lanes.reduce(EndpointTotals()) { $0 + $1.totals }
        counts.consecutiveFailures = streak.length
        return counts
    }
}
