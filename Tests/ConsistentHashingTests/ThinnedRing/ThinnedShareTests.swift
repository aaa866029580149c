import ConsistentHashing
import Testing

@Suite("A thinned ring's shares scatter far less than a ring's, at a significance of 1e-6")
struct ThinnedShareTests {
    private static func counts(_ ring: ThinnedRing<String>, keys: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: ring.membership.count)
        for key in 0..<keys {
            counts[ring.ownerIndex(of: key)!] += 1  // there are nodes
        }
        return counts
    }

    /// Each key skips 15 points of 16 at random, so a share is made of gaps with the weights p(1 − p)ʲ, whose squares add
    /// up to p / (2 − p): 1/31 of the variance of a whole gap. Counted keys have the scatter of a Poisson count on top.
    @Test("Equal weights: the variance is 1/31 of the classic ring's")
    func variance() throws {
        let (sets, nodes, keys) = (20, 20, 60_000)
        var sum = 0.0
        for set in 0..<sets {
            let ring = try ThinnedRing((0..<nodes).map { "\(set)/node-\($0)" })
            for count in Self.counts(ring, keys: keys) {
                let deviation = Double(count * nodes) / Double(keys) - 1
                sum += deviation * deviation
            }
        }
        let expected = (1.0 / 31 / 160 + Double(nodes) / Double(keys)) * (1 - 1 / Double(nodes))
        // About 380 squares of normal variables: a standard deviation of √(2 / 380) = 7.3 % of it; five of them.
        let ratio = sum / Double(sets * nodes) / expected
        #expect(abs(ratio - 1) < 5 * 0.073, "\(ratio)")
    }

    @Test("Unequal weights: shares follow them", arguments: [[1.0, 2, 3, 4, 5, 6], [0.1, 0.7, 2.5], [1, 1, 1, 20]])
    func weights(weights: [Double]) throws {
        let (sets, keys) = (10, 20_000)
        var means = [Double](repeating: 0, count: weights.count)
        var expected: [Double] = []
        for set in 0..<sets {
            let ring = try ThinnedRing(weights.enumerated().map { Member("\(set)/node-\($0)", weight: $1) })
            expected = ring.membership.shares
            for (node, count) in Self.counts(ring, keys: keys).enumerated() {
                means[node] += Double(count) / Double(sets * keys)
            }
        }
        for (mean, share) in zip(means, expected) {
            // A ring's variance at most, of 160 points, and that of counting; six standard deviations of a mean of 10.
            let variance = (share * share / 160 + share / Double(keys)) / Double(sets)
            #expect(abs(mean - share) < 6 * variance.squareRoot(), "\(means), expected \(expected)")
        }
    }
}
