import ConsistentHashing
import Testing

@Suite("A placement may have no nodes, and one")
struct EmptyPlacementTests {
    @Test("Without nodes every question has an answer", arguments: Subjects.all)
    func empty(subject: any PlacementSubject) throws {
        try expectEmpty(try subject.build([]))
    }

    private func expectEmpty(_ placement: some HashPlacement<String>) throws {
        #expect(placement.nodes.isEmpty)
        #expect(placement.membership.shares.isEmpty)
        #expect(placement.owner(of: "key") == nil)
        #expect(placement.ownerIndex(of: "key") == nil)
        #expect(placement.weight(of: "a") == nil)
        #expect(!placement.contains("a"))
        #expect(placement.rangesIfAny ?? [] == [])
        for hash in probeHashes(10, seed: 0) {
            #expect(placement.ownerIndex(ofHash: hash) == nil)
            #expect(placement.owner(ofHash: hash) == nil)
            #expect(Array(placement.rankingIndices(ofHash: hash)).isEmpty)
            #expect(Array(placement.ranking(ofHash: hash)).isEmpty)
            #expect(placement.replicas(ofHash: hash, count: 3).isEmpty)
        }
        #expect(Array(placement.ranking(of: "key")).isEmpty)
        #expect(placement.replicas(of: "key", count: 3).isEmpty)
    }

    @Test("Inserting into an empty one, and removing down to empty again", arguments: Subjects.all)
    func upAndDown(subject: any PlacementSubject) throws {
        try expectUpAndDown(subject)
    }

    private func expectUpAndDown(_ subject: some PlacementSubject) throws {
        let empty = try subject.build([])
        var placement = empty
        let ids = Array(idUniverse.prefix(8))
        for (count, id) in ids.enumerated() {
            try placement.insert(id, weight: Double(count % 3 + 1))
            #expect(placement.membership.count == count + 1)
            #expect(placement.owner(of: "key") != nil)
        }
        for (count, id) in ids.enumerated() {
            #expect(try placement.remove(id)?.weight == Double(count % 3 + 1))
            let left = ids[(count + 1)...].enumerated().map { Member($1, weight: Double((count + 1 + $0) % 3 + 1)) }
            expectSame(placement, try subject.build(left), hashes: probeHashes(30, seed: 1), "\(left.count) left")
        }
        try expectEmpty(placement)
        expectSame(placement, empty, hashes: probeHashes(10, seed: 1), "empty again")
    }

    @Test("An empty list needs no type beside the placement's")
    func emptyLiterals() throws {
        #expect(try HashRing<String>([]).nodes.isEmpty)
        #expect(try ThinnedRing<String>([]).nodes.isEmpty)
        #expect(try RendezvousHash<String>([]).nodes.isEmpty)
        #expect(try RendezvousTable<String>([]).nodes.isEmpty)
        #expect(try MaglevTable<String>([]).nodes.isEmpty)
        #expect(try HashRing(["a"]).updated(to: []).placement.nodes.isEmpty)
    }

    @Test("One node owns everything, whatever its weight", arguments: Subjects.all)
    func single(subject: any PlacementSubject) throws {
        try expectSingle(subject)
    }

    private func expectSingle(_ subject: some PlacementSubject) throws {
        for weight in [1, .leastNonzeroMagnitude, 1e308] {
            let placement = try subject.build([Member("only", weight: weight)])
            #expect(placement.nodes == ["only"])
            #expect(placement.weight(of: "only") == weight)
            #expect(placement.contains("only"))
            for hash in probeHashes(20, seed: 3) {
                #expect(placement.owner(ofHash: hash) == "only")
                #expect(placement.replicas(ofHash: hash, count: 3) == ["only"])
            }
        }
    }
}
