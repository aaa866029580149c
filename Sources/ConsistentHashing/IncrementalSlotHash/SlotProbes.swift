/// A key's candidates among the slots.
///
/// The first candidate is the shard of the key's hash, the next that of another hash made of the first, and so on. None of
/// that depends on who holds the slots: that is why nothing moves needlessly.
@usableFromInline
struct SlotProbes: Sendable {
    /// How many candidates a key has; what comes behind them is in the order of rendezvous hashing. With nine slots of
    /// ten vacant, one key in 10¹¹ meets vacant ones only; with 99 of 100, one in 13.
    static var limit: Int { 256 }

    @usableFromInline
    let shards: JumpBackHash
    @usableFromInline
    let slots: SlotList

    init(_ slots: SlotList, hashFunction: HashFunction) {
        self.slots = slots
        shards = JumpBackHash(checkedCount: Swift.max(1, slots.count), hashFunction: hashFunction)
    }

    /// The index of the node that holds the candidate of one of a key's hashes, ``SlotList/nodeCount`` if it is vacant.
    /// There must be slots.
    @inlinable
    @inline(__always)
    func holder(ofHash hash: UInt64) -> Int {
        slots.holder(uncheckedAt: shards.shard(ofHash: hash))
    }

    /// The hash of the candidate behind the one of this hash.
    @inline(__always)
    static func next(_ hash: UInt64) -> UInt64 {
        // Just bits all over, and other ones than the shard function's; the multiplier is odd.
        (hash ^ 0xA076_1D64_78BD_642F).mixed(with: 0xE703_7ED1_A0B4_28DB)
    }

    /// The index of the node that holds the first candidate that is not vacant, `nil` if all are; the first of all is known
    /// to be vacant.
    func firstHolder(behind hash: UInt64) -> Int? {
        var hash = hash
        for _ in 1..<Self.limit {
            hash = Self.next(hash)
            let holder = holder(ofHash: hash)
            if holder != slots.nodeCount {
                return holder
            }
        }
        return nil
    }
}
