import Synchronization

@testable import LoadBalancing

/// Endpoints as a load balancer holds them, without one: their counters, latencies and time are the test's to move.
///
/// Ids are `e-000`, `e-001` and so on, so that an index is an id's number.
final class Fleet: Sendable {
    let totals: BalancerTotals
    let states: [EndpointState]
    private let time = Atomic<UInt64>(0)

    init(weights: [Double], requirements: PolicyRequirements = PolicyRequirements(), seed: UInt64 = 1) {
        let totals = BalancerTotals(seed: seed)
        let clock = Locked<@Sendable () -> UInt64>({ 0 })
        self.totals = totals
        states = weights.enumerated().map { number, weight in
            let digits = String(number)
            let id = "e-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
            return EndpointState(
                Endpoint(id: EndpointID(id), host: "10.0.0.1", port: 80, weight: weight),
                live: LiveEndpoint(
                    requirements: requirements,
                    totals: totals,
                    now: { clock.withLock { $0 }() },
                    consecutiveFailureLimit: 0,
                    reportConsecutiveFailures: { _ in }
                )
            )
        }
        clock.withLock { clock in clock = { [unowned self] in now } }
    }

    convenience init(count: Int, requirements: PolicyRequirements = PolicyRequirements(), seed: UInt64 = 1) {
        self.init(weights: Array(repeating: 1, count: count), requirements: requirements, seed: seed)
    }

    /// Nanoseconds.
    var now: UInt64 {
        get { time.load(ordering: .relaxed) }
        set { time.store(newValue, ordering: .relaxed) }
    }

    /// All of them, but for those at `out` in service, with their own weights unless others are given.
    func candidates(out: Set<Int> = [], weights: [Double]? = nil) -> Candidates {
        Candidates(
            states: states,
            weights: weights ?? states.map(\.endpoint.weight),
            availability: states.indices.map { !out.contains($0) },
            totals: totals
        )
    }

    func start(_ index: Int) {
        states[index].cells[0].start()
    }

    func finish(_ index: Int, _ outcome: Outcome = .success, startedAt start: UInt64? = nil) {
        states[index].cells[0].finish(outcome, startedAt: start ?? now)
    }

    /// One request after the other, without a key, from one lane.
    func picks(
        _ count: Int,
        by selection: some EndpointSelection,
        over candidates: Candidates,
        excluding excluded: Set<Int> = [],
        lane: inout PickLane
    ) -> [Int?] {
        (0..<count).map { _ in
            pick(by: selection, over: candidates, excluding: excluded, lane: &lane)
        }
    }

    func pick(
        by selection: some EndpointSelection,
        over candidates: Candidates,
        keyHash: UInt64? = nil,
        excluding excluded: Set<Int> = [],
        lane: inout PickLane
    ) -> Int? {
        excluded.sorted().map { states[$0].endpoint.id }.withUnsafeBufferPointer { excluded in
            withUnsafeMutablePointer(to: &lane) { lane in
                var request = SelectionRequest(
                    keyHash: keyHash,
                    now: now,
                    among: candidates,
                    excluding: excluded,
                    lane: lane
                )
                return selection.select(&request)
            }
        }
    }
}

extension Candidates {
    /// Lends a request without a key, whose random numbers are those of a seed.
    func withRequest(seed: UInt64, _ body: (inout SelectionRequest) -> Void) {
        var lane = PickLane(seed: seed)
        withUnsafeMutablePointer(to: &lane) { lane in
            var request = SelectionRequest(among: self, lane: lane)
            body(&request)
        }
    }
}
