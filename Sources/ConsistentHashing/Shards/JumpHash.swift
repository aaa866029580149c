/// Jump consistent hash: the shard function that most other languages have.
///
/// ```swift
/// let shards = try JumpHash(shards: 10)
/// (0..<6).map { shards.shard(ofHash: $0) }    // [0, 6, 6, 8, 1, 4]
/// ```
///
/// From the shard that a key has among the first few, it jumps on to each next one that the key moved to as shards were
/// added, until that would be one too many. A jump goes from `b` to ⌊(b + 1) / u⌋, `u` being the next of the key's
/// random numbers in (0, 1].
///
///     shards added     1   2   3   4   5   6   7   8   9   10 …
///     a key's shard    0 ──▶ 1 ─────────▶ 4 ───────────────────▶ 11
///
/// ``shard(ofHash:)`` is Guava's `Hashing.consistentHash(long, int)`, but for one jump in 2³¹, at which a sum of Guava's
/// overflows. For new data ``JumpBackHash`` does the
/// same in constant time.
///
/// - Lookup: O(log shards), about 5 ns for each doubling where this was written.
/// - Source: Lamping and Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm", 2014 (arXiv 1406.2294).
@frozen
public struct JumpHash: ShardFunction {
    public let shardCount: Int
    public let hashFunction: HashFunction

    public init(shards: Int, hashFunction: HashFunction = .xxh3) throws(PlacementError) {
        try Self.check(shards)
        shardCount = shards
        self.hashFunction = hashFunction
    }

    @inlinable
    public func shard(ofHash hash: UInt64) -> Int {
        var state = hash
        var shard = 0
        var next = 0
        while next < shardCount {
            shard = next
            state = state &* 2_862_933_555_777_941_757 &+ 1
            // Exact, as it divides by a power of two; so the one division below is the one place where anything is rounded.
            let random = Double(Int(truncatingIfNeeded: state &>> 33) &+ 1) / 0x1p31
            // At most 2³¹ · 2³¹.
            next = Int(Double(shard &+ 1) / random)
        }
        return shard
    }
}
