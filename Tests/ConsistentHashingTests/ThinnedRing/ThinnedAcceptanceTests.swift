import Testing

@testable import ConsistentHashing

@Suite("The points of a thinned ring that accept a key")
struct ThinnedAcceptanceTests {
    /// Two blocks and a part of a third.
    private static func points(seed: UInt64) throws -> ThinnedPoints {
        let nodes = (0..<150).map { "\(seed)/node-\($0)" }
        let points = try ThinnedRing(nodes, virtualNodes: 1).thinned
        try #require(points.count == 150)
        return points
    }

    /// Of each point whether it accepts the key.
    private static func accepting(_ hash: UInt64, of points: ThinnedPoints) -> [Bool] {
        (0..<points.count).map { points.accepting(hash, block: $0 / 64) >> UInt64($0 % 64) & 1 == 1 }
    }

    /// The last 28 bits of a hash name the pairs, seven bits each: five for the two planes, one between them and one for
    /// whether they are to differ. With the other three pairs in place and all they may say, each of eight ways, a point
    /// passes these in one way exactly; so of the 128 values of the seven bits, 64 accept.
    @Test("Every point accepts 1 key in 16, whatever the pairs", arguments: [21, 22, 23] as [UInt64])
    func everyPoint(seed: UInt64) throws {
        let points = try Self.points(seed: seed)
        var generator = SeededGenerator(seed: seed)
        for halving in UInt64(0)..<4 {
            let others = (UInt64(0)..<4).filter { $0 != halving }
            let pairs: UInt64 = .random(in: .min ... .max, using: &generator)
            var counts = [Int](repeating: 0, count: points.count)
            for ways in UInt64(0)..<8 {
                let rest = others.enumerated().reduce(pairs & ~(127 << (7 * halving))) { hash, other in
                    let says: UInt64 = 64 << (7 * other.element)
                    return ways >> UInt64(other.offset) & 1 == 1 ? hash | says : hash & ~says
                }
                for choice in UInt64(0)..<128 {
                    for (point, accepts) in Self.accepting(rest | choice << (7 * halving), of: points).enumerated() {
                        counts[point] += accepts ? 1 : 0
                    }
                }
            }
            #expect(counts == [Int](repeating: 64, count: points.count), "seed \(seed), halving \(halving)")
        }
    }

    @Test(
        "They are those of the definition, and no bit of the key but the last 28 matters",
        arguments: [31, 32] as [UInt64]
    )
    func definition(seed: UInt64) throws {
        let points = try Self.points(seed: seed)
        for hash in probeHashes(2000, seed: seed) {
            let accepting = Self.accepting(hash, of: points)
            let expected = points.positions.prefix(points.count).map {
                ThinnedRingOracle.accepts(point: $0, hash: hash)
            }
            #expect(accepting == expected, "\(hash)")
            #expect(accepting == Self.accepting(hash & 0xFFF_FFFF, of: points), "\(hash)")
        }
    }
}
