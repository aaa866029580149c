import ConsistentHashing
import Testing

@Suite("A thinned ring agrees with its definition, carried out by looking at every point")
struct ThinnedRingTests {
    private static func randomCase(
        _ generator: inout SeededGenerator
    ) -> (members: [Member<String>], virtualNodes: Int) {
        let count = Int.random(in: 1...9, using: &generator)
        let style = Int.random(in: 0..<4, using: &generator)
        let members = idUniverse.shuffled(using: &generator).prefix(count).map { id in
            let weight: Double =
                switch style {
                case 0: 7
                case 1: Double(Int.random(in: 1...5, using: &generator))
                case 2: [1, 1_000_000].randomElement(using: &generator)!  // not empty
                default: WeightedRingTests.awkwardWeights.randomElement(using: &generator)!  // not empty
                }
            return Member(id, weight: weight)
        }
        // Fewer points than a block, one block exactly, several.
        return (members, [1, 2, 7, 8, 16, 40].randomElement(using: &generator)!)  // not empty
    }

    /// Where an off-by-one would show: at points and beside them, and at random places.
    private static func hashes(_ oracle: ThinnedRingOracle, seed: UInt64) -> [UInt64] {
        var generator = SeededGenerator(seed: seed)
        let points = oracle.positions.shuffled(using: &generator).prefix(6).flatMap { [$0 &- 1, $0, $0 &+ 1] }
        return points + probeHashes(12, seed: seed)
    }

    @Test("Owners and whole rankings over 400 small rings, with weights from 5e-324 to 1.8e308")
    func small() throws {
        for seed in UInt64(0)..<400 {
            var generator = SeededGenerator(seed: seed)
            let (members, virtualNodes) = Self.randomCase(&generator)
            let ring = try ThinnedRing(members, virtualNodes: virtualNodes)
            let oracle = ThinnedRingOracle(members, virtualNodes: virtualNodes)
            let hashes = Self.hashes(oracle, seed: seed)
            let rankings = hashes.map { oracle.ranking(ofHash: $0) }
            #expect(
                hashes.map { Array(ring.rankingIndices(ofHash: $0)) } == rankings,
                "seed \(seed): \(virtualNodes) virtual nodes, \(members)"
            )
            #expect(hashes.map { ring.ownerIndex(ofHash: $0) } == rankings.map(\.first), "seed \(seed)")
        }
    }

    @Test("Owners on a ring of 6400 points, equal weights and unequal ones", arguments: [HashFunction.xxh3, .xxh64])
    func large(hashFunction: HashFunction) throws {
        for weights in [[1.0], [1, 2, 3], [1, 1, 1, 1_000_000]] {
            let members = (0..<40).map { Member("node-\($0)", weight: weights[$0 % weights.count]) }
            let ring = try ThinnedRing(members, hashFunction: hashFunction)
            let oracle = ThinnedRingOracle(members, virtualNodes: 160, hashFunction: hashFunction)
            let hashes = Self.hashes(oracle, seed: 9)
            #expect(
                hashes.map { ring.ownerIndex(ofHash: $0) } == hashes.map { oracle.ranking(ofHash: $0).first },
                "\(weights)"
            )
        }
    }

    @Test("Points that all collide: the definition holds, whoever accepts the key")
    func colliding() throws {
        for count in 1...CollidingIDs.ids.count {
            let members = CollidingIDs.ids.prefix(count).enumerated().map { Member($1, weight: Double($0 + 1)) }
            for virtualNodes in [1, 70] {
                let ring = try ThinnedRing(
                    members,
                    virtualNodes: virtualNodes,
                    hashFunction: CollidingIDs.hashFunction
                )
                let oracle = ThinnedRingOracle(
                    members,
                    virtualNodes: virtualNodes,
                    hashFunction: CollidingIDs.hashFunction
                )
                for hash in Self.hashes(oracle, seed: 3) {
                    #expect(Array(ring.rankingIndices(ofHash: hash)) == oracle.ranking(ofHash: hash), "\(hash)")
                    #expect(ring.ownerIndex(ofHash: hash) == oracle.ranking(ofHash: hash).first, "\(hash)")
                }
            }
        }
    }

    @Test("It grows past 65,535 nodes, and shrinks again")
    func manyNodes() throws {
        let hashes = probeHashes(300, seed: 16)
        let few = try ThinnedRing(ManyNodesTests.few, virtualNodes: 1)
        let many = try ThinnedRing(ManyNodesTests.members, virtualNodes: 1)
        let grown = try few.updated(to: ManyNodesTests.members).placement
        let shrunk = try grown.updated(to: ManyNodesTests.few).placement
        #expect(hashes.map { grown.ownerIndex(ofHash: $0) } == hashes.map { many.ownerIndex(ofHash: $0) })
        #expect(hashes.map { shrunk.ownerIndex(ofHash: $0) } == hashes.map { few.ownerIndex(ofHash: $0) })
    }
}
