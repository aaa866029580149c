import ConsistentHashing
import Testing

@testable import LoadBalancing

@Suite("Bounded load of policies by key")
struct LoadBoundTests {
    /// Random starts and finishes around so many in flight, after a warm-up.
    ///
    /// - Returns: the part of the keyed picks that their owner did not take.
    private static func run(
        _ policy: some KeyedPoliciesTests.KeyedPolicy,
        factor: Double,
        weights: [Double],
        out: Set<Int> = [],
        inFlight limit: Int,
        picks: Int,
        seed: UInt64
    ) throws -> Double {
        let bounded = policy.bounded(by: factor)
        let fleet = Fleet(weights: weights, requirements: bounded.requirements)
        let candidates = fleet.candidates(out: out)
        let selection = try bounded.makeSelection(over: candidates, replacing: nil)
        let total = weights.indices.filter { !out.contains($0) }.map { weights[$0] }.reduce(0, +)
        var lane = PickLane(seed: seed)
        var random = PickLane(seed: seed + 1)
        var started: [Int] = []
        var counted = 0
        var missed = 0
        for pick in 0..<(limit + picks) {
            if started.count >= limit {
                let victim = Int(random.nextRandom() % UInt64(started.count))
                fleet.finish(started.remove(at: victim))
            }
            let hash = random.nextRandom()
            let index = try #require(fleet.pick(by: selection, over: candidates, keyHash: hash, lane: &lane))
            #expect(candidates.allRequestsInFlight == started.count)
            let capacity = (factor * Double(started.count + 1) * weights[index] / total).rounded(.up)
            fleet.start(index)
            started.append(index)
            #expect(Double(candidates.requestsInFlight(index)) <= capacity, "seed \(seed), pick \(pick)")
            // The first of the ranking that was not full.
            for preferred in selection.placement.rankingIndices(ofHash: hash) where !out.contains(preferred) {
                guard preferred != index else { break }
                let quota = factor * Double(started.count) * weights[preferred] / total
                #expect(Double(candidates.requestsInFlight(preferred)) > quota.rounded(.up) - 1, "it was full")
            }
            if pick >= limit {
                counted += 1
                missed += index == selection.placement.ownerIndex(ofHash: hash) ? 0 : 1
            }
        }
        return Double(missed) / Double(counted)
    }

    @Test(
        "No endpoint is brought above its capacity, and a key takes the first of its ranking with room",
        arguments: 0..<3
    )
    func capacity(policy index: Int) throws {
        let policy = KeyedPoliciesTests.policies[index]
        for (factor, limit) in [(1.25, 1), (1.25, 7), (1.01, 40), (2, 40), (1.25, 200)] {
            _ = try Self.run(
                policy,
                factor: factor,
                weights: [1, 2, 0.5, 4, 1],
                inFlight: limit,
                picks: 400,
                seed: UInt64(limit)
            )
        }
        _ = try Self.run(policy, factor: 1.5, weights: [1, 2, 3, 1], out: [1], inFlight: 20, picks: 400, seed: 9)
    }

    @Test("How many keyed picks miss their owner: the table of the documentation, within 3 percentage points")
    func misses() throws {
        for (inFlight, percent) in Self.documented {
            let part = try Self.run(
                HashRingPolicy(),
                factor: 1.25,
                weights: Array(repeating: 1, count: 10),
                inFlight: inFlight,
                picks: 4000,
                seed: 50
            )
            #expect(abs(part * 100 - percent) < 3, "\(inFlight) in flight: \(part)")
        }
    }

    /// In flight with the pick itself, and the picks that miss their owner.
    private static let documented: [(inFlight: Int, percent: Double)] = [
        (1, 0), (2, 10), (4, 30), (8, 70), (10, 22), (20, 30), (50, 18), (100, 12), (1000, 0),
    ]

    @Test("The capacities of ten equal endpoints are the documented ones")
    func documentedCapacities() throws {
        for (all, capacity) in [(0, 1), (7, 1), (8, 2), (15, 2), (99, 13)] {
            let policy = HashRingPolicy(loadBound: 1.25)
            let fleet = Fleet(count: 10, requirements: policy.requirements)
            let candidates = fleet.candidates()
            let bound = try LoadBound(1.25, over: candidates)
            for number in 0..<all {
                fleet.start(number < capacity - 1 ? 0 : 1)
            }
            #expect(bound.hasRoom(0, among: candidates), "one below capacity")
            if all >= capacity {
                fleet.start(0)
                fleet.finish(1)
                #expect(candidates.requestsInFlight(0) == capacity && candidates.allRequestsInFlight == all)
                #expect(!bound.hasRoom(0, among: candidates))
            }
        }
    }

    @Test("Where all that are allowed are full, the first of the ranking takes the key")
    func allFull() throws {
        let policy = HashRingPolicy(virtualNodes: 20, loadBound: 1.25)
        let fleet = Fleet(count: 3, requirements: policy.requirements)
        let candidates = fleet.candidates()
        let selection = try policy.makeSelection(over: candidates, replacing: nil)
        for _ in 0..<50 {
            fleet.start(0)
            fleet.start(1)
        }
        var lane = PickLane(seed: 51)
        for _ in 0..<50 {
            let hash = lane.nextRandom()
            let ranking = Array(selection.placement.rankingIndices(ofHash: hash))
            #expect(fleet.pick(by: selection, over: candidates, keyHash: hash, lane: &lane) == 2)
            let pick = fleet.pick(by: selection, over: candidates, keyHash: hash, excluding: [2], lane: &lane)
            #expect(pick == ranking.first { $0 != 2 })
        }
    }

    @Test("Weights of any size have finite capacities")
    func extremes() throws {
        let fleet = Fleet(weights: [1e308, 1e308, 1], requirements: HashRingPolicy(loadBound: 2).requirements)
        let candidates = fleet.candidates()
        let bound = try LoadBound(1.5, over: candidates)
        #expect(bound.hasRoom(0, among: candidates) && bound.hasRoom(2, among: candidates))
        fleet.start(0)
        fleet.start(0)
        #expect(bound.hasRoom(0, among: candidates), "1.5 · 3 / 2 is more than 2")
        fleet.start(0)
        #expect(!bound.hasRoom(0, among: candidates))
    }

    @Test(
        "A factor that is not a finite number above 1 is refused",
        arguments: [1, 0.5, 0, -2, .infinity, .nan] as [Double]
    )
    func factors(factor: Double) throws {
        let candidates = Fleet(count: 2).candidates()
        func check(_ policy: some KeyedPoliciesTests.KeyedPolicy) {
            let error = #expect(throws: PolicyError.self) {
                _ = try policy.bounded(by: factor).makeSelection(over: candidates, replacing: nil)
            }
            guard case .invalidLoadBound(let value) = error else {
                Issue.record("another error: \(String(describing: error))")
                return
            }
            #expect(value.bitPattern == factor.bitPattern)
            #expect("\(PolicyError.invalidLoadBound(factor))".contains("\(factor) is not allowed"))
        }
        for policy in KeyedPoliciesTests.policies {
            check(policy)
        }
    }
}
