/// Jump hash in constant time: jumps that start behind the last shard and go back.
///
/// ```swift
/// let shards = try JumpBackHash(shards: 1000)
/// shards.shard(of: "user:1")    // one of 0 ..< 1000
/// ```
///
/// Seen while shards are added one by one, a key now and then moves to the newest. Call the shards from 2ⁱ to 2ⁱ⁺¹ − 1 a
/// **level**: whether a key moves there at all is the toss of a coin, and a bit of its hash is that coin. So the highest
/// bit that is set names the level of the key's shard at once. In a level, the last shard that the key moved to is any of
/// them; the last but one any before that, and so on: a jump back goes from `b` to ⌊u · b⌋, `u` being a random number in
/// [0, 1).
///
///     level         0 │ 1 │ 2   3 │ 4   5   6   7 │ 8   9   10  11  12  13  14  15
///     coin            │ 0 │   1   │       0       │               1
///     moved to      ● │   │     ● │               │     ●               ●
///
///     16 shards: 13      13 shards: 9, a jump back from 13      9 shards: 3, as a jump back from 9 leaves the level
///
/// Only in the topmost level can a jump end behind the last shard. Where the number of shards is a power of two or just
/// below one, hardly any key jumps back; where it is just above, every second one does. Where this was written a
/// lookup takes 3.6 times as long as hashing the key with 512 or 1024 shards, and 11.8 times with 513 or 1025.
///
/// The idea is Ertl's. What is done otherwise: it jumps back by a multiplication, where the paper draws numbers until one
/// fits; a key's hash is its first random number, and each further one takes one multiplication. So its shards are not
/// those of other implementations: to agree with these, take ``JumpHash``. Why this one, in nanoseconds above the bare
/// hash, all written in C and run in turn where this was written:
///
/// | shards | 10 | 100 | 1000 | 1024 | 1025 | 1,000,000 |
/// | --- | --- | --- | --- | --- | --- | --- |
/// | this | 8.5 | 5.3 | 1.8 | 1.4 | 9.4 | 2.2 |
/// | as published, with SplitMix64 | 13.8 | 8.9 | 4.0 | 3.5 | 16.1 | 4.6 |
/// | BinomialHash (Coluzzi, Brocco, Antonucci 2024) | 15.1 | 12.9 | 8.8 | 8.3 | 15.7 | 8.9 |
/// | ``JumpHash`` | 26 | 47 | 64 | 64 | 64 | 116 |
///
/// - Lookup: O(1) expected.
/// - Source: Ertl, "JumpBackHash: Say Goodbye to the Modulo Operation to Distribute Keys Uniformly to Buckets", 2024
///   (arXiv 2403.18682).
@frozen
public struct JumpBackHash: ShardFunction {
    @usableFromInline
    let count: UInt64
    /// A bit for each level that has shards but shard 0's.
    @usableFromInline
    let levels: UInt64

    public let hashFunction: HashFunction

    public init(shards: Int, hashFunction: HashFunction = .xxh3) throws(PlacementError) {
        try Self.check(shards)
        self.init(checkedCount: shards, hashFunction: hashFunction)
    }

    /// - Parameter checkedCount: known to be allowed.
    init(checkedCount: Int, hashFunction: HashFunction) {
        count = UInt64(checkedCount)
        levels = checkedCount == 1 ? 0 : .max >> UInt64((count - 1).leadingZeroBitCount)
        self.hashFunction = hashFunction
    }

    @inlinable
    public var shardCount: Int { Int(truncatingIfNeeded: count) }

    @inlinable
    @inline(__always)
    public func shard(ofHash hash: UInt64) -> Int {
        var levels = (hash ^ hash &>> 32) & levels
        guard levels != 0 else { return 0 }
        var first = Self.firstShard(ofTopmost: levels)
        var shard = Self.lastMove(hash, levels, first)
        var random = hash ^ Self.key
        while shard >= count {
            random = random.mixed(with: Self.multiplier)
            shard = random.scaled(below: shard)
            if shard < first {
                // All that the key moved to in this level lies behind the last shard. The next level is a whole one.
                levels ^= first
                guard levels != 0 else { return 0 }
                first = Self.firstShard(ofTopmost: levels)
                shard = Self.lastMove(hash, levels, first)
            }
        }
        return Int(truncatingIfNeeded: shard)
    }

    @inlinable
    @inline(__always)
    static func firstShard(ofTopmost levels: UInt64) -> UInt64 {
        1 &<< UInt64(truncatingIfNeeded: 63 &- levels.leadingZeroBitCount)
    }

    /// The last shard of a level that a key moved to: the level's first, and as many bits of the hash as there are below it.
    ///
    /// Coins are the exclusive or of the hash's halves. One half, then, is independent of them, and of two levels that
    /// follow each other in a key's life one takes the lower half and one the upper: the number of coins that are set
    /// tells which. More than two are never looked at.
    @inlinable
    @inline(__always)
    static func lastMove(_ hash: UInt64, _ levels: UInt64, _ first: UInt64) -> UInt64 {
        let half = UInt64(truncatingIfNeeded: levels.nonzeroBitCount & 1) &<< 5
        return first | (hash &>> half) & (first &- 1)
    }

    /// 2⁶⁴ over the golden ratio, odd. It and the one below just have bits all over.
    @inlinable
    static var multiplier: UInt64 { 0x9E37_79B9_7F4A_7C15 }

    @inlinable
    static var key: UInt64 { 0xD6E8_FEB8_6659_FD93 }
}
