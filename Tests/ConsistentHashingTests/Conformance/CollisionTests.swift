import ConsistentHashing
import Testing

@Suite("Nodes whose hashes all collide")
struct CollisionTests {
    private static let ids = CollidingIDs.ids

    static let subjects: [any PlacementSubject] = [
        RingSubject(virtualNodes: 1, hashFunction: CollidingIDs.hashFunction),
        RingSubject(virtualNodes: 7, hashFunction: CollidingIDs.hashFunction),
        ThinnedRingSubject(virtualNodes: 1, hashFunction: CollidingIDs.hashFunction),
        ThinnedRingSubject(virtualNodes: 40, hashFunction: CollidingIDs.hashFunction),
        RendezvousSubject(hashFunction: CollidingIDs.hashFunction),
        MaglevSubject(slotCount: 101, hashFunction: CollidingIDs.hashFunction),
    ]

    /// Colliding nodes among others, in all kinds of weights.
    private static func members(seed: UInt64) -> [Member<String>] {
        var generator = SeededGenerator(seed: seed)
        let style = WeightStyle.allCases[Int(seed % 3)]
        let others = ["a", "~", "node"].prefix(Int(seed / 3 % 4))
        return (ids + others).filter { _ in generator.chance(0.8) }
            .map { Member($0, weight: style.weight(using: &generator)) }
            .shuffled(using: &generator)
    }

    @Test("They do collide, with anything behind them")
    func collide() {
        #expect(Set(Self.ids).count == 6)
        for suffix in ["", "0", "\0\0\0\0", "and so on"] {
            #expect(Set(Self.ids.map { CollidingIDs.hashFunction.hash($0 + suffix) }).count == 1)
        }
        #expect(Set(Self.ids.map { nodeHash($0, 5, CollidingIDs.hashFunction) }).count == 1)
    }

    @Test("Of equal weights the smallest id owns all, and the ranking is by id")
    func smallestID() throws {
        let ring = try HashRing(Self.ids, virtualNodes: 9, hashFunction: CollidingIDs.hashFunction)
        let rendezvous = try RendezvousHash(Self.ids, hashFunction: CollidingIDs.hashFunction)
        for hash in probeHashes(50, seed: 4) {
            #expect(Array(ring.ranking(ofHash: hash)) == Self.ids)
            #expect(Array(rendezvous.ranking(ofHash: hash)) == Self.ids)
            #expect(ring.owner(ofHash: hash) == Self.ids[0])
            #expect(rendezvous.owner(ofHash: hash) == Self.ids[0])
        }
        #expect(ring.ownedShares == [1, 0, 0, 0, 0, 0])
    }

    @Test("Of unequal weights the heaviest comes first, but where a point stands the smallest id")
    func heaviest() throws {
        let members = Self.ids.enumerated().map { Member($1, weight: Double($0 + 1)) }
        let ring = try HashRing(members, virtualNodes: 9, hashFunction: CollidingIDs.hashFunction)
        let rendezvous = try RendezvousHash(members, hashFunction: CollidingIDs.hashFunction)
        for hash in probeHashes(50, seed: 4) {
            #expect(Array(ring.ranking(ofHash: hash)) == Self.ids.reversed())
            #expect(Array(rendezvous.ranking(ofHash: hash)) == Self.ids.reversed())
        }
        for number in 0..<UInt32(9) {
            let point = nodeHash(Self.ids[0], number, CollidingIDs.hashFunction)
            #expect(ring.owner(ofHash: point) == Self.ids[0])
            #expect(Array(ring.ranking(ofHash: point)) == Self.ids)
            #expect(ring.owner(ofHash: point &- 1) == Self.ids[5])
        }
    }

    @Test("The ring is as its definition has it, at every end of an arc and beside it")
    func ringOracle() throws {
        for seed in UInt64(0)..<120 {
            let members = Self.members(seed: seed)
            let ring = try HashRing(members, virtualNodes: 3, hashFunction: CollidingIDs.hashFunction)
            let oracle = RingOracle(members, virtualNodes: 3, hashFunction: CollidingIDs.hashFunction)
            let hashes = ring.ownedRanges.flatMap { [$0.hashes.lowerBound, $0.hashes.upperBound] }
                .flatMap { [$0 &- 1, $0, $0 &+ 1] }
            #expect(
                hashes.map { ring.ownerIndex(ofHash: $0) } == hashes.map { oracle.ownerIndex(ofHash: $0) },
                "seed \(seed): \(members)"
            )
            #expect(
                hashes.prefix(8).map { Array(ring.rankingIndices(ofHash: $0)) }
                    == hashes.prefix(8).map { oracle.ranking(ofHash: $0) },
                "seed \(seed): \(members)"
            )
        }
    }

    @Test("Rendezvous is as its definition has it")
    func rendezvousOracle() throws {
        for seed in UInt64(0)..<60 {
            let members = Self.members(seed: seed)
            let rendezvous = try RendezvousHash(members, hashFunction: CollidingIDs.hashFunction)
            let oracle = RendezvousOracle(members, hashFunction: CollidingIDs.hashFunction)
            let hashes = probeHashes(10, seed: seed)
            let rankings = hashes.map { oracle.ranking(ofHash: $0) }
            #expect(hashes.map { Array(rendezvous.rankingIndices(ofHash: $0)) } == rankings, "seed \(seed)")
            #expect(hashes.map { rendezvous.ownerIndex(ofHash: $0) } == rankings.map(\.first), "seed \(seed)")
        }
    }

    @Test("The laws hold: order, updates, distinct rankings, no needless move", arguments: subjects)
    func laws(subject: any PlacementSubject) throws {
        try expectLaws(subject)
    }

    private func expectLaws(_ subject: some PlacementSubject) throws {
        var before = try subject.build([])
        for seed in UInt64(0)..<40 {
            let members = Self.members(seed: seed)
            let built = try subject.build(members)
            let (updated, _) = try before.updated(to: members.reversed())
            expectSame(updated, built, hashes: probeHashes(30, seed: seed), "seed \(seed)")
            if subject.movesNothingNeedlessly {
                let moves = OwnerChanges(from: before, to: built, hashes: probeHashes(30, seed: seed))
                #expect(moves.needless.isEmpty, "seed \(seed)")
            }
            for hash in probeHashes(5, seed: seed) {
                let ranking = Array(built.rankingIndices(ofHash: hash))
                #expect(ranking.sorted() == Array(built.membership.indices), "seed \(seed)")
                #expect(ranking.first == built.ownerIndex(ofHash: hash), "seed \(seed)")
                guard subject.secondTakesOver, ranking.count > 1 else { continue }
                var without = built
                try without.remove(built.nodes[ranking[0]])
                #expect(without.owner(ofHash: hash) == built.nodes[ranking[1]], "seed \(seed)")
            }
            before = built
        }
    }

    @Test("Maglev deals the slots out evenly even so")
    func maglev() throws {
        let table = try MaglevTable(Self.ids, slotCount: 101, hashFunction: CollidingIDs.hashFunction)
        let counts = Self.ids.indices.map { index in table.ownedRanges.count { $0.ownerIndex == index } }
        #expect(counts == [17, 17, 17, 17, 17, 16])
    }

    @Test("A rendezvous table can't give the larger id a slot, whatever its size, and says so")
    func rendezvousTable() throws {
        let pair = Array(Self.ids.prefix(2))
        let error = #expect(throws: PlacementError.self) {
            try RendezvousTable(pair, slotCount: 64, hashFunction: CollidingIDs.hashFunction)
        }
        #expect(error == .tooFewSlots(64, nodes: 2, withoutSlot: pair[1], needed: nil))
        #expect("\(try #require(error))".contains("raise its weight"))
        let single = try RendezvousTable([pair[0]], slotCount: 64, hashFunction: CollidingIDs.hashFunction)
        #expect(throws: try #require(error)) { try single.updated(to: pair) }
    }
}
