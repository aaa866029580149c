import ConsistentHashing
import Testing

@Suite("Rendezvous hashing agrees with its definition, carried out node by node")
struct RendezvousTests {
    private static func randomCase(_ generator: inout SeededGenerator) -> [Member<String>] {
        let style = Int.random(in: 0..<4, using: &generator)
        return idUniverse.shuffled(using: &generator).prefix(.random(in: 1...20, using: &generator)).map { id in
            let weight: Double =
                switch style {
                case 0: 3
                case 1: Double(Int.random(in: 1...5, using: &generator))
                case 2: .random(in: 0.01...10, using: &generator)
                default: WeightedRingTests.awkwardWeights.randomElement(using: &generator)!  // not empty
                }
            return Member(id, weight: weight)
        }
    }

    @Test("Owners and rankings, weighted and not", arguments: [HashFunction.xxh3, HashFunction(.xxh64, seed: 9)])
    func ownersAndRankings(hashFunction: HashFunction) throws {
        for seed in UInt64(0)..<150 {
            var generator = SeededGenerator(seed: seed)
            let members = Self.randomCase(&generator)
            let rendezvous = try RendezvousHash(members, hashFunction: hashFunction)
            let oracle = RendezvousOracle(members, hashFunction: hashFunction)
            let hashes = probeHashes(8, seed: seed)
            let rankings = hashes.map { oracle.ranking(ofHash: $0) }
            #expect(
                hashes.map { Array(rendezvous.rankingIndices(ofHash: $0)) } == rankings,
                "seed \(seed): \(members)"
            )
            #expect(
                hashes.map { rendezvous.ownerIndex(ofHash: $0) } == rankings.map(\.first),
                "seed \(seed): \(members)"
            )
        }
    }

    @Test("A table's slot is owned, and ranked, as the hash of its number is")
    func table() throws {
        for seed in UInt64(0)..<12 {
            var generator = SeededGenerator(seed: seed)
            let style = WeightStyle.allCases.randomElement(using: &generator)!  // three of them
            let members = randomMembers(style: style, using: &generator)
            let table = try RendezvousTable(members, slotCount: 700)
            let oracle = RendezvousOracle(members)
            for (slot, range) in table.ownedRanges.enumerated() where slot % 7 == Int(seed) % 7 {
                let ranking = oracle.ranking(ofHash: table.hashFunction.hash(UInt64(slot)))
                #expect(range.ownerIndex == ranking[0], "seed \(seed), slot \(slot)")
                #expect(
                    Array(table.rankingIndices(ofHash: range.hashes.upperBound)) == ranking,
                    "seed \(seed), slot \(slot)"
                )
            }
        }
    }

    @Test("A table's slots are equal ranges of hashes: slot s of n has the hashes h with ⌊h · n / 2⁶⁴⌋ = s")
    func slots() throws {
        for slotCount in [1, 2, 3, 7, 64, 1000, 4099] {
            let table = try RendezvousTable(["only"], slotCount: slotCount)
            let ranges = Array(table.ownedRanges)
            #expect(ranges.count == slotCount)
            for (slot, range) in ranges.enumerated() {
                for hash in [range.hashes.lowerBound, range.hashes.upperBound] {
                    #expect(Int((UInt128(hash) * UInt128(slotCount)) >> 64) == slot)
                }
            }
        }
    }

    /// Hashes for which two nodes' raw hashes share their top 48 bits, the smaller id having the smaller one.
    ///
    /// Found by search: with seeds s and t, d = s ⊕ t and u = hash ⊕ s, the raw hashes differ by ((u ⊕ d) − u) · C, and
    /// u ⊕ d − u = d − 2 (u & d). So a difference below 2¹⁶ names the bits of d that u must have; for one pair of nodes in
    /// some thousand, they are bits of d.
    static let logarithmTies: [(hash: UInt64, winner: String, loser: String)] = [
        (0x5ECB_CEC0_B6A8_53C5, "node-2780", "node-2685"),
        (0x01F2_D16B_5B48_1CA7, "node-338", "node-2825"),
        (0x81F2_D16B_5B48_1CA7, "node-338", "node-2825"),
        (0x4BB8_42BE_77B7_F480, "node-620", "node-2854"),
        (0x5CD5_417E_6917_B2C3, "node-306", "node-2948"),
    ]

    @Test("Raw hashes that share their top 48 bits, and so their logarithm, go by all 64", arguments: logarithmTies)
    func tie(hash: UInt64, winner: String, loser: String) throws {
        let rawHashes = [winner, loser].map { (hash ^ nodeHash($0, 0, .xxh3)) &* RendezvousOracle.multiplier }
        #expect(rawHashes[0] >> 16 == rawHashes[1] >> 16 && rawHashes[0] > rawHashes[1])
        #expect(loser < winner, "or it would win by its id")
        // With unequal weights, and without, where there is no logarithm.
        for others in [[], [Member("tiny", weight: 1e-9)]] {
            let members = [Member(winner), Member(loser)] + others
            let rendezvous = try RendezvousHash(members)
            #expect(rendezvous.owner(ofHash: hash) == winner)
            #expect(rendezvous.replicas(ofHash: hash, count: 2) == [winner, loser])
            let ranking = RendezvousOracle(members).ranking(ofHash: hash)
            #expect(Array(rendezvous.rankingIndices(ofHash: hash)) == ranking)
        }
    }

    @Test("A heavier node loses no key, and a lighter one gains none")
    func monotony() throws {
        let names = (0..<12).map { "node-\($0)" }
        var previous = try RendezvousHash(names.map { Member($0, weight: 2) })
        for weight in [Double(2).nextUp, 2.1, 3, 50, 1e9] {
            let next = try RendezvousHash(names.map { Member($0, weight: $0 == "node-3" ? weight : 2) })
            for key in 0..<1500 where previous.owner(of: key) == "node-3" {
                #expect(next.owner(of: key) == "node-3", "key \(key), weight \(weight)")
            }
            previous = next
        }
    }
}
