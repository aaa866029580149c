import ConsistentHashing
import Testing

@Suite("Jumping back gives what it gave")
struct JumpBackHashTests {
    private static let hashes: [UInt64] =
        [0, 1, 2, .max, 1 << 63, 1 << 32, 0xFFFF_FFFF] + (0..<13).map { HashFunction.xxh3.hash("user:\($0)") }

    /// By number of shards: the shards of the hashes above.
    private static let recorded: [Int: [Int]] = [
        1: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        2: [0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 1, 0, 0, 1, 1, 1],
        3: [0, 1, 2, 0, 0, 1, 2, 1, 0, 1, 1, 1, 0, 0, 2, 2, 0, 2, 2, 2],
        10: [0, 1, 2, 0, 0, 1, 4, 1, 9, 1, 1, 1, 0, 5, 2, 6, 0, 2, 9, 9],
        16: [0, 1, 2, 0, 0, 1, 15, 1, 9, 10, 15, 1, 13, 11, 2, 6, 0, 13, 11, 9],
        17: [0, 1, 2, 0, 0, 1, 16, 1, 9, 10, 15, 1, 13, 11, 2, 6, 0, 13, 16, 9],
        100: [0, 1, 2, 0, 0, 1, 64, 63, 81, 66, 15, 91, 13, 77, 23, 50, 64, 30, 64, 49],
        1000: [0, 1, 2, 0, 0, 1, 877, 735, 769, 619, 910, 987, 509, 899, 180, 580, 119, 798, 187, 401],
        1024: [0, 1, 2, 0, 0, 1, 1023, 735, 769, 619, 910, 987, 509, 899, 180, 580, 119, 798, 187, 401],
        1025: [0, 1, 2, 0, 0, 1, 1024, 735, 769, 619, 910, 987, 509, 899, 180, 580, 119, 798, 187, 401],
        65537: [
            0, 1, 2, 0, 0, 1, 65536, 52447, 64253, 23554, 47111, 51675, 23349, 899, 29223, 53234, 61143, 62750, 64443,
            24465,
        ],
        1000000: [
            0, 1, 2, 0, 0, 1, 899947, 806111, 658915, 538219, 79758, 608731, 842493, 951757, 666806, 601156, 323287,
            580485, 916411, 483217,
        ],
        2147483647: [
            0, 1, 2, 0, 0, 1, 1073741824, 824113966, 2146276609, 369843202, 1585198990, 10045915, 1108138749, 129337219,
            1973348020, 1134111812, 649227959, 1647736094, 287252288, 1494883054,
        ],
    ]

    @Test("The recorded shards")
    func golden() throws {
        for count in [1, 2, 3, 10, 16, 17, 100, 1000, 1024, 1025, 65_537, 1_000_000, Int(Int32.max)] {
            let function = try JumpBackHash(shards: count)
            let shards = Self.hashes.map { function.shard(ofHash: $0) }
            if Self.recorded[count] != shards {
                print("        \(count): \(shards),")
            }
            #expect(Self.recorded[count] == shards, "\(count) shards")
        }
    }

    /// The definition, shard by shard: what is looked up at once is here grown from one shard on.
    @Test("A key's shard is the last one that it moved to", arguments: UInt64(0)..<20)
    func definition(seed: UInt64) throws {
        for hash in probeHashes(20, seed: seed) {
            let moves = Self.moves(of: hash, levels: 11)
            for count in [1, 2, 3, 5, 8, 9, 31, 32, 33, 100, 1000, 1025, 2047, 2048] {
                let expected = moves.last { $0 < count }
                #expect(try JumpBackHash(shards: count).shard(ofHash: hash) == expected, "\(hash), \(count) shards")
            }
        }
    }

    /// All shards below 2^levels that a key moves to while shards are added, in ascending order.
    private static func moves(of hash: UInt64, levels: Int) -> [Int] {
        var moves = [0]
        let coins = hash ^ hash >> 32
        for level in 0..<levels where coins >> UInt64(level) & 1 == 1 {
            let first = 1 << level
            let coinsUpToHere = coins & (1 << UInt64(level + 1) - 1)
            let half = coinsUpToHere.nonzeroBitCount.isMultiple(of: 2) ? hash : hash >> 32
            var shard = first + Int(half % UInt64(first))
            var random = hash ^ 0xD6E8_FEB8_6659_FD93
            var inLevel: [Int] = []
            while shard >= first {
                inLevel.append(shard)
                let product = UInt128(random) * 0x9E37_79B9_7F4A_7C15
                random = UInt64(product >> 64) ^ UInt64(truncatingIfNeeded: product)
                shard = Int((UInt128(random) * UInt128(shard)) >> 64)
            }
            moves += inLevel.reversed()
        }
        return moves
    }
}
