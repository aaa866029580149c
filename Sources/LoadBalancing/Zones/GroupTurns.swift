/// Which group's turn it is, and whose turn within the group.
///
/// Groups take turns by nginx's smooth weighted round robin (``SmoothCycle``), so that those of a small one are spread among those
/// of a large one. A group's own turns are numbered without a gap, so that what goes round robin within it goes round:
///
/// | turn | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |
/// | --- | --- | --- | --- | --- | --- | --- | --- | --- |
/// | of a (3/4) or b (1/4) | a | a | b | a | a | a | b | a |
/// | number within it | 0 | 1 | 0 | 2 | 3 | 4 | 1 | 5 |
///
/// Shares are exact where they are whole numbers over a sum of 10,000 or less, and right to 1/20,000 otherwise; what is less
/// than that may get no turn.
///
/// Lookup: O(1). To make: O(10,000) at most.
struct GroupTurns: Sendable {
    /// Slot by slot, the group.
    let groups: FixedBuffer<UInt32>
    /// Slot by slot, how many slots before it in the cycle are the same group's.
    let ranks: FixedBuffer<UInt32>
    /// Group by group, how many slots it has.
    let counts: FixedBuffer<UInt32>

    private static var resolution: Int { 10_000 }

    /// - Parameter shares: parts of 1; at least one group.
    init(shares: [Double]) {
        let positive = shares.indices.filter { shares[$0] > 0 }
        // Shares that have all come to nothing, next to weights 10³⁰⁰ times theirs, are as good as equal.
        let heard = positive.isEmpty ? Array(shares.indices) : positive
        let exact = positive.isEmpty ? heard.map { _ in 1 } : heard.map { shares[$0] }
        let rounded = IntegerWeights.smallest(exact, sumLimit: Self.resolution) ?? Self.quotas(exact)
        let present = heard.indices.filter { rounded[$0] > 0 }
        // Once more, as what was rounded may have a common divisor.
        let quotas =
            IntegerWeights.smallest(present.map { Double(rounded[$0]) }, sumLimit: Self.resolution)
            ?? present.map { rounded[$0] }
        let cycle = SmoothCycle(weights: quotas).turns.map { UInt32(heard[present[Int($0)]]) }
        var counts = [UInt32](repeating: 0, count: shares.count)
        ranks = FixedBuffer(
            cycle.map { group in
                defer { counts[Int(group)] += 1 }
                return counts[Int(group)]
            }
        )
        groups = FixedBuffer(cycle)
        self.counts = FixedBuffer(counts)
    }

    func deallocate() {
        groups.deallocate()
        ranks.deallocate()
        counts.deallocate()
    }

    /// - Returns: the group, and the number of the turn within it.
    @inline(__always)
    func turn(_ turn: UInt64) -> (group: Int, number: UInt64) {
        let (round, slot) = turn.quotientAndRemainder(dividingBy: UInt64(groups.count))
        let group = Int(groups[Int(truncatingIfNeeded: slot)])
        let rank = UInt64(ranks[Int(truncatingIfNeeded: slot)])
        return (group, round &* UInt64(counts[group]) &+ rank)
    }

    /// The shares in so many parts, rounded so that they add up: the largest remainders are rounded up.
    private static func quotas(_ shares: [Double]) -> [Int] {
        let sum = shares.reduce(0, +)
        let exact = shares.map { $0 / sum * Double(resolution) }
        var quotas = exact.map { Int($0) }
        let order = exact.indices.sorted { exact[$0] - Double(quotas[$0]) > exact[$1] - Double(quotas[$1]) }
        for index in order.prefix(max(0, resolution - quotas.reduce(0, +))) {
            quotas[index] += 1
        }
        return quotas
    }
}
