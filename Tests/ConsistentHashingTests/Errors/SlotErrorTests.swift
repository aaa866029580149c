import ConsistentHashing
import Testing

@Suite("A table with a wrong number of slots says which would do")
struct SlotErrorTests {
    @Test("A rendezvous table's slots out of range", arguments: [0, -1, 1 << 30 + 1, .max, .min])
    func invalidRendezvousSlots(count: Int) throws {
        let error = #expect(throws: PlacementError.self) { try RendezvousTable(["a"], slotCount: count) }
        #expect(error == .invalidSlots(count, allowed: 1...(1 << 30)))
        #expect("\(try #require(error))".contains("\(count)"))
        #expect("\(try #require(error))".contains("1 to \(1 << 30)"))
    }

    @Test("A Maglev table's slots out of range", arguments: [0, 1, -1, 1 << 31, .max, .min])
    func invalidMaglevSlots(count: Int) throws {
        let error = #expect(throws: PlacementError.self) { try MaglevTable(["a"], slotCount: count) }
        #expect(error == .invalidSlots(count, allowed: 2...(1 << 31 - 1)))
        #expect("\(try #require(error))".contains("\(count)"))
        #expect("\(try #require(error))".contains("2 to \(1 << 31 - 1)"))
    }

    @Test(
        "A Maglev table's number of slots that is no prime, with the primes beside it",
        arguments: [(4, 3, 5), (65_536, 65_521, 65_537), (100, 97, 101), (1 << 30, 1_073_741_789, 1_073_741_827)]
    )
    func slotsNotPrime(count: Int, below: Int, above: Int) throws {
        let error = #expect(throws: PlacementError.self) { try MaglevTable(["a"], slotCount: count) }
        #expect(error == .slotsNotPrime(count, below: below, above: above))
        let description = "\(try #require(error))"
        #expect(["\(count)", "\(below)", "\(above)"].allSatisfy { description.contains($0) })
    }

    @Test("The error names only numbers that are allowed themselves")
    func curesAreAllowed() throws {
        let error = #expect(throws: PlacementError.self) { try MaglevTable(["a"], slotCount: 1 << 31 - 3) }
        guard case .slotsNotPrime(_, let below, let above) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(above == 1 << 31 - 1)
        #expect(below == 2_147_483_629)
    }

    @Test("More nodes than a Maglev table has slots: built, inserted, updated to")
    func tooFewMaglevSlots() throws {
        let nodes = ["a", "b", "c", "d", "e", "f"]
        let expected = PlacementError.tooFewSlots(5, nodes: 6, withoutSlot: "f", needed: 7)
        #expect(throws: expected) { try MaglevTable(nodes, slotCount: 5) }
        var table = try MaglevTable(nodes.dropLast(), slotCount: 5)
        #expect(throws: expected) { try table.insert("f") }
        #expect(throws: expected) { try table.updated(to: nodes) }
        expectSame(
            table,
            try MaglevTable(nodes.dropLast(), slotCount: 5),
            hashes: probeHashes(20, seed: 1),
            "nothing changed"
        )
        #expect(Set(table.ownedRanges.map(\.ownerIndex)).count == 5)
        #expect("\(expected)".contains("5 slots") && "\(expected)".contains("“f”") && "\(expected)".contains("use 7"))
        #expect(try MaglevTable(nodes, slotCount: 7).nodes.count == 6)
    }

    @Test("Too few slots for a rendezvous table's nodes: the number named is enough, half of it is not")
    func tooFewRendezvousSlots() throws {
        for seed in UInt64(0)..<20 {
            let nodes = (0..<10).map { "\(seed)/\($0)" }
            let error = #expect(throws: PlacementError.self) { try RendezvousTable(nodes, slotCount: 8) }
            guard case .tooFewSlots(8, nodes: 10, let node, let needed?) = error else {
                Issue.record("seed \(seed): \(String(describing: error))")
                continue
            }
            #expect(nodes.contains(node))
            #expect(try RendezvousTable(nodes, slotCount: needed).nodes.count == 10)
            #expect(throws: PlacementError.self) { try RendezvousTable(nodes, slotCount: needed / 2) }
            #expect("\(try #require(error))".contains("use \(needed) slots"))
            #expect("\(try #require(error))".contains("“\(node)”"))
        }
    }

    @Test("An update throws exactly when a rebuild does, and the same")
    func updatesThrowWhatRebuildsDo() throws {
        var thrown = 0
        for seed in UInt64(0)..<60 {
            let history = ChurnHistory(seed: seed, steps: 4)
            let subject = RendezvousTableSubject(slotCount: 40)
            guard var table = try? subject.build(history.initial) else { continue }
            for step in history.steps {
                let updated = Result { () throws(PlacementError) in try table.updated(to: step.members).placement }
                let rebuilt = Result { () throws(PlacementError) in try subject.build(step.members) }
                switch (updated, rebuilt) {
                case (.success(let updated), .success(let rebuilt)):
                    expectSame(updated, rebuilt, hashes: probeHashes(40, seed: seed), "seed \(seed)")
                    table = updated
                case (.failure(let error), .failure(let other)):
                    #expect(error == other, "seed \(seed)")
                    thrown += 1
                default:
                    Issue.record("seed \(seed): one throws, the other does not")
                }
            }
        }
        #expect(thrown > 5)
    }
}
