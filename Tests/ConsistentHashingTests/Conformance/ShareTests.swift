import ConsistentHashing
import Testing

/// Every χ² and tail test here compares with `level`: 1e-6 for the suite, shared among at most 1000 comparisons.
@Suite("Shares follow weights within each algorithm's known deviation, at a significance of 1e-6")
struct ShareTests {
    static let level = Statistics.suiteLevel / 1000

    static let weightings: [[Double]] = [
        Array(repeating: 1, count: 10),
        [1, 2, 3, 4, 5, 6],
        [0.1, 0.3, 1.0 / 3, 0.7, 2.5],
        [1, 1, 1, 1, 1, 1, 1, 20],
    ]

    private static func members(_ weights: [Double], set: Int = 0) -> [Member<String>] {
        weights.enumerated().map { Member("\(set)/node-\($0)", weight: $1) }
    }

    @Test("Rendezvous: keys fall as independent draws would", arguments: weightings, [HashFunction.xxh3, .xxh64])
    func rendezvous(weights: [Double], hashFunction: HashFunction) throws {
        let rendezvous = try RendezvousHash(Self.members(weights), hashFunction: hashFunction)
        var counts = [Int](repeating: 0, count: weights.count)
        for key in 0..<15_000 {
            counts[try #require(rendezvous.ownerIndex(of: key))] += 1
        }
        let tail = Statistics.chiSquaredTail(observed: counts, shares: rendezvous.membership.shares)
        #expect(tail > Self.level, "\(counts), chance \(tail)")
    }

    @Test("Rendezvous: a leaving node's keys are spread by the weights of the rest", arguments: weightings)
    func rendezvousSuccessors(weights: [Double]) throws {
        let rendezvous = try RendezvousHash(Self.members(weights))
        let heirs = try rendezvous.updated(to: Self.members(weights).dropLast()).placement
        var counts = [Int](repeating: 0, count: weights.count - 1)
        for key in 0..<15_000 where rendezvous.ownerIndex(of: key) == weights.count - 1 {
            counts[try #require(heirs.ownerIndex(of: key))] += 1
        }
        let tail = Statistics.chiSquaredTail(observed: counts, shares: heirs.membership.shares)
        #expect(tail > Self.level, "\(counts), chance \(tail)")
    }

    @Test("Rendezvous table: slots fall as independent draws would", arguments: weightings)
    func rendezvousTable(weights: [Double]) throws {
        let table = try RendezvousTable(Self.members(weights), slotCount: 15_000)
        let counts = slotCounts(table)
        let tail = Statistics.chiSquaredTail(observed: counts, shares: table.membership.shares)
        #expect(tail > Self.level, "\(counts), chance \(tail)")
        for (share, count) in zip(table.ownedShares, counts) {
            #expect(abs(share - Double(count) / 15_000) < 1e-12)
        }
    }

    @Test("Ring, equal weights: a share is a sum of 160 exponential arcs, no more and no less scattered")
    func ring() throws {
        var squares: [Double] = []
        for set in 0..<10 {
            let ring = try HashRing(Self.members(Array(repeating: 1, count: 20), set: set))
            for share in ring.ownedShares {
                // A beta distribution; the gamma of the same shape lies outside of it at both ends.
                #expect(Statistics.gammaTail(shape: 160, ratio: share * 20) > Self.level, "set \(set): \(share)")
                squares.append((share * 20 - 1) * (share * 20 - 1) * 160 / 0.95)
            }
        }
        // The mean of 200 squares of about normal variables of variance 1 has a standard deviation of 0.1.
        let variance = squares.reduce(0, +) / Double(squares.count)
        #expect(abs(variance - 1) < 0.5, "five standard deviations, below 1e-6: \(variance)")
    }

    @Test("Ring, unequal weights: at most twice the variance of the equal ones", arguments: weightings.dropFirst())
    func weightedRing(weights: [Double]) throws {
        var means = [Double](repeating: 0, count: weights.count)
        let sets = 20
        for set in 0..<sets {
            let ring = try HashRing(Self.members(weights, set: set))
            for (index, (share, expected)) in zip(ring.ownedShares, ring.membership.shares).enumerated() {
                // Shape 160 would be the variance of equal weights. Large shares deviate less than small ones.
                let tail = Statistics.gammaTail(shape: 80, ratio: share / expected)
                #expect(tail > Self.level, "set \(set), node \(index): \(share), expected \(expected)")
                means[index] += share / expected / Double(sets)
            }
        }
        // Their mean has the weights' shares for expectation: six standard deviations of a mean of 20.
        let bound = 6 * (2.0 / 160 / Double(sets)).squareRoot()
        for mean in means {
            #expect(abs(mean - 1) < bound, "\(means)")
        }
    }

    @Test("Maglev, equal weights: all have the same number of slots, give or take one", arguments: [1, 2, 10, 64, 251])
    func maglev(count: Int) throws {
        for slotCount in [251, 1021, 4093] {
            let table = try MaglevTable((0..<count).map { "node-\($0)" }, slotCount: slotCount)
            let counts = slotCounts(table)
            #expect(counts.allSatisfy { $0 == slotCount / count || $0 == (slotCount + count - 1) / count })
        }
    }

    /// In turn *t* of a table of weights *w* over the largest, a node has claimed between *t · w* and *t · w* + 1 slots.
    /// From that a share is exact but for 1 + n times itself, and never for more than 2 slots too many.
    @Test("Maglev, unequal weights: within a slot and a turn's worth of the exact share", arguments: weightings)
    func weightedMaglev(weights: [Double]) throws {
        for set in 0..<5 {
            for slotCount in [101, 1021, 4093] {
                let table = try MaglevTable(Self.members(weights, set: set), slotCount: slotCount)
                for (count, share) in zip(slotCounts(table), table.membership.shares) {
                    let excess = Double(count) - share * Double(slotCount)
                    #expect(excess <= 2 && excess >= -1 - share * Double(weights.count), "set \(set): \(excess)")
                }
            }
        }
    }

    @Test("Weights too far apart for any share still give a Maglev node its slot, and the others theirs")
    func extremeMaglev() throws {
        let members = [("tiny", 1e-300), ("a", 1e300), ("b", 1e300)].map { Member($0, weight: $1) }
        let table = try MaglevTable(members)
        #expect(slotCounts(table).sorted() == [1, 32_768, 32_768])
    }

    private func slotCounts(_ table: some HashRangePlacement<String>) -> [Int] {
        var counts = [Int](repeating: 0, count: table.membership.count)
        for range in table.ownedRanges {
            counts[range.ownerIndex] += 1
        }
        return counts
    }
}
