/// Rendezvous hashing worked out ahead: a table of slots, each owned by the node that wins the slot's number.
///
/// ```swift
/// let table = try RendezvousTable(["cache-a", "cache-b", "cache-c"])
/// table.owner(of: "user:1")
/// ```
///
/// A lookup multiplies the key's hash into a slot and reads its owner: O(1), whatever the number of nodes. Slots keep
/// what rendezvous hashing promises keys: a change of members moves slots to or from the changed nodes only.
///
///     hash      0 ────────────────────────────── 2⁶⁴
///     slots     │ b │ a │ a │ c │ b │ c │ a │ b │ c │    each owned by its best node
///
/// The number of slots is a parameter, never derived from the number of nodes, so that adding a node moves nothing by
/// itself. The more slots a node has, the nearer its share is to its weight: with *s* slots a node the largest share is
/// about `1 + 3.4 / √s` times the mean at 1000 nodes.
///
/// Its ranking is rendezvous hashing's for the slot's number.
///
/// - Lookup: O(1). Build: O(n · slots). Insert: O(slots); remove: O(slots) expected; a changed weight: O(slots).
/// - Memory: a byte a slot up to 256 nodes, 2 up to 65,535, 4 beyond, beside the scores of ``RendezvousHash``.
/// - Source: rendezvous hashing as in ``RendezvousHash``; a table of it is what Redis-like slot maps and shard maps are.
public struct RendezvousTable<Node: PlacementNode>: TablePlacement {
    public let membership: Membership<Node>
    public let hashFunction: HashFunction
    let scores: RendezvousScores

    /// How many slots the table has.
    public let slotCount: Int

    public let slots: SlotTable

    /// The number of slots unless told: 131,072, so 131 a node at 1000 nodes.
    ///
    /// Each doubling takes about a third off what the largest share has above the mean. This is the last one that lookups
    /// hardly feel, and has a shift where others have a multiplication. Measured at 1000 nodes of equal weight (shares: the
    /// median over 21 sets of nodes; lookups: 65,536 keys of 16 bytes, on a core with 1 MB of second-level cache):
    ///
    /// | slots | largest share over mean | lookup, as a multiple of the key's hash alone |
    /// | --- | --- | --- |
    /// | 65,536 | 1.43 | 1.7 |
    /// | 131,072 | 1.30 | 1.6 |
    /// | 262,144 | 1.20 | 2.3 |
    /// | 524,288 | 1.15 | 2.9 |
    /// | 1,048,576 | 1.10 | 5.0 |
    ///
    /// It is enough for about 10,000 nodes of equal weight; a node whose share is below a ten thousandth may be left
    /// without a slot, which is an error that says so.
    public static var defaultSlotCount: Int { SlotTable.shiftedCount }

    static var allowedSlotCounts: ClosedRange<Int> { 1...(1 << 30) }

    /// The table of these members.
    ///
    /// - Parameters:
    ///   - members: the nodes and their weights, in any order.
    ///   - slotCount: how many slots, from 1 to 2³⁰. Peers that are to agree must use the same number.
    ///   - hashFunction: what keys, slot numbers and ids are hashed with.
    /// - Throws: ``PlacementError`` for a duplicate id, a weight that is none, a number of slots that is not allowed, or too
    ///   few to give each node one.
    @_disfavoredOverload  // An empty list is one of nodes and one of members; it shall not be ambiguous.
    public init(
        _ members: some Sequence<Member<Node>>,
        slotCount: Int = RendezvousTable.defaultSlotCount,
        hashFunction: HashFunction = .xxh3
    ) throws(PlacementError) {
        guard Self.allowedSlotCounts.contains(slotCount) else {
            throw .invalidSlots(slotCount, allowed: Self.allowedSlotCounts)
        }
        let membership = try Membership(members)
        let scores = RendezvousScores(membership, hashFunction: hashFunction)
        let filler = RendezvousFiller(scores: scores, slotCount: slotCount, hashFunction: hashFunction)
        try self.init(
            membership: membership,
            hashFunction: hashFunction,
            scores: scores,
            slotCount: slotCount,
            owners: filler.owners()
        )
    }

    /// The table of these nodes, all of weight 1.
    ///
    /// - Throws: ``PlacementError`` for a duplicate id, a number of slots that is not allowed, or too few to give each
    ///   node one.
    public init(
        _ nodes: some Sequence<Node>,
        slotCount: Int = RendezvousTable.defaultSlotCount,
        hashFunction: HashFunction = .xxh3
    ) throws(PlacementError) {
        try self.init(Member.all(nodes), slotCount: slotCount, hashFunction: hashFunction)
    }

    private init(
        membership: Membership<Node>,
        hashFunction: HashFunction,
        scores: RendezvousScores,
        slotCount: Int,
        owners: CompactIndices
    ) throws(PlacementError) {
        self.membership = membership
        self.hashFunction = hashFunction
        self.scores = scores
        self.slotCount = slotCount
        slots = SlotTable(owners: owners, nodeCount: membership.count, hashFunction: hashFunction)
        try checkEachNodeHasASlot()
    }

    private func checkEachNodeHasASlot() throws(PlacementError) {
        var isOwner = [Bool](repeating: false, count: membership.count)
        for owner in slots {
            isOwner[owner] = true
        }
        guard let index = isOwner.firstIndex(of: false) else { return }
        let filler = RendezvousFiller(scores: scores, slotCount: slotCount, hashFunction: hashFunction)
        throw .tooFewSlots(
            slotCount,
            nodes: membership.count,
            withoutSlot: membership.ids[index],
            needed: filler.slotCountNeeded(within: Self.allowedSlotCounts)
        )
    }

    @inlinable
    @inline(__always)
    public func ownerIndex<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> Int? {
        key.withKeyBytes { slots.owner(of: $0, hashFunction, isShifted: true) }
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
            "rendezvous table",
            hashFunction: hashFunction,
            parameters: [slotCount],
            membership: membership
        ).checksum
    }
}

extension RendezvousTable: UpdatablePlacement {
    /// Compares each slot's owner with the nodes that gained, and works out anew only the slots of nodes that lost.
    public func applying(_ update: MembershipUpdate<Node>) throws(PlacementError) -> RendezvousTable {
        try check(update)
        let scores = scores.applying(update, hashFunction: hashFunction)
        let filler = RendezvousFiller(scores: scores, slotCount: slotCount, hashFunction: hashFunction)
        let gained = update.after.indices.filter { update.hasGained(newIndex: $0) }
        // What most slots need is to be compared with the few that gained; when that is most nodes, begin afresh.
        let isFresh = slots.isEmpty || gained.count > update.after.count / 2
        return try RendezvousTable(
            membership: update.after,
            hashFunction: hashFunction,
            scores: scores,
            slotCount: slotCount,
            owners: isFresh
                ? filler.owners()
                : filler.owners(from: slots.indices(below: membership.count), update: update, gained: gained)
        )
    }
}
