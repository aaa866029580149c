import ConsistentHashing
import Testing

/// Every χ² test here compares with `level`: 1e-6 for the suite, shared among at most 100 comparisons.
@Suite("Numbered slots: keys fall as independent draws would, at a significance of 1e-6")
struct IncrementalSlotHashShareTests {
    private static let level = Statistics.suiteLevel / 100

    private static func members(_ weights: [Double]) -> [Member<String>] {
        weights.enumerated().map { Member("node-\($0)", weight: $1) }
    }

    private static func expectShares(
        _ placement: IncrementalSlotHash<String>,
        keys: some Sequence<Int> = 0..<20_000,
        _ comment: Comment
    ) {
        var counts = [Int](repeating: 0, count: placement.membership.count)
        for key in keys {
            counts[placement.ownerIndex(of: key)!] += 1  // there are nodes
        }
        // A node's share is that of the slots which it holds.
        var held = [Int](repeating: 0, count: counts.count)
        for case let holder? in placement.slots { held[holder] += 1 }
        let total = Double(held.reduce(0, +))
        let tail = Statistics.chiSquaredTail(observed: counts, shares: held.map { Double($0) / total })
        #expect(tail > level, "\(comment): \(counts), chance \(tail)")
    }

    @Test("By weight, with any part of the slots vacant", arguments: ShareTests.weightings, [0.0, 0.3, 0.8, 0.99])
    func shares(weights: [Double], vacant: Double) throws {
        let held = Self.members(weights)
        let others = Int(weights.reduce(0, +) * vacant / (1 - vacant))
        // The others' slots lie before, between and behind.
        let passing = (0..<others).map { Member("\($0.isMultiple(of: 2) ? "a" : "z")-\($0)") }
        let placement = try IncrementalSlotHash(held + passing, weightPerSlot: 0.5)
            .updated(to: held).placement
        #expect(placement.slots.vacantCount == 2 * others)
        Self.expectShares(placement, "\(weights), \(2 * others) vacant")
    }

    @Test("A leaving node's keys are spread by the weights of the rest", arguments: ShareTests.weightings)
    func heirs(weights: [Double]) throws {
        let members = Self.members(weights)
        let before = try IncrementalSlotHash(members)
        for leaving in [0, weights.count - 1] {
            var after = before
            try after.remove(members[leaving].node)
            let keys = (0..<60_000).filter { before.ownerIndex(of: $0) == leaving }
            Self.expectShares(after, keys: keys, "heirs of \(leaving)")
        }
    }

    @Test("A node that joins takes evenly from all, in a new slot as in a vacant one")
    func origins() throws {
        var vacant = try IncrementalSlotHash(Self.members(Array(repeating: 1, count: 10)))
        try vacant.remove("node-4")
        for (before, joins) in [(vacant, 1), (vacant, 2), (vacant, 3)] {
            var after = before
            for number in 1..<joins { try after.insert("new-\(number)") }
            let last = after
            try after.insert("newest")
            let keys = (0..<60_000).filter { after.owner(of: $0) == "newest" }
            Self.expectShares(last, keys: keys, "\(joins) joined")
        }
    }

    @Test("Where all candidates are in vain, too")
    func rest() throws {
        let members = Self.members([1, 1, 1, 1])
        let passing = (0..<2000).map { Member("z-\($0)") }
        let placement = try IncrementalSlotHash(members + passing).updated(to: members).placement
        Self.expectShares(placement, keys: 0..<4000, "four of 2004")
    }
}
