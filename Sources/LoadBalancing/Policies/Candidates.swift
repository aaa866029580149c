/// The endpoints that a policy chooses from, in the order of their ids, with what is known of each.
///
/// All that are listed with a weight above 0 are in it, in service or not: a policy by key builds its placement over all of
/// them and passes over those that are out, so that every process with the same list does the same, and a key returns to its
/// owner when that recovers. A policy without keys chooses from ``available``.
///
/// Where endpoints are of several levels of priority, or zones matter, a policy is given those of one level or zone at a time, and
/// makes a selection for each.
///
/// Loads and latencies are read when asked for, from counters that other threads write to. O(1), nothing allocated.
public struct Candidates: Sendable {
    /// What picks read: trivial copies of what ``Storage`` owns, so that reading it retains nothing.
    struct Table: Sendable {
        /// Lane by lane.
        let cells: FixedBuffer<PickCell>
        /// Whether the first lane's cell has all requests of its endpoint: there is no other lane, and no elder.
        let isCountedInOne: Bool
        let weights: FixedBuffer<Double>
        let availability: FixedBuffer<Bool>
        let available: FixedBuffer<Int>

        var count: Int { weights.count }

        @inline(__always)
        func cell(_ index: Int, lane: Int) -> PickCell {
            cells[lane * count + index]
        }
    }

    final class Storage: Sendable {
        /// They hold the cells.
        let states: [EndpointState]
        let elders: [[EndpointState]]
        let available: [Int]
        let totals: BalancerTotals
        let table: Table

        init(
            states: [EndpointState],
            elders: [[EndpointState]],
            weights: [Double],
            availability: [Bool],
            totals: BalancerTotals
        ) {
            self.states = states
            self.elders = elders
            self.totals = totals
            available = availability.indices.filter { availability[$0] }
            let laneCount = states.map(\.cells.count).min() ?? 0
            table = Table(
                cells: FixedBuffer((0..<laneCount).flatMap { lane in states.map { $0.cells[lane] } }),
                isCountedInOne: laneCount == 1 && elders.allSatisfy(\.isEmpty),
                weights: FixedBuffer(weights),
                availability: FixedBuffer(availability),
                available: FixedBuffer(available)
            )
        }

        deinit {
            table.cells.deallocate()
            table.weights.deallocate()
            table.availability.deallocate()
            table.available.deallocate()
        }
    }

    let storage: Storage
    let table: Table
    /// The part of all requests that these are to carry, where they are one of several groups.
    let loadShare: Double

    /// - Parameters:
    ///   - states: the endpoints in the order of their ids.
    ///   - elders: for each, what it was before, where picks of that may still be under way.
    ///   - weights: effective ones, of those in slow start less than their own.
    ///   - availability: at least one is true.
    package init(
        states: [EndpointState],
        elders: [[EndpointState]] = [],
        weights: [Double],
        availability: [Bool],
        totals: BalancerTotals,
        loadShare: Double = 1
    ) {
        self.loadShare = loadShare
        storage = Storage(
            states: states,
            elders: elders,
            weights: weights,
            availability: availability,
            totals: totals
        )
        table = storage.table
    }

    /// How many there are. Their indices are `0..<count`.
    public var count: Int { table.count }

    /// The indices of those in service, in order; at least one. While too few are well, all are in service: see
    /// ``LoadBalancerConfiguration/panicThreshold``.
    public var available: [Int] { storage.available }

    /// The endpoint at an index.
    public func endpoint(_ index: Int) -> Endpoint { storage.states[index].endpoint }

    /// What it is to get beside the others: its weight, or a part of it while it starts slowly. Above 0.
    public func weight(_ index: Int) -> Double { table.weights[index] }

    /// Whether it is in service.
    public func isAvailable(_ index: Int) -> Bool { table.availability[index] }

    /// How many requests were picked for it and are not finished.
    public func requestsInFlight(_ index: Int) -> Int {
        if table.isCountedInOne { return table.cells[index].inFlight }
        let elders = storage.elders.isEmpty ? [] : storage.elders[index]
        return elders.reduce(storage.states[index].inFlight) { $0 + $1.inFlight }
    }

    /// How many requests were picked for any endpoint of this load balancer and are not finished; 0 unless the policy's
    /// ``PolicyRequirements/countsAllInFlight`` asks for it. Where these candidates are one of several groups, such as those of
    /// one level of priority, it is the part of them that falls to these by their share of the load.
    public var allRequestsInFlight: Int {
        loadShare == 1 ? storage.totals.inFlight : Int((Double(storage.totals.inFlight) * loadShare).rounded())
    }

    /// What its answers took lately, in nanoseconds: see ``PeakEWMA``. 0 unless the policy asks for it.
    ///
    /// - Parameters:
    ///   - index: of the endpoint.
    ///   - now: ``SelectionRequest/now``.
    public func latency(_ index: Int, now: UInt64) -> Double { storage.states[index].latency?.value(at: now) ?? 0 }
}
