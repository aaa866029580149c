import ConsistentHashing
import Testing

@Suite("An incremental Maglev table fills only what it must")
struct IncrementalMaglevTests {
    @Test("Built at once, it is a Maglev table", arguments: [1, 2, 7, 100])
    func builtAtOnce(nodes: Int) throws {
        let members = (0..<nodes).map { Member("node-\($0)", weight: Double(1 + $0 % 3)) }
        let maglev = try MaglevTable(members, slotCount: 1021)
        let incremental = try IncrementalMaglevTable(members, slotCount: 1021)
        #expect(Array(incremental.slots) == Array(maglev.slots))
        #expect(incremental.checksum != maglev.checksum, "the checksum names the algorithm and its history")
    }

    @Test("One node that joins or leaves moves no slot between others", arguments: [2, 3, 10, 100, 1000])
    func oneNode(nodes: Int) throws {
        let before = try IncrementalMaglevTable((0..<nodes).map { "node-\($0)" })
        var more = before
        try more.insert("one more")
        #expect(try before.moves(to: more).allSatisfy { $0.to == "one more" })
        for leaving in ["node-0", "node-\(nodes / 2)", "one more"] {
            var fewer = more
            try fewer.remove(leaving)
            #expect(try more.moves(to: fewer).allSatisfy { $0.from == leaving })
        }
    }

    @Test("Through random histories every node keeps its due, and next to nothing moves needlessly", arguments: 0..<40)
    func histories(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let slotCount = 1021
        var table = try IncrementalMaglevTable(["a", "b", "c"], slotCount: slotCount)
        var moved = 0
        var needless = 0
        for step in 0..<25 {
            var members = table.membership.filter { _ in generator.chance(5 / 6) }
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                members.append(Member("node-\(seed)-\(step)-\(members.count)"))
            }
            if members.isEmpty { members = [Member("the last")] }
            let (next, update) = try table.updated(to: members)
            for (old, new) in zip(table.slots, next.slots) where update.newIndices[old] != new {
                moved += 1
                needless += update.hasLost(oldIndex: old) || update.hasGained(newIndex: new) ? 0 : 1
            }
            expectDues(next, "seed \(seed), step \(step)")
            table = next
        }
        #expect(moved > 0)
        #expect(Double(needless) <= 0.0006 * Double(25 * slotCount), "seed \(seed): \(needless) needless of \(moved)")
    }

    @Test("Changed weights are followed to a slot", arguments: 100..<120)
    func weights(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var table = try IncrementalMaglevTable((0..<12).map { "node-\($0)" }, slotCount: 1021)
        for step in 0..<20 {
            let node = table.membership[Int.random(in: 0..<12, using: &generator)].node
            try table.setWeight(Double.random(in: 0.2...5, using: &generator), of: node)
            expectDues(table, "seed \(seed), step \(step)")
        }
    }

    @Test("A weight too small for a slot still has one")
    func tinyWeight() throws {
        var table = try IncrementalMaglevTable(["a", "b"], slotCount: 101)
        try table.insert("c", weight: 1e-9)
        try table.setWeight(1e9, of: "a")
        #expect(table.slots.count { table.membership[$0].node == "c" } == 1)
        #expect(table.slots.count { table.membership[$0].node == "b" } == 1)
        #expect(Set(table.slots) == [0, 1, 2])
    }

    @Test("As many nodes as slots have one each, and one more is refused")
    func full() throws {
        var table = try IncrementalMaglevTable((0..<5).map { "node-\($0)" }, slotCount: 7)
        try table.insert("x", weight: 100)
        try table.insert("y", weight: 0.001)
        #expect(Set(table.slots).count == 7)
        let checksum = table.checksum
        let error = #expect(throws: PlacementError.self) { try table.insert("z") }
        #expect(error == .tooFewSlots(7, nodes: 8, withoutSlot: "z", needed: 11))
        #expect(table.checksum == checksum)
    }

    @Test("The first node to join an empty table owns all slots, and the last one to leave takes them with it")
    func emptyTable() throws {
        var table = try IncrementalMaglevTable<String>([], slotCount: 101)
        #expect(table.owner(of: "key") == nil)
        #expect(Array(table.ranking(of: "key")).isEmpty)
        try table.insert("a")
        #expect(table.slots.count == 101)
        #expect(table.owner(of: "key") == "a")
        try table.remove("a")
        #expect(table.slots.isEmpty)
        #expect(table.slotCount == 101)
    }

    @Test("A key's ranking is its owner, then all others")
    func ranking() throws {
        var table = try IncrementalMaglevTable((0..<9).map { "node-\($0)" }, slotCount: 1021)
        try table.remove("node-4")
        try table.insert("node-9")
        for key in 0..<500 {
            let ranking = Array(table.ranking(of: key))
            #expect(ranking.first == table.owner(of: key))
            #expect(ranking.count == 9 && Set(ranking) == Set(table.nodes))
        }
    }

    /// Each node has its due rounded down or up; a due that floating point puts beside a whole number, one more or less.
    private func expectDues(_ table: IncrementalMaglevTable<String>, _ comment: Comment) {
        var counts = [Int](repeating: 0, count: table.membership.count)
        for owner in table.slots {
            counts[owner] += 1
        }
        for (count, share) in zip(counts, table.membership.shares) {
            #expect(abs(Double(count) - share * Double(table.slotCount)) < 1.000001, comment)
        }
    }
}
