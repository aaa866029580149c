import Testing

@testable import ConsistentHashing

/// Keys of 9 to 16 bytes have a way of their own where they are hashed by XXH3-64, one for each form of a ring's index and each
/// width of a table's owners.
@Suite("A key's owner is its hash's, whichever way it is looked up")
struct QuickKeysTests {
    static let functions = [HashFunction.xxh3, HashFunction(.xxh3, seed: 0x9E37_79B9_7F4A_7C15), .xxh64]

    private static func nodes(_ count: Int) -> [String] { (0..<count).map { "node-\($0)" } }

    /// Keys of up to 40 bytes, a few of each length.
    private static let keys: [[UInt8]] = {
        var generator = SeededGenerator(seed: 3)
        return (0...40).flatMap { length in
            (0..<100).map { _ in (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) } }
        }
    }()

    private func expectSameOwners(_ placement: some HashPlacement, _ comment: Comment) {
        let wrong = Self.keys.filter {
            placement.ownerIndex(of: $0) != placement.ownerIndex(ofHash: placement.hashFunction.hash($0))
        }
        #expect(wrong.isEmpty, comment)
    }

    /// Slots are counted one by one, too: a table's owners are kept in several widths.
    private func expectSlotsOwners(_ table: some TablePlacement, _ comment: Comment) {
        expectSameOwners(table, comment)
        let wrong = Self.keys.filter { key in
            table.ownerIndex(of: key) != table.slot(of: key).map { table.slots[$0] }
        }
        #expect(wrong.isEmpty, comment)
    }

    @Test("on a ring with slots, with many, with none, or of more than 65,535 nodes", arguments: functions)
    func rings(function: HashFunction) throws {
        for (nodes, points) in [
            (0, 160), (1, 1), (1, 160), (3, 160), (25, 160), (26, 160), (255, 16), (256, 16), (300, 160), (65_537, 1),
        ] {
            let ring = try HashRing(Self.nodes(nodes), virtualNodes: points, hashFunction: function)
            expectSameOwners(ring, "\(nodes) nodes of \(points) points, \(function)")
        }
        let members = Self.nodes(20).enumerated().map { Member($1, weight: Double($0 + 1)) }
        var weighted = try HashRing(members, hashFunction: function)
        expectSameOwners(weighted, "weighted, \(function)")
        try weighted.remove("node-7")
        expectSameOwners(weighted, "weighted, one removed, \(function)")
    }

    @Test("in tables of few and many nodes, of any number of slots", arguments: functions)
    func tables(function: HashFunction) throws {
        for nodes in [0, 1, 3, 255, 256, 257] {
            let comment: Comment = "\(nodes) nodes, \(function)"
            expectSlotsOwners(try RendezvousTable(Self.nodes(nodes), hashFunction: function), comment)
            expectSlotsOwners(try RendezvousTable(Self.nodes(nodes), slotCount: 9000, hashFunction: function), comment)
            expectSlotsOwners(try MaglevTable(Self.nodes(nodes), slotCount: 8191, hashFunction: function), comment)
            var incremental = try IncrementalMaglevTable(Self.nodes(nodes), slotCount: 8191, hashFunction: function)
            expectSlotsOwners(incremental, comment)
            // From bytes to more and back.
            try incremental.insert("one more")
            expectSlotsOwners(incremental, comment)
            try incremental.remove("one more")
            expectSlotsOwners(incremental, comment)
            var table = try RendezvousTable(Self.nodes(nodes), hashFunction: function)
            try table.insert("one more")
            let anew = try RendezvousTable(Self.nodes(nodes) + ["one more"], hashFunction: function)
            #expect(table.slots.elementsEqual(anew.slots), comment)
            expectSlotsOwners(table, comment)
            try table.remove("one more")
            let before = try RendezvousTable(Self.nodes(nodes), hashFunction: function)
            #expect(table.slots.elementsEqual(before.slots), comment)
            expectSlotsOwners(table, comment)
        }
    }
}
