import ConsistentHashing
import Testing

/// Every shard function, each with another hash function.
enum ShardFunctions {
    typealias Make = @Sendable (Int) throws(PlacementError) -> any ShardFunction

    static let all: [(name: String, make: Make)] = [
        ("jump hash", { shards throws(PlacementError) in try JumpHash(shards: shards) }),
        ("jump back", { shards throws(PlacementError) in try JumpBackHash(shards: shards) }),
    ]
}

@Suite("A shard function spreads keys evenly, and moves only what it must")
struct ShardFunctionTests {
    /// Shared among at most 1000 comparisons.
    static let level = Statistics.suiteLevel / 1000

    /// Around each power of two.
    private static let turns = (2...30).flatMap { power in (-2...2).map { 1 << power + $0 } } + [Int(Int32.max) - 1]

    @Test("With one shard more a key stays or goes to it", arguments: ShardFunctions.all.indices)
    func growth(index: Int) throws {
        let (name, make) = ShardFunctions.all[index]
        func expectGrowth(from count: Int, hashes: [UInt64]) throws {
            let before = try make(count)
            let after = try make(count + 1)
            for hash in hashes {
                let (old, new) = (before.shard(ofHash: hash), after.shard(ofHash: hash))
                guard old == new || new == count, (0..<count).contains(old) else {
                    Issue.record("\(name): \(hash) of \(count) shards in \(old), of one more in \(new)")
                    return
                }
            }
        }
        for count in 1...520 {
            try expectGrowth(from: count, hashes: probeHashes(300, seed: UInt64(count % 7)))
        }
        for count in Self.turns {
            try expectGrowth(from: count, hashes: probeHashes(300, seed: UInt64(count)))
        }
    }

    @Test(
        "Keys fall as independent draws would; those of a new shard come from all others alike",
        arguments: ShardFunctions.all.indices,
        [2, 3, 4, 5, 7, 10, 16, 17, 24, 33, 63, 64, 65, 100, 129]
    )
    func even(index: Int, count: Int) throws {
        let (name, make) = ShardFunctions.all[index]
        let function = try make(count)
        let larger = try make(count + 1)
        var held = [Int](repeating: 0, count: count)
        var given = [Int](repeating: 0, count: count)
        for key in 0..<40_000 {
            let hash = function.hashFunction.hash(key)
            let shard = function.shard(ofHash: hash)
            held[shard] += 1
            given[shard] += larger.shard(ofHash: hash) == count ? 1 : 0
        }
        let shares = [Double](repeating: 1 / Double(count), count: count)
        let evenness = Statistics.chiSquaredTail(observed: held, shares: shares)
        #expect(evenness > Self.level, "\(name): chance \(evenness)")
        let origins = Statistics.chiSquaredTail(observed: given, shares: shares)
        #expect(origins > Self.level, "\(name): chance \(origins)")
        let moved = given.reduce(0, +)
        let growth = Statistics.chiSquaredTail(
            observed: [moved, 40_000 - moved],
            shares: [1 / Double(count + 1), Double(count) / Double(count + 1)]
        )
        #expect(growth > Self.level, "\(name): \(moved) moved, chance \(growth)")
    }

    @Test("A number of shards out of range is refused", arguments: [0, -1, 1 << 31, .max, .min])
    func invalid(count: Int) throws {
        for (name, make) in ShardFunctions.all {
            let error = #expect(throws: PlacementError.self, "\(name)") { try make(count) }
            #expect(error == .invalidShards(count, allowed: 1...(1 << 31 - 1)))
            #expect("\(try #require(error))".contains("\(count)"))
            #expect("\(try #require(error))".contains("1 to 2147483647"))
        }
    }

    @Test("The most shards that are allowed have a shard for every hash")
    func most() throws {
        for (name, make) in ShardFunctions.all {
            let function = try make(Int(Int32.max))
            #expect(function.shardCount == Int(Int32.max))
            for hash in probeHashes(2000, seed: 31) {
                #expect((0..<Int(Int32.max)).contains(function.shard(ofHash: hash)), "\(name), \(hash)")
            }
        }
    }

    @Test("A key's shard is its hash's, by the function's own hash function and seed")
    func keys() throws {
        let seeded = HashFunction(.xxh64, seed: 7)
        let jump = try JumpHash(shards: 1000, hashFunction: seeded)
        let back = try JumpBackHash(shards: 1000, hashFunction: seeded)
        for key in ["", "a", "user:1", String(repeating: "key", count: 50)] {
            #expect(jump.shard(of: key) == jump.shard(ofHash: seeded.hash(key)))
            #expect(back.shard(of: key) == back.shard(ofHash: seeded.hash(key)))
            #expect(back.shard(of: Array(key.utf8)) == back.shard(of: key))
        }
        #expect(try JumpHash(shards: 3) == JumpHash(shards: 3))
        #expect(try JumpBackHash(shards: 3) != JumpBackHash(shards: 3, hashFunction: seeded))
        #expect(try JumpBackHash(shards: 3) != JumpBackHash(shards: 4))
    }
}
