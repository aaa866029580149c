import ConsistentHashing
import Testing

@testable import LoadBalancing

@Suite("Policies by key")
struct KeyedPoliciesTests {
    /// What the three have in common, so that each test runs over all of them.
    protocol KeyedPolicy: LoadBalancingPolicy where Selection: KeyedPolicySelection {
        func bounded(by loadBound: Double?) -> Self
    }

    protocol KeyedPolicySelection: EndpointSelection {
        associatedtype KeyPlacement: HashPlacement<String>
        var placement: KeyPlacement { get }
    }

    static let policies: [any KeyedPolicy] = [
        HashRingPolicy(virtualNodes: 20), RendezvousTablePolicy(slotCount: 1009), MaglevPolicy(slotCount: 1009),
    ]

    private static func hashes(_ count: Int, seed: UInt64 = 41) -> [UInt64] {
        var lane = PickLane(seed: seed)
        return (0..<count).map { _ in lane.nextRandom() }
    }

    /// Whom each key goes to.
    private static func owners(
        _ selection: some EndpointSelection,
        _ fleet: Fleet,
        _ candidates: Candidates,
        excluding excluded: Set<Int> = []
    ) -> [Int?] {
        var lane = PickLane(seed: 1)
        return hashes(300).map {
            fleet.pick(by: selection, over: candidates, keyHash: $0, excluding: excluded, lane: &lane)
        }
    }

    @Test("Members are in the order of the candidates, with the endpoints' own weights", arguments: 0..<3)
    func members(policy index: Int) throws {
        func check<Policy: KeyedPolicy>(_ policy: Policy) throws {
            let fleet = Fleet(weights: [1, 2, 3, 4, 5])
            let candidates = fleet.candidates(out: [2], weights: [0.1, 2, 3, 4, 0.5])
            let placement = try policy.makeSelection(over: candidates, replacing: nil).placement
            #expect(placement.membership.map(\.id) == (0..<5).map { candidates.endpoint($0).id.string })
            #expect(placement.membership.map(\.weight) == [1, 2, 3, 4, 5], "not those in slow start")
            #expect(policy.requirements.keyHash == placement.hashFunction)
            #expect(!policy.requirements.countsAllInFlight && policy.bounded(by: 2).requirements.countsAllInFlight)
        }
        try check(Self.policies[index])
    }

    @Test(
        "A key goes to its owner; with that out, to the next in its ranking; and returns when it recovers",
        arguments: 0..<3
    )
    func recovery(policy index: Int) throws {
        func check<Policy: KeyedPolicy>(_ policy: Policy) throws {
            let fleet = Fleet(weights: [1, 2, 1, 0.5, 1, 3])
            let all = fleet.candidates()
            let first = try policy.makeSelection(over: all, replacing: nil)
            let rankings = Self.hashes(300).map { Array(first.placement.rankingIndices(ofHash: $0)) }
            let owners = Self.owners(first, fleet, all)
            #expect(owners == rankings.map { $0[0] })
            #expect(Set(owners).count == 6)

            for out in [[5], [0, 5], [0, 1, 2, 4, 5]] as [Set<Int>] {
                let some = fleet.candidates(out: out)
                let second = try policy.makeSelection(over: some, replacing: first)
                let expected = rankings.map { ranking in ranking.first { !out.contains($0) } }
                #expect(Self.owners(second, fleet, some) == expected)
                // Another process, with the same list and health.
                let other = Fleet(weights: [1, 2, 1, 0.5, 1, 3], seed: 77)
                let same = other.candidates(out: out)
                let independent = try policy.makeSelection(over: same, replacing: nil)
                #expect(Self.owners(independent, other, same) == expected)
                // The caller's exclusions do what health does.
                #expect(Self.owners(first, fleet, all, excluding: out) == expected)
                let recovered = try policy.makeSelection(over: all, replacing: second)
                #expect(Self.owners(recovered, fleet, all) == owners)
            }
        }
        try check(Self.policies[index])
    }

    @Test("A change of members updates the placement to what building it anew gives", arguments: 0..<3)
    func updates(policy index: Int) throws {
        func check<Policy: KeyedPolicy>(_ policy: Policy) throws {
            var previous: Policy.Selection?
            for weights in [[1, 1, 1], [1, 1, 1, 1], [1, 2, 1, 1], [1, 2], [3, 1, 1, 1, 1, 1, 1]] as [[Double]] {
                let candidates = Fleet(weights: weights).candidates()
                let updated = try policy.makeSelection(over: candidates, replacing: previous)
                let built = try policy.makeSelection(over: candidates, replacing: nil)
                #expect(updated.placement.checksum == built.placement.checksum)
                for hash in Self.hashes(100) {
                    #expect(updated.placement.ownerIndex(ofHash: hash) == built.placement.ownerIndex(ofHash: hash))
                }
                previous = updated
            }
        }
        try check(Self.policies[index])
    }

    @Test("A placement with other parameters is not updated, but built")
    func otherParameters() throws {
        let candidates = Fleet(count: 3).candidates()
        let ring = try HashRingPolicy(virtualNodes: 10).makeSelection(over: candidates, replacing: nil)
        let other = try HashRingPolicy(virtualNodes: 11).makeSelection(over: candidates, replacing: ring)
        #expect(other.placement.virtualNodes == 11)
        let hashed = HashRingPolicy(virtualNodes: 10, hashFunction: .xxh64)
        #expect(try hashed.makeSelection(over: candidates, replacing: ring).placement.hashFunction == .xxh64)
        let table = try MaglevPolicy(slotCount: 7).makeSelection(over: candidates, replacing: nil)
        #expect(
            try MaglevPolicy(slotCount: 11).makeSelection(over: candidates, replacing: table).placement.slotCount == 11
        )
    }

    @Test("Without a key they go round robin over those in service", arguments: 0..<3)
    func keyless(policy index: Int) throws {
        func check<Policy: KeyedPolicy>(_ policy: Policy) throws {
            let fleet = Fleet(weights: [1, 5, 1, 1])
            let candidates = fleet.candidates(out: [2])
            let selection = try policy.makeSelection(over: candidates, replacing: nil)
            var lane = PickLane(seed: 43)
            let picks = fleet.picks(9, by: selection, over: candidates, lane: &lane)
            #expect(picks.counts(4) == [3, 3, 0, 3])
            #expect(Array(picks[0..<3]) == Array(picks[3..<6]))
        }
        try check(Self.policies[index])
    }

    @Test("What can't be built is an error of the placement, with its cure")
    func errors() {
        let candidates = Fleet(count: 8).candidates()
        #expect(throws: PlacementError.invalidVirtualNodes(0, allowed: 1...65_536)) {
            try HashRingPolicy.hashRing(virtualNodes: 0).makeSelection(over: candidates, replacing: nil)
        }
        #expect(throws: PlacementError.self) {
            try RendezvousTablePolicy.rendezvousTable(slotCount: 4).makeSelection(over: candidates, replacing: nil)
        }
        #expect(throws: PlacementError.slotsNotPrime(9, below: 7, above: 11)) {
            try MaglevPolicy.maglev(slotCount: 9).makeSelection(over: candidates, replacing: nil)
        }
    }

    @Test("Defaults are those of the placements, without a bound")
    func defaults() {
        #expect(HashRingPolicy.hashRing.virtualNodes == 160)
        #expect(RendezvousTablePolicy.rendezvousTable.slotCount == RendezvousTable<String>.defaultSlotCount)
        #expect(MaglevPolicy.maglev.slotCount == MaglevTable<String>.defaultSlotCount)
        #expect(HashRingPolicy.hashRing.hashFunction == .xxh3)
        #expect(HashRingPolicy.hashRing.loadBound == nil)
        #expect(RendezvousTablePolicy.rendezvousTable.loadBound == nil)
        #expect(MaglevPolicy.maglev.loadBound == nil)
    }
}

extension HashRingPolicy: KeyedPoliciesTests.KeyedPolicy {
    func bounded(by loadBound: Double?) -> HashRingPolicy {
        HashRingPolicy(virtualNodes: virtualNodes, hashFunction: hashFunction, loadBound: loadBound)
    }
}

extension RendezvousTablePolicy: KeyedPoliciesTests.KeyedPolicy {
    func bounded(by loadBound: Double?) -> RendezvousTablePolicy {
        RendezvousTablePolicy(slotCount: slotCount, hashFunction: hashFunction, loadBound: loadBound)
    }
}

extension MaglevPolicy: KeyedPoliciesTests.KeyedPolicy {
    func bounded(by loadBound: Double?) -> MaglevPolicy {
        MaglevPolicy(slotCount: slotCount, hashFunction: hashFunction, loadBound: loadBound)
    }
}

extension HashRingPolicy.Selection: KeyedPoliciesTests.KeyedPolicySelection {}
extension RendezvousTablePolicy.Selection: KeyedPoliciesTests.KeyedPolicySelection {}
extension MaglevPolicy.Selection: KeyedPoliciesTests.KeyedPolicySelection {}
