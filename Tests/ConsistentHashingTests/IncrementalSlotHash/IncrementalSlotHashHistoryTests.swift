import Testing

@testable import ConsistentHashing

@Suite("Numbered slots: the history is visible and can be handed over")
struct IncrementalSlotHashHistoryTests {
    private static func placement(after changes: [String]) throws -> IncrementalSlotHash<String> {
        var placement = try IncrementalSlotHash((0..<10).map { Member("node-\($0)") }, weightPerSlot: 0.75)
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
            weightPerSlot: original.weightPerSlot
        )
        expectSame(copy, original, hashes: probeHashes(100, seed: 1), "handed over")
        try original.insert("y")
        try copy.insert("y")
        expectSame(copy, original, hashes: probeHashes(100, seed: 2), "gone on")
        let none = try IncrementalSlotHash<String>([])
        let copyOfNone = try IncrementalSlotHash<String>([], slots: [], weightPerSlot: none.weightPerSlot)
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
            weightPerSlot: 1
        )
        let owners = (0..<32).compactMap { placement.ownerIndex(of: "user:\($0)") }
        #expect(
            owners
                == [2, 1, 2, 2, 2, 0, 1, 2, 2, 2, 2, 0, 1, 2, 2, 2, 2, 1, 2, 2, 1, 0, 2, 2, 0, 1, 0, 2, 2, 2, 2, 0]
        )
        #expect(placement.checksum == 2_359_611_465_704_102_553)
        #expect(Array(placement.rankingIndices(of: "user:1")) == [1, 2, 0])
    }

    @Test("Slots that can't be a placement's are refused, with the reason")
    func refused() throws {
        func error(_ slots: [Int?], of nodes: [String], weightPerSlot: Double = 1) -> PlacementError? {
            #expect(throws: PlacementError.self) {
                try IncrementalSlotHash(nodes.map { Member($0) }, slots: slots, weightPerSlot: weightPerSlot)
            }
        }
        #expect(error([0, 1, 2], of: ["a", "b"]) == .invalidSlotOwner(2, slot: 2, nodes: 2))
        #expect(error([0, -1, 1], of: ["a", "b"]) == .invalidSlotOwner(-1, slot: 1, nodes: 2))
        #expect(error([0], of: []) == .invalidSlotOwner(0, slot: 0, nodes: 0))
        #expect(error([0, nil, 1, 0], of: ["a", "b"]) == .wrongSlotCount(2, node: "a", expected: 1))
        #expect(error([0, nil, nil], of: ["a", "b"]) == .wrongSlotCount(0, node: "b", expected: 1))
        #expect(error([0, nil], of: ["a"], weightPerSlot: 0.5) == .wrongSlotCount(1, node: "a", expected: 2))
        for weight in [0, -0.0, -1, .infinity, -.infinity] {
            #expect(error([0], of: ["a"], weightPerSlot: weight) == .invalidWeightPerSlot(weight))
        }
        #expect(error([], of: [], weightPerSlot: -0.0) == .invalidWeightPerSlot(-0.0))
        #expect(throws: PlacementError.self) { try IncrementalSlotHash([Member("a")], weightPerSlot: .nan) }
        let wrong = "\(PlacementError.wrongSlotCount(2, node: "a", expected: 1))"
        #expect(wrong.contains("“a” holds 2 slots") && wrong.contains("worth 1"))
        #expect("\(PlacementError.invalidWeightPerSlot(-1))".contains("-1.0"))
    }

    @Test("A weight that takes too many slots is refused, and what it takes is said")
    func tooHeavy() throws {
        let before = try IncrementalSlotHash(["a", "b"])
        func expected(_ weight: Double, _ node: String) -> PlacementError {
            .tooManySlots(weight: weight, node: node, weightPerSlot: 1, limit: 1 << 25)
        }
        var placement = before
        #expect(throws: expected(1e8, "c")) { try placement.insert("c", weight: 1e8) }
        #expect(throws: expected(1e300, "a")) { try placement.setWeight(1e300, of: "a") }
        #expect(throws: expected(3e7, "d")) {
            try placement.updated(to: [Member("c", weight: 3e7), Member("d", weight: 3e7)])
        }
        #expect(throws: PlacementError.self) {
            try IncrementalSlotHash([Member("a", weight: 1e300)], weightPerSlot: .leastNonzeroMagnitude)
        }
        expectSame(placement, before, hashes: probeHashes(50, seed: 3), "nothing changed")
        let description = "\(expected(1e8, "c"))"
        #expect(description.contains("“c”") && description.contains("a larger weightPerSlot"))
        #expect(description.contains("\(1 << 25)"))
    }

    @Test("As many slots as are allowed are allowed, and not one more")
    func limit() throws {
        let limit = Double(SlotCounts.limit)
        let fits = try SlotCounts(try Membership([Member("a", weight: limit - 1), Member("b")]), weightPerSlot: 1)
        #expect(fits.byNode.reduce(0, +) == SlotCounts.limit)
        // Tiny weights count as well: each holds a slot.
        let tooMany = try Membership([Member("a", weight: limit - 1), Member("b"), Member("c", weight: 1e-300)])
        #expect(throws: PlacementError.tooManySlots(weight: 1e-300, node: "c", weightPerSlot: 1, limit: 1 << 25)) {
            try SlotCounts(tooMany, weightPerSlot: 1)
        }
    }
}
