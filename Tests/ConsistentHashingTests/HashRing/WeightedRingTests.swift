import ConsistentHashing
import Testing

@Suite("A ring agrees with its definition, carried out by looking at every point")
struct WeightedRingTests {
    /// Weights whose quotients are hard to compare: far apart, next to each other, without a finite binary fraction.
    static let awkwardWeights: [Double] = [
        1, 2, 3, 1_000_000, 0.1, 1.0 / 3, 1e-300, 1e300, .leastNonzeroMagnitude, .leastNormalMagnitude,
        .greatestFiniteMagnitude, 1.0.nextUp, 2.0.nextDown, 0.1.nextUp, .leastNonzeroMagnitude * 3,
    ]

    private static func randomCase(
        _ generator: inout SeededGenerator
    ) -> (members: [Member<String>], virtualNodes: Int) {
        let count = Int.random(in: 1...6, using: &generator)
        let style = Int.random(in: 0..<4, using: &generator)
        let members = idUniverse.shuffled(using: &generator).prefix(count).map { id in
            let weight: Double =
                switch style {
                case 0: 7
                case 1: Double(Int.random(in: 1...5, using: &generator))
                case 2: .random(in: 0.01...10, using: &generator)
                default: awkwardWeights.randomElement(using: &generator)!  // not empty
                }
            return Member(id, weight: weight)
        }
        return (members, .random(in: 1...8, using: &generator))
    }

    /// Hashes where an off-by-one would show: each range's ends and their neighbours, the middle, random ones.
    private static func hashes(for ring: HashRing<String>, seed: UInt64) -> [UInt64] {
        ring.ownedRanges.flatMap { range in
            let (low, high) = (range.hashes.lowerBound, range.hashes.upperBound)
            return [low &- 1, low, low + (high - low) / 2, high, high &+ 1]
        } + probeHashes(10, seed: seed)
    }

    @Test("Owners at each end of each arc, its neighbours and its middle, over 400 small rings")
    func owners() throws {
        for seed in UInt64(0)..<400 {
            var generator = SeededGenerator(seed: seed)
            let (members, virtualNodes) = Self.randomCase(&generator)
            let ring = try HashRing(members, virtualNodes: virtualNodes)
            let oracle = RingOracle(members, virtualNodes: virtualNodes)
            let hashes = Self.hashes(for: ring, seed: seed)
            #expect(
                hashes.map { ring.ownerIndex(ofHash: $0) } == hashes.map { oracle.ownerIndex(ofHash: $0) },
                "seed \(seed): \(virtualNodes) virtual nodes, \(members)"
            )
        }
    }

    @Test("Whole rankings, over 400 small rings")
    func rankings() throws {
        for seed in UInt64(5000)..<5400 {
            var generator = SeededGenerator(seed: seed)
            let (members, virtualNodes) = Self.randomCase(&generator)
            let ring = try HashRing(members, virtualNodes: virtualNodes)
            let oracle = RingOracle(members, virtualNodes: virtualNodes)
            let hashes = Self.hashes(for: ring, seed: seed).shuffled(using: &generator).prefix(12)
            #expect(
                hashes.map { Array(ring.rankingIndices(ofHash: $0)) } == hashes.map { oracle.ranking(ofHash: $0) },
                "seed \(seed): \(virtualNodes) virtual nodes, \(members)"
            )
        }
    }

    @Test("Owners on rings of 40 nodes with every awkward weight", arguments: [HashFunction.xxh3, .xxh64])
    func largerRings(hashFunction: HashFunction) throws {
        for seed in UInt64(0)..<4 {
            var generator = SeededGenerator(seed: seed)
            let members = (0..<40).map {
                Member("node-\($0)", weight: Self.awkwardWeights.randomElement(using: &generator)!)  // not empty
            }
            let ring = try HashRing(members, virtualNodes: 20, hashFunction: hashFunction)
            let oracle = RingOracle(members, virtualNodes: 20, hashFunction: hashFunction)
            let hashes = Self.hashes(for: ring, seed: seed).shuffled(using: &generator).prefix(250)
            #expect(
                hashes.map { ring.ownerIndex(ofHash: $0) } == hashes.map { oracle.ownerIndex(ofHash: $0) },
                "seed \(seed)"
            )
        }
    }

    @Test("Equal weights of any size give the classic ring", arguments: awkwardWeights)
    func equalWeights(weight: Double) throws {
        let members = (0..<9).map { Member("node-\($0)", weight: weight) }
        let ring = try HashRing(members, virtualNodes: 12)
        let classic = try HashRing(members.map(\.node), virtualNodes: 12)
        let oracle = RingOracle(members, virtualNodes: 12)
        #expect(Array(ring.ownedRanges) == Array(classic.ownedRanges))
        let hashes = Self.hashes(for: ring, seed: 1)
        #expect(hashes.map { ring.ownerIndex(ofHash: $0) } == hashes.map { oracle.classicOwnerIndex(ofHash: $0) })
        #expect(
            hashes.prefix(20).map { Array(ring.rankingIndices(ofHash: $0)) }
                == hashes.prefix(20).map { Array(classic.rankingIndices(ofHash: $0)) }
        )
    }

    @Test("Weights that differ by their last bit give nearly the classic ring")
    func nearlyEqualWeights() throws {
        let nodes = (0..<9).map { "node-\($0)" }
        let members = nodes.map { Member($0, weight: $0 == "node-4" ? 1.0.nextUp : 1) }
        let shares = try HashRing(members).ownedShares
        let classic = try HashRing(nodes).ownedShares
        for (share, classic) in zip(shares, classic) {
            #expect(abs(share - classic) < 1e-12)
        }
    }

    @Test("A weight scaled with all others changes no owner", arguments: [0x1p-900, 0x1p-3, 0x1p10, 0x1p900])
    func scaledWeights(factor: Double) throws {
        let members = (0..<9).map { Member("node-\($0)", weight: Double($0 + 1)) }
        let scaled = members.map { Member($0.node, weight: $0.weight * factor) }
        #expect(Array(try HashRing(members).ownedRanges) == Array(try HashRing(scaled).ownedRanges))
    }

    @Test("Weight 1 beside 1,000,000 costs no more arcs than twice the points, and is still heard")
    func oneBesideAMillion() throws {
        let heavy = (0..<10).map { Member("heavy-\($0)", weight: 1_000_000) }
        let ring = try HashRing(heavy + [Member("light")])
        let arcs = Array(ring.ownedRanges)
        #expect(arcs.count <= 2 * 11 * 160 + 1)
        let light = try #require(ring.membership.index(ofID: "light"))
        let share = ring.ownedShares[light]
        let expected = ring.membership.shares[light]
        // A sum of 160 arcs, each nearly exponential: a standard deviation of about 11 %, on seeds that never change.
        #expect(share > expected * 0.4 && share < expected * 1.6)
        #expect(arcs.contains { $0.ownerIndex == light })
    }
}
