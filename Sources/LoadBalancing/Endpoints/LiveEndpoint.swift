/// What is counted and measured of an endpoint for as long as its id is listed, or a pick of it is not finished.
package final class LiveEndpoint: Sendable {
    /// How many cells each ``EndpointState`` has.
    let laneCount: Int
    let streak = FailureStreak()
    let failures = FailureCounts()
    /// `nil` where the policy needs no latencies.
    let latency: LatencyEstimate?
    /// `nil` where the policy does not need all requests counted together.
    let totals: BalancerTotals?
    /// Nanoseconds since the load balancer was made.
    private let now: @Sendable () -> UInt64
    /// So many failures in a row are reported at once, not at the next interval; 0 if none are.
    let consecutiveFailureLimit: Int
    let reportConsecutiveFailures: @Sendable (EndpointID) -> Void

    private struct Counted {
        /// What was counted in cells that have been freed.
        var past = EndpointTotals()
        /// All others, of this id as it is listed now and as it was before.
        var cells: [PickCell] = []
    }

    private let counted = Locked(Counted())

    package init(
        requirements: PolicyRequirements,
        totals: BalancerTotals,
        laneCount: Int = 1,
        now: @escaping @Sendable () -> UInt64,
        consecutiveFailureLimit: Int,
        reportConsecutiveFailures: @escaping @Sendable (EndpointID) -> Void
    ) {
        self.laneCount = laneCount
        latency = requirements.latency.map { LatencyEstimate($0, now: now()) }
        self.totals = requirements.countsAllInFlight ? totals : nil
        self.now = now
        self.consecutiveFailureLimit = consecutiveFailureLimit
        self.reportConsecutiveFailures = reportConsecutiveFailures
    }

    deinit {
        streak.deallocate()
        failures.deallocate()
    }

    /// Whether anything but the counts is kept up by picks.
    var measuresMore: Bool { latency != nil || totals != nil }

    /// Takes in a pick that is finished.
    func measure(_ outcome: Outcome, startedAt start: UInt64) {
        totals?.finish()
        latency?.record(outcome, startedAt: start, now: now())
    }

    /// Counts a failure, and gives how many there are in a row. The first of a row tells all cells, so that a success in any
    /// of them ends it: O(cells), where one failure follows another O(1).
    func growStreak() -> Int {
        let length = streak.grow()
        if length == 1 {
            counted.withLock { counted in
                for cell in counted.cells {
                    cell.markFailed()
                }
            }
        }
        return length
    }

    /// Counts what is counted in these cells.
    func remember(_ cells: [PickCell]) {
        counted.withLock { $0.cells += cells }
    }

    /// Keeps what was counted in a cell that is about to be freed.
    func forget(_ cell: PickCell) {
        counted.withLock { counted in
            counted.past = counted.past + cell.totals
            if let index = counted.cells.firstIndex(of: cell) {
                counted.cells.remove(at: index)
            }
        }
    }

    /// Requests picked and not finished.
    var inFlight: Int { counts.inFlight }

    /// All counts, of all cells together.
    package var counts: EndpointTotals {
        var counts = counted.withLock { counted in
            counted.cells.reduce(counted.past) { $0 + $1.totals }
        }
        counts.consecutiveFailures = streak.length
        return counts
    }
}
