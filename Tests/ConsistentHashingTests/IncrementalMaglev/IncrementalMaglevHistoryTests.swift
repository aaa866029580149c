import ConsistentHashing
import Testing

@Suite("An incremental Maglev table's history is visible and can be handed over")
struct IncrementalMaglevHistoryTests {
    private func table(after changes: [String]) throws -> IncrementalMaglevTable<String> {
        var table = try IncrementalMaglevTable((0..<10).map { "node-\($0)" }, slotCount: 1021)
        for node in changes {
            if table.contains(node) {
                try table.remove(node)
            } else {
                try table.insert(node)
            }
        }
        return table
    }

    @Test("The same changes in the same order give the same table")
    func sameHistory() throws {
        let changes = ["node-3", "x", "node-7", "y", "node-3", "x"]
        let first = try table(after: changes)
        let second = try table(after: changes)
        #expect(Array(first.slots) == Array(second.slots))
        #expect(first.checksum == second.checksum)
    }

    @Test("Another order gives another table, and the checksum tells")
    func otherHistory() throws {
        let first = try table(after: ["node-3", "x"])
        let second = try table(after: ["x", "node-3"])
        #expect(first.membership == second.membership)
        #expect(Array(first.slots) != Array(second.slots))
        #expect(first.checksum != second.checksum)
    }

    @Test("A table made from another's members and slots goes on as the other does", arguments: [false, true])
    func handedOver(reversed: Bool) throws {
        var original = try table(after: ["node-3", "x", "node-7"])
        let members = reversed ? Array(original.membership.reversed()) : Array(original.membership)
        var copy = try IncrementalMaglevTable(members, slots: Array(original.slots))
        #expect(copy.checksum == original.checksum)
        try original.insert("y", weight: 2)
        try copy.insert("y", weight: 2)
        #expect(Array(copy.slots) == Array(original.slots))
        #expect(copy.checksum == original.checksum)
    }

    @Test("Slots that can't be a table's are refused, with the reason")
    func refused() throws {
        func error(_ slots: [Int], of nodes: [String]) -> PlacementError? {
            #expect(throws: PlacementError.self) {
                try IncrementalMaglevTable(nodes.map { Member($0) }, slots: slots)
            }
        }
        #expect(error([0, 1, 2], of: ["a", "b"]) == .invalidSlotOwner(2, slot: 2, nodes: 2))
        #expect(error([0, -1, 1], of: ["a", "b"]) == .invalidSlotOwner(-1, slot: 1, nodes: 2))
        #expect(error([0, 0, 0], of: ["a", "b"]) == .tooFewSlots(3, nodes: 2, withoutSlot: "b", needed: nil))
        #expect(error([0, 1, 0, 1], of: ["a", "b"]) == .slotsNotPrime(4, below: 3, above: 5))
        #expect(error([], of: ["a"]) == .invalidSlots(0, allowed: 2...(1 << 31 - 1)))
        #expect(error([0, 0], of: []) == .invalidSlotOwner(0, slot: 0, nodes: 0))
        let description = "\(PlacementError.invalidSlotOwner(2, slot: 5, nodes: 2))"
        #expect(description.contains("slot 5") && description.contains("from 0 to 1"))
    }
}
