/// A function from keys to the shards 0, 1, 2, … of a fixed number of them, which moves as few keys as can be when that
/// number changes.
///
/// ```swift
/// let ten = try JumpBackHash(shards: 10)
/// ten.shard(of: "user:1")       // one of 0 ..< 10
/// let eleven = try JumpBackHash(shards: 11)
/// eleven.shard(of: "user:1")    // the same, or 10
/// ```
///
/// It needs no table and no list: it is a number, and a lookup a computation. With one shard more, a key stays where it
/// was or goes to the new shard, which gets an equal part from each; with one fewer, only the last one's keys move. Shards
/// come and go at the end only: where any of them may leave, take a placement, ``IncrementalSlotHash`` for one.
///
/// Key bytes → hash is one step (``hashFunction``), hash → shard another (``shard(ofHash:)``).
public protocol ShardFunction: Hashable, Sendable {
    /// How many shards there are, at least 1.
    var shardCount: Int { get }

    /// What keys are hashed with.
    var hashFunction: HashFunction { get }

    /// The shard of the keys with this hash, in `0 ..< shardCount`.
    ///
    /// A hash given from outside must be as uniform as one of ``hashFunction``'s; ``JumpHash`` alone takes any.
    func shard(ofHash hash: UInt64) -> Int

    /// The function for so many shards.
    ///
    /// - Parameters:
    ///   - shards: in ``allowedShardCounts``.
    ///   - hashFunction: what keys are hashed with.
    /// - Throws: ``PlacementError/invalidShards(_:allowed:)``.
    init(shards: Int, hashFunction: HashFunction) throws(PlacementError)
}

extension ShardFunction {
    /// From 1 to 2³¹ − 1 shards.
    public static var allowedShardCounts: ClosedRange<Int> { 1...Int(Int32.max) }

    /// The shard of a key, in `0 ..< shardCount`.
    @inlinable
    @inline(__always)
    public func shard<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> Int {
        shard(ofHash: hashFunction.hash(key))
    }

    static func check(_ shards: Int) throws(PlacementError) {
        guard allowedShardCounts.contains(shards) else {
            throw .invalidShards(shards, allowed: allowedShardCounts)
        }
    }
}
