/// Maglev hashing: a table of slots that the nodes fill in turn, so that all have the same number of them, give or take
/// one.
///
/// ```swift
/// let table = try MaglevTable(["backend-1", "backend-2", "backend-3"])
/// table.owner(of: "10.0.0.7:51234")
/// ```
///
/// Each node has its own order of preference over the slots. They take turns, each claiming the first slot it prefers
/// that is still free; a node of half the weight takes every other turn.
///
///     slot          0   1   2   3   4   5   6
///     a prefers     3   0   4   1   5   2   6        a takes 3, then 1, then 6
///     b prefers     0   2   4   6   1   3   5        b takes 0, then 2
///     c prefers     3   4   5   6   0   1   2        c takes 4, then 5
///     owner         b   a   b   a   c   c   a
///
/// That gives the best balance of all the placements here. Its price: when a node comes or goes, slots of other nodes
/// move too, few but needlessly (about 0.6 % of the keys when one of 1000 nodes leaves). Where that is too much, take
/// ``RendezvousTable``, or ``IncrementalMaglevTable``, which carries history instead.
///
/// Its ranking is the slot's owner, then the others by rendezvous hashing for the slot's number.
///
/// - Lookup: O(1). Build, and any change: O(slots · log slots) expected, with equal weights.
/// - Memory: a byte a slot up to 256 nodes, 2 up to 65,535, 4 beyond, and what ``RendezvousHash`` takes.
/// - Source: Eisenbud et al., "Maglev: A Fast and Reliable Software Network Load Balancer", NSDI 2016, § 3.4; weights as
///   Envoy has them.
public struct MaglevTable<Node: PlacementNode>: TablePlacement {
    public let membership: Membership<Node>
    public let hashFunction: HashFunction
    let scores: RendezvousScores

    /// How many slots the table has, a prime.
    public let slotCount: Int

    public let slots: SlotTable

    /// The number of slots unless told: 65,537, the smaller of the paper's two.
    public static var defaultSlotCount: Int { 65_537 }

    static var allowedSlotCounts: ClosedRange<Int> { 2...Int(Int32.max) }

    /// The table of these members.
    ///
    /// - Parameters:
    ///   - members: the nodes and their weights, in any order.
    ///   - slotCount: how many slots, a prime up to 2³¹ − 1 and no fewer than nodes; a hundred a node or more, if
    ///     shares are to be within 1 %.
    ///   - hashFunction: what keys, slot numbers and ids are hashed with.
    /// - Throws: ``PlacementError`` for a duplicate id, a weight that is none, a number of slots that is no prime, or
    ///   fewer slots than nodes.
    @_disfavoredOverload  // An empty list is one of nodes and one of members; it shall not be ambiguous.
    public init(
        _ members: some Sequence<Member<Node>>,
        slotCount: Int = MaglevTable.defaultSlotCount,
        hashFunction: HashFunction = .xxh3
    ) throws(PlacementError) {
        let membership = try Membership(members)
        try Self.check(slotCount: slotCount, membership)
        self.init(
            membership: membership,
            hashFunction: hashFunction,
            scores: RendezvousScores(membership, hashFunction: hashFunction),
            slotCount: slotCount
        )
    }

    /// The table of these nodes, all of weight 1.
    ///
    /// - Throws: ``PlacementError`` for a duplicate id, a number of slots that is no prime, or fewer slots than nodes.
    public init(
        _ nodes: some Sequence<Node>,
        slotCount: Int = MaglevTable.defaultSlotCount,
        hashFunction: HashFunction = .xxh3
    ) throws(PlacementError) {
        try self.init(Member.all(nodes), slotCount: slotCount, hashFunction: hashFunction)
    }

    private init(
        membership: Membership<Node>,
        hashFunction: HashFunction,
        scores: RendezvousScores,
        slotCount: Int
    ) {
        self.membership = membership
        self.hashFunction = hashFunction
        self.scores = scores
        self.slotCount = slotCount
        slots = SlotTable(
            owners: MaglevFiller.owners(of: membership, slotCount: slotCount, hashFunction: hashFunction),
            nodeCount: membership.count,
            hashFunction: hashFunction
        )
    }

    static func check(slotCount: Int, _ membership: Membership<Node>) throws(PlacementError) {
        guard Self.allowedSlotCounts.contains(slotCount) else {
            throw .invalidSlots(slotCount, allowed: Self.allowedSlotCounts)
        }
        guard Primes.isPrime(slotCount) else {
            throw .slotsNotPrime(
                slotCount,
                below: Primes.previous(below: slotCount),
                above: Primes.next(from: slotCount)
            )
        }
        guard membership.count <= slotCount else {
            throw .tooFewSlots(
                slotCount,
                nodes: membership.count,
                withoutSlot: membership.ids[slotCount],
                needed: Primes.next(from: membership.count)
            )
        }
    }

    public typealias RankingIndices = RendezvousRanking

    public func rankingIndices(ofHash hash: UInt64) -> RendezvousRanking {
        slots.ranking(ofHash: hash, scores: scores, hashFunction: hashFunction)
    }

    public func firstIndex(inRankingOfHash hash: UInt64, where isWanted: (_ index: Int) -> Bool) -> Int? {
        slots.firstIndex(inRankingOfHash: hash, scores: scores, hashFunction: hashFunction, where: isWanted)
    }

    /// Bytes of memory the table takes beside its members.
    public var byteCount: Int { slots.byteCount + scores.byteCount }

    public var checksum: UInt64 {
        CanonicalEncoding(
            "maglev",
            hashFunction: hashFunction,
            parameters: [slotCount],
            membership: membership
        ).checksum
    }
}

extension MaglevTable: UpdatablePlacement {
    /// Fills the table anew: what one node takes depends on what all others took before.
    public func applying(_ update: MembershipUpdate<Node>) throws(PlacementError) -> MaglevTable {
        try check(update)
        try Self.check(slotCount: slotCount, update.after)
        return MaglevTable(
            membership: update.after,
            hashFunction: hashFunction,
            scores: scores.applying(update, hashFunction: hashFunction),
            slotCount: slotCount
        )
    }
}
