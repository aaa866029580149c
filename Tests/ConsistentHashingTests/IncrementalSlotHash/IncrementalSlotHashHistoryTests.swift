import ConsistentHashing
import Testing

@Suite("Numbered slots: the history is visible and can be handed over")
struct IncrementalSlotHashHistoryTests {
    private static func placement(after changes: [String]) throws -> IncrementalSlotHash<String> {
        var placement = try IncrementalSlotHash((0..<10).map { Member("node-\($0)") }, heaviestWeight: 2)
        for node in changes {
            if placement.contains(node) {
                try placement.remove(node)
            } else {
                try placement.insert(node, weight: Double(1 + node.utf8.count % 2))
            }
        }
        return placement
    }

    @Test("A placement made from another's members and slots goes on as the other does", arguments: [false, true])
    func handedOver(reversed: Bool) throws {
        var original = try Self.placement(after: ["node-3", "x", "node-7", "node-9"])
        let members = reversed ? Array(original.membership.reversed()) : Array(original.membership)
        var copy = try IncrementalSlotHash(
            members,
            slots: Array(original.slots),
            heaviestWeight: original.heaviestWeight
        )
        expectSame(copy, original, hashes: probeHashes(100, seed: 1), "handed over")
        try original.insert("y")
        try copy.insert("y")
        expectSame(copy, original, hashes: probeHashes(100, seed: 2), "gone on")
        let none = try IncrementalSlotHash<String>([])
        let copyOfNone = try IncrementalSlotHash<String>([], slots: [], heaviestWeight: none.heaviestWeight)
        #expect(copyOfNone.checksum == none.checksum)
    }

    @Test("Nodes that joined in another order hold other slots, and the checksum tells")
    func otherHistory() throws {
        let first = try Self.placement(after: ["node-3", "x", "y"])
        let second = try Self.placement(after: ["node-3", "y", "x"])
        #expect(first.membership == second.membership)
        #expect(Array(first.slots) != Array(second.slots))
        #expect(first.checksum != second.checksum)
    }

    /// Given away, so that other versions and other languages can be held to it.
    @Test("A recorded history gives the recorded owners")
    func golden() throws {
        let placement = try IncrementalSlotHash(
            ["a", "b", "c"].map { Member($0) },
            slots: [nil, 2, nil, nil, 0, 1, nil],
            heaviestWeight: 1
        )
        let owners = (0..<32).map { placement.ownerIndex(of: "user:\($0)") }
        #expect(owners == [])
        #expect(placement.checksum == 0)
        #expect(Array(placement.rankingIndices(of: "user:1")) == [])
    }

    @Test("Slots that can't be a placement's are refused, with the reason")
    func refused() throws {
        func error(_ slots: [Int?], of nodes: [String], heaviest: Double = 1) -> PlacementError? {
            #expect(throws: PlacementError.self) {
                try IncrementalSlotHash(nodes.map { Member($0) }, slots: slots, heaviestWeight: heaviest)
            }
        }
        #expect(error([0, 1, 2], of: ["a", "b"]) == .invalidSlotOwner(2, slot: 2, nodes: 2))
        #expect(error([0, -1, 1], of: ["a", "b"]) == .invalidSlotOwner(-1, slot: 1, nodes: 2))
        #expect(error([0, nil, 1, 0], of: ["a", "b"]) == .nodeInTwoSlots(id: "a", 0, 3))
        #expect(error([0, nil, nil], of: ["a", "b"]) == .nodeWithoutSlot(id: "b"))
        #expect(error([0], of: []) == .invalidSlotOwner(0, slot: 0, nodes: 0))
        #expect(error([0], of: ["a"], heaviest: 0.5) == .weightAboveHeaviest(1, node: "a", heaviest: 0.5))
        for weight in [0, -0.0, -1, .infinity, -.infinity, .leastNonzeroMagnitude * -1] {
            #expect(error([0], of: ["a"], heaviest: weight) == .invalidHeaviestWeight(weight))
        }
        #expect(error([], of: [], heaviest: -0.0) == .invalidHeaviestWeight(-0.0))
        let twice = "\(PlacementError.nodeInTwoSlots(id: "a", 0, 3))"
        #expect(twice.contains("slots 0 and 3") && twice.contains("“a”"))
        #expect("\(PlacementError.nodeWithoutSlot(id: "b"))".contains("“b”"))
        #expect("\(PlacementError.invalidHeaviestWeight(-1))".contains("-1.0"))
    }

    @Test("A weight above the heaviest is refused, and what it takes is said")
    func tooHeavy() throws {
        let before = try IncrementalSlotHash(["a", "b"])
        #expect(before.heaviestWeight == 1)
        let expected = PlacementError.weightAboveHeaviest(1.5, node: "c", heaviest: 1)
        var placement = before
        #expect(throws: expected) { try placement.insert("c", weight: 1.5) }
        #expect(throws: PlacementError.weightAboveHeaviest(2, node: "a", heaviest: 1)) {
            try placement.setWeight(2, of: "a")
        }
        #expect(throws: expected) { try placement.updated(to: [Member("c", weight: 1.5)]) }
        expectSame(placement, before, hashes: probeHashes(50, seed: 3), "nothing changed")
        #expect(
            "\(expected)".contains("1.5") && "\(expected)".contains("“c”") && "\(expected)".contains("hand its slots")
        )
        // The cure.
        var larger = try IncrementalSlotHash(before.membership, slots: Array(before.slots), heaviestWeight: 1.5)
        try larger.insert("c", weight: 1.5)
        #expect(larger.nodes == ["a", "b", "c"])
        // Where there are no nodes there is nothing to keep.
        placement = try before.updated(to: []).placement
        try placement.insert("c", weight: 1.5)
        #expect(placement.heaviestWeight == 1.5)
    }
}
