import Testing

@testable import LoadBalancing

@Suite("Random policies")
struct RandomPoliciesTests {
    private static let weights: [Double] = [1, 2, 0.5, 4, 0.25, 3]

    @Test(
        "Random is even over those in service, with or without exclusions",
        arguments: [[], [3], [1, 3, 5]] as [Set<Int>]
    )
    func random(excluded: Set<Int>) {
        let fleet = Fleet(weights: Self.weights)
        let candidates = fleet.candidates(out: [0])
        let selection = RandomPolicy().makeSelection(over: candidates, replacing: nil)
        var lane = PickLane(seed: 11)
        let counts = fleet.picks(60_000, by: selection, over: candidates, excluding: excluded, lane: &lane).counts(6)
        let allowed = (1..<6).filter { !excluded.contains($0) }
        #expect(allowed.map { counts[$0] }.reduce(0, +) == 60_000)
        #expect(ChiSquared.fits(allowed.map { counts[$0] }, shares: allowed.map { _ in 1 }), "\(counts)")
    }

    @Test(
        "Weighted random follows the weights, with or without exclusions",
        arguments: [[], [3], [1, 3, 5]] as [Set<Int>]
    )
    func weighted(excluded: Set<Int>) {
        let fleet = Fleet(weights: Self.weights)
        // As in slow start: the effective weight counts.
        var effective = Self.weights
        effective[5] = 0.7
        let candidates = fleet.candidates(out: [0], weights: effective)
        let selection = WeightedRandomPolicy().makeSelection(over: candidates, replacing: nil)
        var lane = PickLane(seed: 12)
        let counts = fleet.picks(60_000, by: selection, over: candidates, excluding: excluded, lane: &lane).counts(6)
        let allowed = (1..<6).filter { !excluded.contains($0) }
        #expect(allowed.map { counts[$0] }.reduce(0, +) == 60_000)
        #expect(ChiSquared.fits(allowed.map { counts[$0] }, shares: allowed.map { effective[$0] }), "\(counts)")
    }

    @Test("Intervals are as wide as the weights' shares, and their ends are found")
    func intervals() {
        var lane = PickLane(seed: 13)
        for count in [1, 2, 3, 5, 8, 100, 257] {
            let weights = (0..<count).map { _ in Double(lane.nextRandom() >> 11) * 0x1p-53 + 1e-9 }
            let intervals = WeightedIntervals(weights: weights)
            let total = weights.reduce(0, +)
            var start: UInt64 = 0
            for position in weights.indices {
                let width = intervals.width(position)
                #expect(intervals.position(of: start) == position)
                #expect(intervals.position(of: start &+ (width &- 1)) == position)
                let share = width == 0 ? 1 : Double(width) * 0x1p-64
                #expect(abs(share * total / weights[position] - 1) < 1e-12)
                start &+= width
            }
            #expect(start == 0, "they fill the space")
        }
    }

    @Test("Weights of any size have an interval")
    func extremes() {
        for weights in [
            [1e308, 1e308, 1e308], [.leastNonzeroMagnitude, 1e308], [1, 1e-300, 1],
            [.leastNonzeroMagnitude, .leastNonzeroMagnitude],
        ] {
            let intervals = WeightedIntervals(weights: weights)
            #expect(weights.indices.allSatisfy { intervals.width($0) > 0 }, "\(weights)")
            #expect(weights.indices.reduce(0) { $0 &+ intervals.width($1) } == 0)
            #expect(intervals.position(of: .max) == weights.count - 1)
        }
    }

    @Test("A number below a bound is even, and 0 below 0")
    func bounded() {
        let fleet = Fleet(count: 1)
        let candidates = fleet.candidates()
        var thirds = [0, 0, 0]
        candidates.withRequest(seed: 14) { request in
            let none = request.nextRandom(below: 0)
            let one = request.nextRandom(below: 1)
            #expect((none, one) == (0, 0))
            // A bound for which a quarter of all words is refused: without that, the lowest third would come twice as often.
            let bound = UInt64(3) << 62
            for _ in 0..<30_000 {
                thirds[Int(request.nextRandom(below: bound) / (1 << 62))] += 1
            }
        }
        #expect(ChiSquared.fits(thirds, shares: [1, 1, 1]), "\(thirds)")
    }
}
