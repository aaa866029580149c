import Testing

@testable import LoadBalancing

@Suite("All policies")
struct AllPoliciesTests {
    private static let policies: [any LoadBalancingPolicy] = [
        RoundRobinPolicy(), SmoothWeightedRoundRobinPolicy(), RandomPolicy(), WeightedRandomPolicy(),
        LeastRequestPolicy(),
        PeakEWMAPolicy(), HashRingPolicy(virtualNodes: 5), RendezvousTablePolicy(slotCount: 101),
        MaglevPolicy(slotCount: 101),
        HashRingPolicy(virtualNodes: 5, loadBound: 1.1), RendezvousTablePolicy(slotCount: 101, loadBound: 1.1),
        MaglevPolicy(slotCount: 101, loadBound: 1.1),
    ]

    @Test("A selection is allowed, and nil if and only if none is: every health and all exclusions", arguments: 0..<12)
    func subsets(policy number: Int) throws {
        func check<Policy: LoadBalancingPolicy>(_ policy: Policy) throws {
            for weights in [[1, 1, 1, 1], [1, 2, 0.3, .pi]] as [[Double]] {
                let fleet = Fleet(weights: weights, requirements: policy.requirements)
                var lane = PickLane(seed: 61)
                var previous: Policy.Selection?
                for out in Self.subsets where out.count < 4 {
                    let candidates = fleet.candidates(out: out)
                    let selection = try policy.makeSelection(over: candidates, replacing: previous)
                    previous = selection
                    for excluded in Self.subsets {
                        let allowed = Set(0..<4).subtracting(out).subtracting(excluded)
                        for turn in 0..<8 {
                            let hash = turn % 2 == 0 ? lane.nextRandom() : nil
                            let index = fleet.pick(
                                by: selection,
                                over: candidates,
                                keyHash: hash,
                                excluding: excluded,
                                lane: &lane
                            )
                            #expect(index.map(allowed.contains) ?? allowed.isEmpty, "out \(out), excluded \(excluded)")
                            // Some stay in flight, so that loads differ.
                            if let index, turn == 0 { fleet.start(index) }
                        }
                    }
                }
            }
        }
        try check(Self.policies[number])
    }

    private static let subsets: [Set<Int>] = (0..<16).map { bits in Set((0..<4).filter { bits >> $0 & 1 == 1 }) }

    @Test("Names are those of gRPC and Envoy where these have the policy")
    func names() {
        let names = Self.policies[..<9].map(\.policyName)
        #expect(
            names == [
                "round_robin", "smooth_weighted_round_robin", "random", "weighted_random", "least_request", "peak_ewma",
                "ring_hash", "rendezvous_table", "maglev",
            ]
        )
    }

    @Test("Every policy is reached by a leading dot")
    func leadingDots() {
        func name(_ policy: some LoadBalancingPolicy) -> String { policy.policyName }
        #expect(name(.roundRobin) == "round_robin")
        #expect(name(.smoothWeightedRoundRobin) == "smooth_weighted_round_robin")
        #expect(name(.random) == "random")
        #expect(name(.weightedRandom) == "weighted_random")
        #expect(name(.leastRequest) == "least_request")
        #expect(name(.peakEWMA) == "peak_ewma")
        #expect(name(.peakEWMA(decayTime: .seconds(5))) == "peak_ewma")
        #expect(name(.hashRing) == "ring_hash")
        #expect(name(.hashRing(virtualNodes: 100, loadBound: 1.25)) == "ring_hash")
        #expect(name(.rendezvousTable) == "rendezvous_table")
        #expect(name(.rendezvousTable(slotCount: 1024)) == "rendezvous_table")
        #expect(name(.maglev) == "maglev")
        #expect(name(.maglev(slotCount: 101)) == "maglev")
    }
}
