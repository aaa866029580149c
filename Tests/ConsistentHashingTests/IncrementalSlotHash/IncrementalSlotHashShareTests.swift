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
        let tail = Statistics.chiSquaredTail(observed: counts, shares: placement.membership.shares)
        #expect(tail > level, "\(comment): \(counts), chance \(tail)")
    }

    @Test("By weight, with any part of the slots vacant", arguments: ShareTests.weightings, [0.0, 0.3, 0.8, 0.99])
    func shares(weights: [Double], vacant: Double) throws {
        let held = Self.members(weights)
        let others = Int(Double(held.count) * vacant / (1 - vacant))
        // The others' slots lie before, between and behind.
        let passing = (0..<others).map { Member("\($0.isMultiple(of: 2) ? "a" : "z")-\($0)") }
        let placement = try IncrementalSlotHash(held + passing, heaviestWeight: weights.max() ?? 1)
            .updated(to: held).placement
        #expect(placement.slots.vacantCount == others)
        Self.expectShares(placement, "\(weights), \(others) vacant")
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

    @Test("Where all candidates are in vain, shares are those of the weights too")
    func rest() throws {
        // A thousandth of the heaviest weight is hardly ever accepted.
        let members = Self.members([1, 2, 3, 4])
        Self.expectShares(try IncrementalSlotHash(members, heaviestWeight: 1e6), "never accepted")
        Self.expectShares(try IncrementalSlotHash(members, heaviestWeight: 1e3), "now and then accepted")
    }
}
