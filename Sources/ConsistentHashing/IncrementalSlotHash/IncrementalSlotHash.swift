/// Numbered slots that remember who holds them: any node may leave and come back, nothing moves needlessly, and a lookup
/// takes the same time for ten nodes and for a million.
///
/// ```swift
/// var placement = try IncrementalSlotHash(["cache-a", "cache-b", "cache-c"])
/// try placement.remove("cache-b")    // its keys go to the other two, evenly; slot 1 is vacant
/// try placement.insert("cache-d")    // takes slot 1, and just the keys that were cache-b's
/// ```
///
/// Each node holds a slot. A key has an endless row of candidates among the slots, each the shard of another hash of the key
/// by ``JumpBackHash``; its owner is the node of the first that is not vacant.
///
///     slot              0   1   2   3   4
///     held by           a   ·   c   d   ·
///
///     a key's candidates      1   4   2   0   1   3   …
///     its owner               ·   ·   c                      its ranking: c, a, d
///
/// A node that leaves makes its slot vacant: its keys go on to their next candidates, and no other key looks at that slot. A
/// node that joins takes the lowest vacant slot and with it the keys that passed it by, or else a new one at the end, which
/// takes an equal part from every other, as a shard function does. **The order in which nodes leave doesn't matter**, and
/// when one leaves, every key's ranking is what it was without it.
///
/// **It carries history**: which slot each node holds, and how many slots there are, the most nodes that there ever were at
/// one time. Two processes agree only if these are equal, so hand over ``slots`` from one to the other; the ``checksum``
/// covers them, so it tells.
///
/// ```swift
/// let copy = try IncrementalSlotHash(
///     placement.membership,
///     slots: Array(placement.slots),
///     heaviestWeight: placement.heaviestWeight
/// )
/// copy.checksum == placement.checksum    // true
/// ```
///
/// Slots never become fewer by themselves, not even vacant ones at the end: keys that passed these by would have other
/// candidates then, and move between nodes that stayed. Where most nodes have left for good, ``compacted()`` gives up the
/// vacant slots for the price of such moves.
///
/// Weights: a candidate is accepted with a probability of its node's weight over ``heaviestWeight``. So weights are
/// followed exactly, in expectation, and a change of one moves keys to that node or from it only. A weight above
/// ``heaviestWeight`` is refused; very unequal weights take many candidates.
///
/// Its ranking is the order in which nodes are first accepted.
///
/// - Lookup: O(slots · heaviest weight / sum of weights) expected, which is O(1) while most slots are held. After 256
///   candidates in vain a key's owner is the winner of ``RendezvousHash``. Build, and any change: O(slots).
/// - Memory: 2 bytes a slot up to 65,534 nodes, 4 beyond, 8 bytes a node if weights differ, and what ``RendezvousHash``
///   takes.
/// - Source: the idea of passing over vacant slots is that of Dong and Wang, "DxHash: A Scalable Consistent Hash Based on
///   the Pseudo-Random Sequence", 2021 (arXiv 2107.07930), where slots can only be doubled; a shard function lets them
///   grow one by one.
public struct IncrementalSlotHash<Node: PlacementNode>: HashPlacement {
    public let membership: Membership<Node>
    public let hashFunction: HashFunction

    /// The weight of a node that is accepted wherever it is a candidate: what others are compared with, part of the history.
    ///
    /// The largest weight that there was when the first nodes joined, unless told. 0 before that.
    public let heaviestWeight: Double

    @usableFromInline
    let probes: SlotProbes
    private let scores: RendezvousScores

    /// A placement without history: the members hold the slots in the order of their ids.
    ///
    /// - Parameters:
    ///   - members: the nodes and their weights, in any order.
    ///   - heaviestWeight: the largest weight that any member will ever have; the largest of these members' unless told.
    ///   - hashFunction: what keys and ids are hashed with.
    /// - Throws: ``PlacementError`` for a duplicate id, a weight that is none, a `heaviestWeight` that is none, or one that is
    ///   exceeded.
    @_disfavoredOverload  // An empty list is one of nodes and one of members; it shall not be ambiguous.
    public init(
        _ members: some Sequence<Member<Node>>,
        heaviestWeight: Double? = nil,
        hashFunction: HashFunction = .xxh3
    ) throws(PlacementError) {
        let membership = try Membership(members)
        let heaviestWeight = heaviestWeight ?? Self.largestWeight(membership)
        try Self.check(heaviestWeight: heaviestWeight, membership)
        self.init(
            membership: membership,
            holders: try Self.checked(Array(membership.indices)),
            heaviestWeight: heaviestWeight,
            hashFunction: hashFunction,
            scores: RendezvousScores(membership, hashFunction: hashFunction)
        )
    }

    /// A placement without history, of nodes that all have weight 1.
    ///
    /// - Throws: ``PlacementError`` for a duplicate id.
    public init(_ nodes: some Sequence<Node>, hashFunction: HashFunction = .xxh3) throws(PlacementError) {
        try self.init(nodes.lazy.map { Member($0) }, hashFunction: hashFunction)
    }

    /// Goes on from the history of another process's placement.
    ///
    /// - Parameters:
    ///   - members: the other placement's members, in any order.
    ///   - slots: the other placement's ``slots``: for each its holder's index in the order of ids, `nil` for a vacant one.
    ///   - heaviestWeight: the other placement's. Another one is allowed, and moves keys.
    ///   - hashFunction: the other placement's.
    /// - Throws: what the members alone would; ``PlacementError/invalidSlotOwner(_:slot:nodes:)``,
    ///   ``PlacementError/nodeInTwoSlots(id:_:_:)`` and ``PlacementError/nodeWithoutSlot(id:)`` if each member does not hold
    ///   exactly one slot; ``PlacementError/invalidSlots(_:allowed:)`` for too many of them.
    public init(
        _ members: some Sequence<Member<Node>>,
        slots: some Collection<Int?>,
        heaviestWeight: Double,
        hashFunction: HashFunction = .xxh3
    ) throws(PlacementError) {
        let membership = try Membership(members)
        try Self.check(heaviestWeight: heaviestWeight, membership)
        var slotOfNode = [Int?](repeating: nil, count: membership.count)
        for case (let slot, let holder?) in slots.enumerated() {
            guard membership.indices.contains(holder) else {
                throw .invalidSlotOwner(holder, slot: slot, nodes: membership.count)
            }
            if let first = slotOfNode[holder] {
                throw .nodeInTwoSlots(id: membership[holder].id, first, slot)
            }
            slotOfNode[holder] = slot
        }
        if let index = slotOfNode.firstIndex(of: nil) {
            throw .nodeWithoutSlot(id: membership[index].id)
        }
        self.init(
            membership: membership,
            holders: try Self.checked(membership.isEmpty ? [] : Array(slots)),
            heaviestWeight: heaviestWeight,
            hashFunction: hashFunction,
            scores: RendezvousScores(membership, hashFunction: hashFunction)
        )
    }

    private init(
        membership: Membership<Node>,
        holders: [Int?],
        heaviestWeight: Double,
        hashFunction: HashFunction,
        scores: RendezvousScores
    ) {
        self.membership = membership
        self.hashFunction = hashFunction
        self.heaviestWeight = heaviestWeight
        self.scores = scores
        probes = SlotProbes(
            membership,
            slots: SlotList(holders, nodeCount: membership.count),
            heaviestWeight: heaviestWeight,
            hashFunction: hashFunction
        )
    }

    /// The slots with who holds them: what to hand over to another process. Empty if there are no nodes.
    public var slots: SlotList { probes.slots }

    @inlinable
    @inline(__always)
    public func ownerIndex(ofHash hash: UInt64) -> Int? {
        // Without nodes there are no slots to look at.
        guard !membership.isEmpty else { return nil }
        if probes.thresholds.isEmpty {
            let holder = probes.firstHolder(ofHash: hash)
            if holder != probes.slots.nodeCount { return holder }
        }
        return ownerIndex(probing: hash)
    }

    /// Not inlinable, so that it takes no room in a client's loop. There must be nodes.
    @usableFromInline
    func ownerIndex(probing hash: UInt64) -> Int {
        probes.firstAccepted(ofHash: hash) ?? scores.winner(ofHash: hash)
    }

    public typealias RankingIndices = SlotRanking

    public func rankingIndices(ofHash hash: UInt64) -> SlotRanking {
        SlotRanking(probes, scores: scores, hash: hash)
    }

    /// The number of the slot that a node holds, `nil` if it is no member. O(slots).
    public func slot(of node: Node) -> Int? {
        membership.index(ofID: node.nodeID).flatMap { slots.firstIndex(of: $0) }
    }

    /// Bytes of memory it takes beside its members.
    public var byteCount: Int { probes.byteCount + scores.byteCount }

    public var checksum: UInt64 {
        var encoding = CanonicalEncoding(
            "incremental slots",
            hashFunction: hashFunction,
            // A weight is not below 0, so its bits are a positive number.
            parameters: [Int(truncatingIfNeeded: heaviestWeight.bitPattern)],
            membership: membership
        )
        encoding.append(slots)
        return encoding.checksum
    }

    private static func largestWeight(_ membership: Membership<Node>) -> Double {
        membership.lazy.map(\.weight).max() ?? 0
    }

    private static func checked(_ holders: [Int?]) throws(PlacementError) -> [Int?] {
        guard holders.count <= JumpBackHash.allowedShardCounts.upperBound else {
            throw .invalidSlots(holders.count, allowed: JumpBackHash.allowedShardCounts)
        }
        return holders
    }

    private static func check(heaviestWeight: Double, _ membership: Membership<Node>) throws(PlacementError) {
        // Without nodes there may have been no weight yet.
        if membership.isEmpty, heaviestWeight.bitPattern == 0 { return }
        guard heaviestWeight.isFinite, heaviestWeight > 0 else {
            throw .invalidHeaviestWeight(heaviestWeight)
        }
        for member in membership where member.weight > heaviestWeight {
            throw .weightAboveHeaviest(member.weight, node: member.id, heaviest: heaviestWeight)
        }
    }
}

extension IncrementalSlotHash: UpdatablePlacement {
    /// Makes slots vacant, then lets the nodes that joined, in the order of their ids, take the lowest vacant ones.
    ///
    /// When the first node joins, or the last one has left, there is no history to keep: slots begin anew, and the heaviest
    /// weight rises to what is needed.
    ///
    /// - Throws: also ``PlacementError/weightAboveHeaviest(_:node:heaviest:)``.
    public func applying(_ update: MembershipUpdate<Node>) throws(PlacementError) -> IncrementalSlotHash {
        try check(update)
        let after = update.after
        let isAnew = slots.isEmpty || after.isEmpty
        if !isAnew {
            try Self.check(heaviestWeight: heaviestWeight, after)
        }
        return IncrementalSlotHash(
            membership: after,
            holders: try Self.checked(isAnew ? Array(after.indices) : holders(after: update)),
            heaviestWeight: isAnew ? Swift.max(heaviestWeight, Self.largestWeight(after)) : heaviestWeight,
            hashFunction: hashFunction,
            scores: scores.applying(update, hashFunction: hashFunction)
        )
    }

    private func holders(after update: MembershipUpdate<Node>) -> [Int?] {
        var holders = slots.map { $0.flatMap { update.newIndices[$0] } }
        var slot = 0
        for index in update.after.indices where update.oldIndices[index] == nil {
            while slot < holders.count, holders[slot] != nil {
                slot += 1
            }
            if slot < holders.count {
                holders[slot] = index
            } else {
                holders.append(index)
            }
        }
        return holders
    }

    /// The same nodes in as many slots, so that each lookup finds a node at once. **Moves keys needlessly.**
    ///
    /// Nodes whose slot's number is below the number of nodes keep it; the others take the vacant ones among these, in the
    /// order of their slots. All processes have to do it at once, as with every change.
    ///
    /// How many keys move depends on how many slots go: with one vacant slot of 100, 1 % of them, with half vacant, half.
    public func compacted() -> IncrementalSlotHash {
        var kept = Array(slots.prefix(membership.count))
        var moving = slots.dropFirst(membership.count).compactMap { $0 }[...]
        for slot in kept.indices where kept[slot] == nil {
            kept[slot] = moving.popFirst()
        }
        return IncrementalSlotHash(
            membership: membership,
            holders: kept,
            heaviestWeight: heaviestWeight,
            hashFunction: hashFunction,
            scores: scores
        )
    }
}
