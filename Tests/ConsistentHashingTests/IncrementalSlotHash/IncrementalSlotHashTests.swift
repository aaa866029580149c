import ConsistentHashing
import Testing

@Suite("Numbered slots: what is vacant is passed over, and nothing else changes")
struct IncrementalSlotHashTests {
    private static func nodes(_ count: Int) -> [String] { (0..<count).map { "node-\($0)" } }

    private static func slots(_ placement: IncrementalSlotHash<String>) -> [String?] {
        placement.slots.map { $0.map { placement.membership[$0].node } }
    }

    @Test("While no slot is vacant, a key's owner holds the slot of its shard", arguments: [1, 2, 10, 100, 1000])
    func full(count: Int) throws {
        let placement = try IncrementalSlotHash(Self.nodes(count))
        let shards = try JumpBackHash(shards: count)
        #expect(Array(placement.slots) == Array(0..<count))
        for key in 0..<2000 {
            #expect(placement.ownerIndex(of: key) == shards.shard(of: key))
        }
    }

    @Test("Who joins takes the lowest vacant slot, or else a new one; who leaves makes one vacant")
    func assignment() throws {
        var placement = try IncrementalSlotHash(["d", "b", "a", "c"])
        #expect(Self.slots(placement) == ["a", "b", "c", "d"])
        try placement.remove("c")
        try placement.remove("a")
        #expect(Self.slots(placement) == [nil, "b", nil, "d"])
        #expect(placement.slots.vacantCount == 2)
        try placement.insert("z")
        #expect(Self.slots(placement) == ["z", "b", nil, "d"])
        try placement.remove("d")
        #expect(Self.slots(placement) == ["z", "b", nil, nil], "vacant slots at the end stay")
        placement = try placement.updated(to: ["b", "c", "e", "f", "z"]).placement
        #expect(Self.slots(placement) == ["z", "b", "c", "e", "f"])
        // Who replaces another in one step has its slot, and its keys.
        let next = try placement.updated(to: ["a", "b", "c", "f", "z"]).placement
        #expect(Self.slots(next) == ["z", "b", "c", "a", "f"])
        for key in 0..<500 {
            #expect(next.owner(of: key) == (placement.owner(of: key) == "e" ? "a" : placement.owner(of: key)))
        }
        placement = try next.updated(to: []).placement
        #expect(placement.slots.isEmpty)
    }

    @Test("The order in which nodes leave makes no difference", arguments: UInt64(0)..<20)
    func orderOfRemovals(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let placement = try IncrementalSlotHash(Self.nodes(40))
        let leaving = Self.nodes(40).shuffled(using: &generator).prefix(Int.random(in: 1...39, using: &generator))
        var first = placement
        var second = placement
        for node in leaving { try first.remove(node) }
        for node in leaving.shuffled(using: &generator) { try second.remove(node) }
        let atOnce = try placement.updated(to: Self.nodes(40).filter { !leaving.contains($0) }).placement
        expectSame(first, second, hashes: probeHashes(100, seed: seed), "seed \(seed)")
        expectSame(first, atOnce, hashes: probeHashes(100, seed: seed), "seed \(seed)")
    }

    @Test("Without a node, every ranking is what it was without it; with it back in its slot, what it was")
    func rankings() throws {
        let before = try IncrementalSlotHash(
            Self.nodes(12).map { Member($0, weight: Double($0.utf8.count)) },
            weightPerSlot: 2
        )
        for node in before.nodes {
            var without = before
            try without.remove(node)
            var again = without
            try again.insert(node, weight: try #require(before.weight(of: node)))
            for hash in probeHashes(60, seed: 12) {
                let ranking = Array(before.ranking(ofHash: hash))
                #expect(Array(without.ranking(ofHash: hash)) == ranking.filter { $0 != node })
                #expect(Array(again.ranking(ofHash: hash)) == ranking)
            }
            #expect(again.checksum == before.checksum)
        }
    }

    @Test("Exhaustively: of five slots, each set held, each node leaving, joining, and one more slot")
    func exhaustive() throws {
        let all = try IncrementalSlotHash(Self.nodes(5))
        let hashes = probeHashes(400, seed: 5)
        for held in 1..<32 {
            let nodes = (0..<5).filter { held >> $0 & 1 == 1 }.map { "node-\($0)" }
            let before = try all.updated(to: nodes).placement
            #expect(before.slots.count == 5)
            for leaving in nodes where nodes.count > 1 {
                var after = before
                try after.remove(leaving)
                #expect(OwnerChanges(from: before, to: after, hashes: hashes).needless.isEmpty)
            }
            var after = before
            for joining in ["x", "y", "z", "u", "v", "w"] {
                let last = after
                try after.insert(joining)
                #expect(OwnerChanges(from: last, to: after, hashes: hashes).needless.isEmpty)
            }
            #expect(after.slots.count == max(5, nodes.count + 6))
        }
    }

    @Test("A key that finds nobody in its candidates goes by rendezvous hashing, and moves as little")
    func farBetween() throws {
        // Of 4000 slots three are held: in 256 candidates most keys find none of them.
        let all = try IncrementalSlotHash(Self.nodes(4000))
        let few = try all.updated(to: ["node-7", "node-8", "node-3999"]).placement
        let rendezvous = try RendezvousHash(["node-7", "node-8", "node-3999"])
        let keys = 0..<2000
        #expect(keys.count { few.owner(of: $0) == rendezvous.owner(of: $0) } > 1500)
        var after = few
        for (change, node) in ["node-8", "x", "y"].enumerated() {
            let before = after
            if change == 0 { try after.remove(node) } else { try after.insert(node) }
            #expect(Movement(from: before, to: after, over: KeySample(keys)).keys.needless == 0, "\(node)")
            for key in keys.prefix(200) {
                let ranking = Array(after.ranking(of: key))
                #expect(ranking.first == after.owner(of: key))
                #expect(ranking.count == after.nodes.count && Set(ranking).count == ranking.count)
            }
        }
    }

    @Test("A node holds as many slots as its weight is worth, gives up its highest, takes the lowest vacant")
    func weights() throws {
        var placement = try IncrementalSlotHash(
            [Member("a", weight: 2), Member("b", weight: 1), Member("c", weight: 0.1)],
            weightPerSlot: 0.5
        )
        #expect(Self.slots(placement) == ["a", "a", "a", "a", "b", "b", "c"])
        try placement.setWeight(1.2, of: "a")
        #expect(Self.slots(placement) == ["a", "a", nil, nil, "b", "b", "c"])
        let checked = placement
        try placement.setWeight(1.24, of: "a")
        #expect(Array(placement.slots) == Array(checked.slots), "rounded, the weight is worth as many slots")
        try placement.setWeight(2.25, of: "b")
        #expect(Self.slots(placement) == ["a", "a", "b", "b", "b", "b", "c", "b"])
        try placement.remove("a")
        try placement.insert("d", weight: 1.5)
        #expect(Self.slots(placement) == ["d", "d", "b", "b", "b", "b", "c", "b", "d"])
    }

    @Test("The weight of a slot is that of equal nodes, a sixteenth of the mean of others, and stays")
    func weightPerSlot() throws {
        var equal = try IncrementalSlotHash(["a", "b", "c"].map { Member($0, weight: 0.1) })
        #expect(equal.weightPerSlot == 0.1 && equal.slots.count == 3)
        try equal.insert("d", weight: 0.3)
        #expect(equal.weightPerSlot == 0.1 && equal.slots.count == 6)
        let unequal = try IncrementalSlotHash([Member("a"), Member("b", weight: 3)])
        #expect(unequal.weightPerSlot == 0.125 && unequal.slots.count == 32)
        let extreme = try IncrementalSlotHash([Member("a", weight: .leastNonzeroMagnitude), Member("b", weight: 1e308)])
        #expect(extreme.slots.count == 33)
        let tiny: [Double] = [.leastNonzeroMagnitude, .leastNonzeroMagnitude * 2]
        #expect(try IncrementalSlotHash([Member("a", weight: tiny[0]), Member("b", weight: tiny[1])]).slots.count == 3)
        var empty = try IncrementalSlotHash<String>([])
        #expect(empty.weightPerSlot == 0)
        try empty.insert("a", weight: 7)
        #expect(empty.weightPerSlot == 7)
    }

    @Test("Compacted, no slot is vacant, and who holds a low slot keeps it")
    func compacted() throws {
        var placement = try IncrementalSlotHash(Self.nodes(8))
        for node in ["node-1", "node-2", "node-6"] { try placement.remove(node) }
        let compacted = placement.compacted()
        #expect(Self.slots(compacted) == ["node-0", "node-5", "node-7", "node-3", "node-4"])
        #expect(compacted.membership == placement.membership)
        #expect(compacted.checksum != placement.checksum)
        let movement = Movement(from: placement, to: compacted, over: KeySample(0..<5000))
        #expect(movement.keys.needless == movement.keys.moved && movement.keys.moved > 0)
        #expect(try IncrementalSlotHash<String>([]).compacted().slots.isEmpty)
    }

    @Test("Where only the newest slots are vacant, compacted is what it was before there were any")
    func compactedAfterGrowth() throws {
        let before = try IncrementalSlotHash(Self.nodes(20))
        var after = try before.updated(to: Self.nodes(30)).placement
        for number in 20..<30 { try after.remove("node-\(number)") }
        #expect(after.checksum != before.checksum)
        expectSame(after.compacted(), before, hashes: probeHashes(100, seed: 20), "compacted")
    }
}
