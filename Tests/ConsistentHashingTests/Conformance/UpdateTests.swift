import ConsistentHashing
import Testing

@Suite("Changing a placement gives what building it anew would")
struct UpdateTests {
    @Test("Step by step, over random histories", arguments: Subjects.withoutHistory)
    func stepsEqualRebuild(subject: any PlacementSubject) throws {
        try expectStepsEqualRebuild(subject)
    }

    private func expectStepsEqualRebuild(_ subject: some PlacementSubject) throws {
        for seed in UInt64(0)..<60 {
            let history = ChurnHistory(seed: seed, steps: 5)
            var placement = try subject.build(history.initial)
            for (number, step) in history.steps.enumerated() {
                try step.change.apply(to: &placement)
                let rebuilt = try subject.build(step.members)
                let hashes = probeHashes(60, seed: seed)
                expectSame(placement, rebuilt, hashes: hashes, "seed \(seed), step \(number): \(step.change)")
            }
        }
    }

    @Test("All at once, whatever the way from one list to the other", arguments: Subjects.withoutHistory)
    func updatedEqualsRebuild(subject: any PlacementSubject) throws {
        try expectUpdatedEqualsRebuild(subject)
    }

    private func expectUpdatedEqualsRebuild(_ subject: some PlacementSubject) throws {
        for seed in UInt64(1000)..<1040 {
            var generator = SeededGenerator(seed: seed)
            let styles = WeightStyle.allCases.shuffled(using: &generator)
            let lists = styles.map { randomMembers(style: $0, using: &generator) }
            for (before, after) in zip(lists, lists.dropFirst()) {
                let updated = try subject.build(before).updated(to: after).placement
                let rebuilt = try subject.build(after)
                expectSame(updated, rebuilt, hashes: probeHashes(60, seed: seed), "seed \(seed)")
            }
        }
    }

    @Test("Inserting a node and removing it again changes nothing", arguments: Subjects.withoutHistory)
    func insertThenRemove(subject: any PlacementSubject) throws {
        try expectInsertThenRemoveIsIdentity(subject)
    }

    private func expectInsertThenRemoveIsIdentity(_ subject: some PlacementSubject) throws {
        for seed in UInt64(0)..<20 {
            var generator = SeededGenerator(seed: seed)
            let style = WeightStyle.allCases.randomElement(using: &generator)!  // three of them
            let before = try subject.build(randomMembers(style: style, using: &generator))
            var placement = before
            try placement.insert("newcomer", weight: style.weight(using: &generator))
            #expect(placement.contains("newcomer"))
            #expect(placement.checksum != before.checksum)
            let removed = try placement.remove("newcomer")
            #expect(removed?.node == "newcomer")
            expectSame(placement, before, hashes: probeHashes(100, seed: seed), "seed \(seed)")
        }
    }

    @Test("A placement that was changed leaves its copies as they were", arguments: Subjects.all)
    func copiesStay(subject: any PlacementSubject) throws {
        try expectCopiesStay(subject)
    }

    private func expectCopiesStay(_ subject: some PlacementSubject) throws {
        let members = ["a", "b", "c"].map { Member($0) }
        var placement = try subject.build(members)
        let copy = placement
        try placement.insert("d", weight: 2)
        try placement.remove("a")
        expectSame(copy, try subject.build(members), hashes: probeHashes(100, seed: 1), "the copy changed")
        #expect(placement.nodes == ["b", "c", "d"])
    }

    @Test("Removing a node that is no member changes nothing and returns nil", arguments: Subjects.all)
    func removeUnknown(subject: any PlacementSubject) throws {
        try expectRemovingUnknownIsHarmless(subject)
    }

    private func expectRemovingUnknownIsHarmless(_ subject: some PlacementSubject) throws {
        let before = try subject.build(["a", "b"].map { Member($0) })
        var placement = before
        #expect(try placement.remove("c") == nil)
        expectSame(placement, before, hashes: probeHashes(100, seed: 2), "removed nobody")
    }

    @Test("An update says who joined, left and changed weight", arguments: Subjects.all)
    func updateReport(subject: any PlacementSubject) throws {
        try expectRightReport(subject)
    }

    private func expectRightReport(_ subject: some PlacementSubject) throws {
        for seed in UInt64(0)..<40 {
            var generator = SeededGenerator(seed: seed)
            let style = WeightStyle.allCases.randomElement(using: &generator)!  // three of them
            let before = randomMembers(style: style, using: &generator)
            let after = randomMembers(style: style, using: &generator)
            let update = try subject.build(before).updated(to: after).update
            // Bytes as keys: two ids that String takes for one must stay two.
            let old = Dictionary(uniqueKeysWithValues: before.map { (Array($0.id.utf8), $0.weight) })
            let new = Dictionary(uniqueKeysWithValues: after.map { (Array($0.id.utf8), $0.weight) })
            let joined = new.keys.filter { old[$0] == nil }.sorted { $0.lexicographicallyPrecedes($1) }
            let left = old.keys.filter { new[$0] == nil }.sorted { $0.lexicographicallyPrecedes($1) }
            let reweighted = new.keys.filter { old[$0] != nil && old[$0] != new[$0] }
                .sorted { $0.lexicographicallyPrecedes($1) }
            #expect(update.joined.map { Array($0.id.utf8) } == joined, "seed \(seed)")
            #expect(update.joined.map(\.weight) == joined.map { new[$0] }, "seed \(seed)")
            #expect(update.left.map { Array($0.id.utf8) } == left, "seed \(seed)")
            #expect(update.left.map(\.weight) == left.map { old[$0] }, "seed \(seed)")
            #expect(update.reweighted.map { Array($0.node.utf8) } == reweighted, "seed \(seed)")
            #expect(update.reweighted.map(\.before) == reweighted.map { old[$0] }, "seed \(seed)")
            #expect(update.reweighted.map(\.after) == reweighted.map { new[$0] }, "seed \(seed)")
            #expect(update.isEmpty == (old == new), "seed \(seed)")
        }
    }

    @Test("An update to the same members, in another order, is empty", arguments: Subjects.all)
    func emptyUpdate(subject: any PlacementSubject) throws {
        try expectEmptyUpdate(subject)
    }

    private func expectEmptyUpdate(_ subject: some PlacementSubject) throws {
        var generator = SeededGenerator(seed: 5)
        let members = randomMembers(style: .reals, using: &generator)
        let before = try subject.build(members)
        let (after, update) = try before.updated(to: members.shuffled(using: &generator))
        #expect(update.isEmpty)
        #expect(update.joined.isEmpty && update.left.isEmpty && update.reweighted.isEmpty)
        expectSame(after, before, hashes: probeHashes(100, seed: 5), "same members")
    }
}
