/// A Maglev table that remembers: a change moves slots to or from the nodes it touches, and next to none between others.
///
/// ```swift
/// var table = try IncrementalMaglevTable(["backend-1", "backend-2", "backend-3"])
/// try table.insert("backend-4")    // takes a quarter of the slots; no other slot changes hands
/// ```
///
/// Built at once, it is a ``MaglevTable``. A change then fills only what it must: the slots of nodes that left are claimed
/// by those that are due more, and a node that joins claims slots of those that have more than their due. A node's due is
/// its share of the slots, rounded down or up; one that has either keeps what it has.
///
///     before         b a b a c c a      c leaves
///     what stays     b a b a · · a
///     after          b a b a b a a      a and b claim what c had, in turn
///
/// **It carries history.** Two processes agree only if they went through the same changes in the same order, or if one
/// took the other's ``TablePlacement/slots`` over; the ``checksum`` covers those, so it tells. Where history can't be
/// shared, take ``MaglevTable``, or ``RendezvousTable``, which moves nothing needlessly either.
///
/// Its ranking is the slot's owner, then the others by rendezvous hashing for the slot's number.
///
/// - Lookup: O(1). Build: as ``MaglevTable``. A change: O(slots) for one node, more where many shares change.
/// - Memory: as ``MaglevTable``.
/// - Source: Maglev, NSDI 2016; the incremental rule is this package's.
public struct IncrementalMaglevTable<Node: PlacementNode>: TablePlacement {
    public let membership: Membership<Node>
    public let hashFunction: HashFunction
    public let slots: SlotTable
    let scores: RendezvousScores

    /// How many slots the table has, a prime.
    public let slotCount: Int

    /// A table without history: its slots are those of a ``MaglevTable`` of the same members.
    ///
    /// - Throws: what ``MaglevTable`` throws.
    @_disfavoredOverload  // An empty list is one of nodes and one of members; it shall not be ambiguous.
    public init(
        _ members: some Sequence<Member<Node>>,
        slotCount: Int = MaglevTable<Node>.defaultSlotCount,
        hashFunction: HashFunction = .xxh3
    ) throws(PlacementError) {
        self.init(try MaglevTable(members, slotCount: slotCount, hashFunction: hashFunction))
    }

    /// A table without history, of nodes that all have weight 1.
    ///
    /// - Throws: what ``MaglevTable`` throws.
    public init(
        _ nodes: some Sequence<Node>,
        slotCount: Int = MaglevTable<Node>.defaultSlotCount,
        hashFunction: HashFunction = .xxh3
    ) throws(PlacementError) {
        try self.init(Member.all(nodes), slotCount: slotCount, hashFunction: hashFunction)
    }

    /// Goes on from a Maglev table.
    public init(_ table: MaglevTable<Node>) {
        self.init(
            membership: table.membership,
            hashFunction: table.hashFunction,
            scores: table.scores,
            slotCount: table.slotCount,
            slots: table.slots
        )
    }

    /// Goes on from the history of another process's table.
    ///
    /// ```swift
    /// let copy = try IncrementalMaglevTable(table.membership, slots: Array(table.slots))
    /// copy.checksum == table.checksum    // true
    /// ```
    ///
    /// - Parameters:
    ///   - members: the other table's members, in any order.
    ///   - slots: the other table's ``TablePlacement/slots``: for each slot its owner's index in the order of ids.
    ///   - hashFunction: the other table's.
    /// - Throws: what ``MaglevTable`` throws for as many slots; ``PlacementError/invalidSlotOwner(_:slot:nodes:)``; and
    ///   ``PlacementError/tooFewSlots(_:nodes:withoutSlot:needed:)`` for a member that owns none of them.
    public init(
        _ members: some Sequence<Member<Node>>,
        slots: some Collection<Int>,
        hashFunction: HashFunction = .xxh3
    ) throws(PlacementError) {
        let membership = try Membership(members)
        try MaglevTable.check(slotCount: slots.count, membership)
        var isOwner = [Bool](repeating: false, count: membership.count)
        for (slot, owner) in slots.enumerated() {
            guard membership.indices.contains(owner) else {
                throw .invalidSlotOwner(owner, slot: slot, nodes: membership.count)
            }
            isOwner[owner] = true
        }
        if let index = isOwner.firstIndex(of: false) {
            throw .tooFewSlots(
                slots.count,
                nodes: membership.count,
                withoutSlot: membership.ids[index],
                needed: nil
            )
        }
        self.init(
            membership: membership,
            hashFunction: hashFunction,
            scores: RendezvousScores(membership, hashFunction: hashFunction),
            slotCount: slots.count,
            slots: SlotTable(
                owners: CompactIndices(slots, below: membership.count, count: slots.count),
                nodeCount: membership.count,
                hashFunction: hashFunction
            )
        )
    }

    private init(
        membership: Membership<Node>,
        hashFunction: HashFunction,
        scores: RendezvousScores,
        slotCount: Int,
        slots: SlotTable
    ) {
        self.membership = membership
        self.hashFunction = hashFunction
        self.scores = scores
        self.slotCount = slotCount
        self.slots = slots
    }

    public typealias RankingIndices = RendezvousRanking

    public func rankingIndices(ofHash hash: UInt64) -> RendezvousRanking {
        slots.ranking(ofHash: hash, scores: scores, hashFunction: hashFunction)
    }

    /// Bytes of memory the table takes beside its members.
    public var byteCount: Int { slots.byteCount + scores.byteCount }

    public var checksum: UInt64 {
        var encoding = CanonicalEncoding(
            "incremental maglev",
            hashFunction: hashFunction,
            parameters: [slotCount],
            membership: membership
        )
        encoding.append(slots.lazy.map { $0 })
        return encoding.checksum
    }
}

extension IncrementalMaglevTable: UpdatablePlacement {
    /// Moves slots to or from the nodes that the update touches. Unlike with other placements, what comes out depends on
    /// what was there before.
    ///
    /// When the first node joins, or the last one has left, there is no history to keep: the table is filled anew.
    public func applying(_ update: MembershipUpdate<Node>) throws(PlacementError) -> IncrementalMaglevTable {
        try check(update)
        try MaglevTable.check(slotCount: slotCount, update.after)
        let scores = scores.applying(update, hashFunction: hashFunction)
        let owners: CompactIndices
        if slots.isEmpty || update.after.isEmpty {
            owners = MaglevFiller.owners(of: update.after, slotCount: slotCount, hashFunction: hashFunction)
        } else {
            var refill = MaglevRefill(update, slots: slots, hashFunction: hashFunction)
            owners = refill.owners()
        }
        return IncrementalMaglevTable(
            membership: update.after,
            hashFunction: hashFunction,
            scores: scores,
            slotCount: slotCount,
            slots: SlotTable(owners: owners, nodeCount: update.after.count, hashFunction: hashFunction)
        )
    }
}
