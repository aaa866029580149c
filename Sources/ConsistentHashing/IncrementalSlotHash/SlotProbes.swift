/// A key's candidates among the slots, and which of them are accepted.
///
/// The first candidate is the shard of the key's hash, the next that of another hash made of the first, and so on. A vacant
/// slot is not accepted, one held by a node of the heaviest weight always is, any other with a probability of weight over
/// heaviest weight, by a random number of its own for each candidate.
///
/// Each part of that depends on the key and the one slot: not on other slots, nor on who holds them. That is why nothing
/// moves needlessly.
@usableFromInline
struct SlotProbes: Sendable {
    /// How many candidates a key has; what comes behind them is in the order of rendezvous hashing. With nine slots of
    /// ten vacant, one key in 10¹¹ has none that is accepted; with 99 of 100, one in 13.
    static var limit: Int { 256 }

    @usableFromInline
    let shards: JumpBackHash
    @usableFromInline
    let slots: SlotList
    /// By node, the largest random number by which it is accepted; empty if all always are.
    @usableFromInline
    let thresholds: [UInt64]

    init<Node>(
        _ membership: Membership<Node>,
        slots: SlotList,
        heaviestWeight: Double,
        hashFunction: HashFunction
    ) {
        self.slots = slots
        shards = JumpBackHash(checkedCount: Swift.max(1, slots.count), hashFunction: hashFunction)
        thresholds =
            membership.allSatisfy { $0.weight == heaviestWeight }
            ? []
            : membership.map { member in
                let part = member.weight / heaviestWeight
                return part < 1 ? UInt64(part * 0x1p64) : .max
            }
    }

    /// The node that holds the first candidate of a hash, if it is always accepted; otherwise ``SlotList/nodeCount``.
    @inlinable
    @inline(__always)
    func firstHolder(ofHash hash: UInt64) -> Int {
        slots.holder(uncheckedAt: shards.shard(ofHash: hash))
    }

    /// The index of the first node of a hash's candidates that is accepted, `nil` if none is. There must be slots.
    func firstAccepted(ofHash hash: UInt64) -> Int? {
        var hash = hash
        for _ in 0..<Self.limit {
            if let holder = accepted(hash) {
                return holder
            }
            hash = Self.next(hash)
        }
        return nil
    }

    /// The node that holds the candidate of one of a key's hashes, `nil` if it is not accepted.
    @inline(__always)
    func accepted(_ hash: UInt64) -> Int? {
        let holder = slots.holder(uncheckedAt: shards.shard(ofHash: hash))
        guard holder != slots.nodeCount else { return nil }
        guard !thresholds.isEmpty else { return holder }
        let random = (hash ^ 0x8EBC_6AF0_9C88_C6E3).mixed(with: 0xA076_1D64_78BD_642F)
        return random <= thresholds.element(uncheckedAt: holder) ? holder : nil
    }

    /// The hash of the candidate behind the one of this hash.
    @inline(__always)
    static func next(_ hash: UInt64) -> UInt64 {
        // Like those above: odd, with bits all over, and other ones than the shard function's.
        (hash ^ 0xA076_1D64_78BD_642F).mixed(with: 0xE703_7ED1_A0B4_28DB)
    }

    /// Bytes of memory it takes.
    var byteCount: Int { slots.byteCount + thresholds.count * 8 }
}
