import Foundation
import Testing

@testable import LoadBalancing

@Suite("Smooth weighted round robin")
struct SmoothWeightedRoundRobinTests {
    /// nginx's algorithm as its documentation tells it.
    private static func simulate(_ weights: [Int]) -> [Int] {
        var current = Array(repeating: 0, count: weights.count)
        let total = weights.reduce(0, +)
        return (0..<total).map { _ in
            for index in weights.indices { current[index] += weights[index] }
            var best = 0
            for index in weights.indices where current[index] > current[best] { best = index }
            current[best] -= total
            return best
        }
    }

    @Test("The cycle is the one its documentation draws")
    func documented() {
        #expect(SmoothCycle(weights: [5, 1, 1]).turns == [0, 0, 1, 0, 2, 0, 0])
    }

    @Test("The cycle is nginx's, turn by turn, for random weights", arguments: 1...60 as ClosedRange<UInt64>)
    func cycles(seed: UInt64) {
        var lane = PickLane(seed: seed)
        let count = Int(lane.nextRandom() % 12) + 1
        let weights = (0..<count).map { _ in Int(lane.nextRandom() % (seed % 3 == 0 ? 3 : 40)) + 1 }
        #expect(SmoothCycle(weights: weights).turns.map { Int($0) } == Self.simulate(weights), "\(weights)")
    }

    @Test("A policy's picks are nginx's, from a random turn on, whatever the weights are multiples of")
    func picks() {
        for scale in [1, 7, 0.1, 0.001, 0x1p-1074, 0x1p900] {
            let integers = [5.0, 1, 3, 2]
            let fleet = Fleet(weights: integers.map { $0 * scale })
            let candidates = fleet.candidates(out: [2])
            let selection = SmoothWeightedRoundRobinPolicy().makeSelection(over: candidates, replacing: nil)
            var lane = PickLane(seed: 3)
            var copy = lane
            let start = Int(copy.nextTurn() % 8)
            let cycle = Self.simulate([5, 1, 2]).map { [0, 1, 3][$0] }
            let expected = (0..<24).map { Optional(cycle[($0 + start) % 8]) }
            #expect(fleet.picks(24, by: selection, over: candidates, lane: &lane) == expected, "times \(scale)")
        }
    }

    @Test("Whole numbers are found behind weights where there are some")
    func integers() {
        #expect(IntegerWeights.smallest([1, 1, 1], sumLimit: 3) == [1, 1, 1])
        #expect(IntegerWeights.smallest([100, 200, 300], sumLimit: 6) == [1, 2, 3])
        #expect(IntegerWeights.smallest([0.1, 0.3, 0.7], sumLimit: 100) == [1, 3, 7])
        #expect(IntegerWeights.smallest([0.57, 1.14], sumLimit: 100) == [1, 2])
        #expect(IntegerWeights.smallest([0.57, 1], sumLimit: 200) == [57, 100])
        #expect(IntegerWeights.smallest([1.0 / 3, 2.0 / 3], sumLimit: 100) == [1, 2])
        #expect(IntegerWeights.smallest([0.123456789, 0.123456788], sumLimit: 1 << 30) == [123_456_789, 123_456_788])
        #expect(IntegerWeights.smallest([1e300, 3e300], sumLimit: 4) == [1, 3])
        #expect(IntegerWeights.smallest([0x1p900, 0x1p901], sumLimit: 100) == [1, 2])
        #expect(IntegerWeights.smallest([1, 2, 4], sumLimit: 6) == nil, "one more than the limit")
        #expect(IntegerWeights.smallest([1, .pi], sumLimit: 1 << 40) == nil)
        #expect(IntegerWeights.smallest([.leastNonzeroMagnitude, .greatestFiniteMagnitude], sumLimit: .max) == nil)
    }

    @Test("The longest cycle has 32,768 turns, or as many as there are endpoints")
    func limits() {
        func isCycle(_ weights: [Double]) -> Bool {
            let candidates = Fleet(weights: weights).candidates()
            let selection = SmoothWeightedRoundRobinPolicy().makeSelection(over: candidates, replacing: nil)
            if case .cycle(let turns) = selection.schedule { return turns.count == Int(weights.reduce(0, +)) }
            return false
        }
        #expect(isCycle([32_767, 1]))
        #expect(!isCycle([32_768, 1]))
        #expect(isCycle(Array(repeating: 1, count: 32_769)))
    }

    /// How far each node's count is from turns · share at most, over all runs of turns from the first on.
    private static func deviation(_ weights: [Double], turns: Int, start: UInt64) -> (largest: Double, allowed: Bool) {
        let intervals = WeightedIntervals(weights: weights)
        let total = weights.reduce(0, +)
        var counts = Array(repeating: 0, count: weights.count)
        var largest = 0.0
        var isAllowed = true
        for turn in 0..<turns {
            counts[intervals.position(of: (start &+ UInt64(turn)) &* PickLane.step)] += 1
            let bound = 3 + 3.6 * log(Double(turn + 1))
            for (count, weight) in zip(counts, weights) {
                let off = abs(Double(count) - Double(turn + 1) * weight / total)
                largest = max(largest, off)
                isAllowed = isAllowed && off < bound
            }
        }
        return (largest, isAllowed)
    }

    @Test(
        "Other weights: counts stay within 3 + 3.6 · ln N of N · share, and within 4.7",
        arguments: 1...12 as ClosedRange<UInt64>
    )
    func realWeights(seed: UInt64) {
        var lane = PickLane(seed: seed)
        let count = Int(lane.nextRandom() % 8) + 2
        let weights = (0..<count).map { _ in
            let uniform = (Double(lane.nextRandom() >> 11) + 1) * 0x1p-53
            return seed % 2 == 0 ? uniform : pow(uniform, 8)
        }
        let (largest, isAllowed) = Self.deviation(weights, turns: 20_000, start: lane.nextRandom())
        #expect(isAllowed, "\(weights)")
        #expect(largest <= 4.7, "\(weights)")
    }

    @Test("Turns that a caller's exclusions pass over go to those that follow")
    func exclusions() {
        let fleet = Fleet(weights: [1_000_000, 1, 1, .pi])
        let candidates = fleet.candidates()
        let selection = SmoothWeightedRoundRobinPolicy().makeSelection(over: candidates, replacing: nil)
        var lane = PickLane(seed: 5)
        // The light ones are more than 64 turns away.
        let picks = fleet.picks(300, by: selection, over: candidates, excluding: [0], lane: &lane)
        #expect(Set(picks) == [1, 2, 3])
        #expect(
            fleet.picks(9, by: selection, over: candidates, excluding: [0, 1, 2, 3], lane: &lane).allSatisfy {
                $0 == nil
            }
        )

        let small = Fleet(weights: [2, 1, 1])
        let three = small.candidates()
        let cycle = SmoothWeightedRoundRobinPolicy().makeSelection(over: three, replacing: nil)
        // a b c a without b: its turn is c's.
        #expect(small.picks(4000, by: cycle, over: three, excluding: [1], lane: &lane).counts(3) == [2000, 0, 2000])
    }

    @Test("A schedule is worked out anew only for new weights or another health")
    func reuse() {
        let fleet = Fleet(weights: [3, 1, 1])
        let policy = SmoothWeightedRoundRobinPolicy()
        func turns(_ selection: SmoothWeightedRoundRobinPolicy.Selection) -> [UInt32] {
            if case .cycle(let turns) = selection.schedule { turns } else { [] }
        }
        let first = policy.makeSelection(over: fleet.candidates(), replacing: nil)
        let same = policy.makeSelection(over: fleet.candidates(), replacing: first)
        let isShared = turns(first).withUnsafeBufferPointer { first in
            turns(same).withUnsafeBufferPointer { $0.baseAddress == first.baseAddress }
        }
        #expect(isShared)
        // Weights 3 and 1 either way, but of other endpoints.
        let out1 = policy.makeSelection(over: fleet.candidates(out: [1]), replacing: first)
        let out2 = policy.makeSelection(over: fleet.candidates(out: [2]), replacing: out1)
        #expect(turns(out1) == [0, 0, 1, 0] && turns(out2) == turns(out1))
        var lane = PickLane(seed: 1)
        let picks = fleet.picks(8, by: out2, over: out2.candidates, lane: &lane)
        #expect(picks.counts(3) == [6, 2, 0])
        let slow = policy.makeSelection(over: fleet.candidates(weights: [3, 1, 0.5]), replacing: first)
        #expect(turns(slow).count == 9, "weights in slow start count")
    }
}
