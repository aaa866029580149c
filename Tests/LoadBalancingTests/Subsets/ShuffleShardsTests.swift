import ConsistentHashing
import Testing

@testable import LoadBalancing

@Suite("Shuffle shards", .serialized)
struct ShuffleShardsTests {
    @Test("A shard is the beginning of the tenant's ranking, with any weights", arguments: 1...20)
    func ranking(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let count = Int.random(in: 1...50, using: &chance)
        let weights =
            seed % 2 == 0 ? (0..<count).map { _ in Double.random(in: 0.1...5, using: &chance).rounded(.up) } : nil
        let servers = try Membership<String>.numbered(count, weights: weights)
        for size in [1, 2, 4, 16, 17, 60] {
            let shards = try ShuffleShards(servers, size: size)
            for tenant in 0..<50 {
                let hash = HashFunction.xxh3.hash(tenant)
                let expected = Array(shards.placement.rankingIndices(ofHash: hash).prefix(size))
                #expect(shards.members(of: tenant) == expected, "seed \(seed)")
            }
        }
    }

    @Test("The documentation's probabilities")
    func documented() throws {
        func per(_ servers: Int, _ size: Int) throws -> [Double] {
            try #require(ShuffleShards.overlapProbabilities(servers: servers, size: size)).map { $0 * 100 }
        }
        func expect(_ probabilities: [Double], _ expected: [Double]) {
            #expect(zip(probabilities, expected).allSatisfy { abs($0 - $1) <= 0.006 * $1 }, "\(probabilities)")
        }
        expect(try per(8, 2), [53.6, 42.9, 3.57])
        expect(try per(20, 4), [37.6, 46.2, 14.9, 1.32, 0.0206])
        expect(try per(100, 5), [77.0, 21.1, 1.84, 0.0593, 0.00063, 0.00000133])
        expect(try per(3, 2), [0, 66.67, 33.33])
        expect(try per(5, 5), [0, 0, 0, 0, 0, 100])
        #expect(ShuffleShards.overlapProbabilities(servers: 3, size: 4) == nil)
        #expect(ShuffleShards.overlapProbabilities(servers: 3, size: 0) == nil)
    }

    @Test(
        "Two tenants meet as often as the hypergeometric distribution says (χ², significance 1e-6)",
        arguments: [(8, 2), (20, 4), (50, 5)]
    )
    func overlap(servers: Int, size: Int) throws {
        let shards = try ShuffleShards(Membership<String>.named(0..<servers), size: size)
        let probabilities = try #require(ShuffleShards.overlapProbabilities(servers: servers, size: size))
        // Pairs that have no tenant in common, so that they are independent.
        var counts = [Int](repeating: 0, count: size + 1)
        for pair in 0..<10_000 {
            let first = Set(shards.members(of: 2 * pair))
            counts[first.intersection(shards.members(of: 2 * pair + 1)).count] += 1
        }
        // What is expected less than five times is counted with the one before.
        let last = probabilities.lastIndex { $0 * 10_000 >= 5 } ?? 0
        let merged = Array(counts[..<last]) + [counts[last...].reduce(0, +)]
        let expected = Array(probabilities[..<last]) + [probabilities[last...].reduce(0, +)]
        #expect(ChiSquared.fits(merged, shares: expected), "\(counts)")
    }

    @Test("Every server is in as many shards as its weight says (χ², significance 1e-6)")
    func shares() throws {
        let shards = try ShuffleShards(Membership<String>.named(0..<30), size: 4)
        var counts = [Int](repeating: 0, count: 30)
        for tenant in 0..<10_000 {
            for member in shards.members(of: tenant) { counts[member] += 1 }
        }
        // Members of one shard exclude each other, which makes counts more even than the test allows for.
        #expect(ChiSquared.fits(counts, shares: Array(repeating: 1, count: 30)))
    }

    @Test("A list that changes moves the least", arguments: [2, 5, 16])
    func moves(size: Int) throws {
        let before = try Membership<String>.named(0..<40)
        let after = try Membership<String>.named(0..<41)
        let joined = try #require(Set(after.map(\.id)).subtracting(before.map(\.id)).first)
        let (old, new) = (try ShuffleShards(before, size: size), try ShuffleShards(after, size: size))
        var took = 0
        for tenant in 0..<5_000 {
            let had = Set(old.members(of: tenant).map { before[$0].id })
            let has = Set(new.members(of: tenant).map { after[$0].id })
            if has.contains(joined) {
                took += 1
                #expect(had.subtracting(has).count == 1 && has.subtracting(had) == [joined])
            } else {
                #expect(had == has)
            }
        }
        let share = Double(size) / 41
        // 4.9 standard deviations: a significance of 1e-6.
        #expect(abs(Double(took) - 5_000 * share) < 4.9 * (5_000 * share * (1 - share)).squareRoot())
    }

    @Test("A shard of nobody, or of less than one, is none")
    func errors() throws {
        #expect(throws: SubsetError.invalidSize(name: "size", value: 0)) {
            try ShuffleShards(Membership<String>.numbered(3), size: 0)
        }
        #expect(try ShuffleShards(Membership<String>(), size: 3).members(of: "tenant").isEmpty)
        #expect(throws: SubsetError.invalidSize(name: "size", value: -2)) {
            try RendezvousSubset(client: "c", size: -2)
        }
    }
}
