/// Numbered slots that remember who holds them: any node may leave and come back, nothing moves needlessly, and a lookup
/// takes about as long for a million nodes as for ten.
///
/// ```swift
/// var placement = try IncrementalSlotHash(["cache-a", "cache-b", "cache-c"])
/// try placement.remove("cache-b")    // its keys go to the other two, evenly; slot 1 is vacant
/// try placement.insert("cache-d")    // takes slot 1, and just the keys that were cache-b's
/// ```
///
/// Each node holds a slot, or several by its weight. A key has an endless row of candidates among the slots, each the shard
/// of another hash of the key by ``JumpBackHash``; its owner is the node of the first that is not vacant.
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
/// **It carries history**: which slots each node holds, and how many there are, the most that were ever held at one time.
/// Two processes agree only if these are equal, so hand over ``slots`` from one to the other; the ``checksum`` covers them,
/// so it tells.
///
/// ```swift
/// let copy = try IncrementalSlotHash(
///     placement.membership,
///     slots: Array(placement.slots),
///     weightPerSlot: placement.weightPerSlot
/// )
/// copy.checksum == placement.checksum    // true
/// ```
///
/// Slots never become fewer by themselves, not even vacant ones at the end: keys that passed these by would have other
/// candidates then, and move between nodes that stayed. So the keys of a node that came to a new slot and leaves again go to
/// all others, not back to whom they came from. Where most nodes have left for good, ``compacted()`` gives up the vacant
/// slots, and where only the newest are vacant, that brings such keys back.
///
/// Weights: a node holds its weight over ``weightPerSlot`` slots, rounded, and at least one. A change of weight moves keys to
/// that node or from it only; while it does not change the number of its slots, none but keys whose candidates were all
/// vacant.
///
/// Its ranking is the order in which a key's candidates meet the nodes.
///
/// - Lookup: O(slots / slots held) expected, which is O(1) while not nearly all are vacant. After 256 candidates in vain a
///   key's owner is the winner of ``RendezvousHash``. `swift run Benchmarks speed` had it take 10.9 times as long as hashing
///   the key with 10 nodes and 6.0 times with 1,000,000; where each lookup waits for the one before, 14 and 19 ns. As
///   with ``JumpBackHash`` a power of two is fastest: 3.8 times with 512 or 1024 nodes, 11.4 times with 513 or 1025.
/// - Build, and any change: O(slots). With 1,000,000 nodes, 0.4 s to build, 0.2 to 0.3 s for one that joins or leaves.
/// - Memory: 2 bytes a slot up to 65,534 nodes, 4 beyond, and what ``RendezvousHash`` takes.
/// - Source: passing over what is vacant, to the next of a row of pseudo-random slots, is due to Dong and Wang, "DxHash: A
///   Scalable Consistent Hash Based on the Pseudo-Random Sequence", 2021 (arXiv 2107.07930). With their slots, a power of
///   two, none can be added alone; a shard function lets them grow one by one.
public struct IncrementalSlotHash<Node: PlacementNode>: HashPlacement {
    public let membership: Membership<Node>
    public let hashFunction: HashFunction

    /// The weight that a slot stands for, a part of the history: it stays as it was when the first nodes joined.
    ///
    /// Unless told, the weight of those if all had the same, otherwise a sixteenth of their mean. 0 before that.
    public let weightPerSlot: Double

    @usableFromInline
    let probes: SlotProbes
    let scores: RendezvousScores

    /// A placement without history: the members hold the slots in the order of their ids.
    ///
    /// - Parameters:
    ///   - members: the nodes and their weights, in any order.
    ///   - weightPerSlot: the weight that a slot stands for. Where weights are equal now and will differ, a part of them.
    ///   - hashFunction: what keys and ids are hashed with.
    /// - Throws: ``PlacementError`` for a duplicate id, a weight or a `weightPerSlot` that is none, or more than 2²⁵ slots.
    @_disfavoredOverload  // An empty list is one of nodes and one of members; it shall not be ambiguous.
    public init(
        _ members: some Sequence<Member<Node>>,
        weightPerSlot: Double? = nil,
        hashFunction: HashFunction = .xxh3
    ) throws(PlacementError) {
        let membership = try Membership(members)
        let weightPerSlot = weightPerSlot ?? SlotCounts.defaultWeightPerSlot(membership)
        self.init(
            membership: membership,
            slots: try SlotCounts(membership, weightPerSlot: weightPerSlot).inOrder,
            weightPerSlot: weightPerSlot,
            hashFunction: hashFunction,
            scores: RendezvousScores(membership, hashFunction: hashFunction)
        )
    }

    /// A placement without history, of nodes that all have weight 1 and a slot each.
    ///
    /// - Throws: ``PlacementError`` for a duplicate id, or more than 2²⁵ nodes.
    public init(_ nodes: some Sequence<Node>, hashFunction: HashFunction = .xxh3) throws(PlacementError) {
        try self.init(Member.all(nodes), hashFunction: hashFunction)
    }

    /// Goes on from the history of another process's placement.
    ///
    /// - Parameters:
    ///   - members: the other placement's members, in any order.
    ///   - slots: the other placement's ``slots``: for each its holder's index in the order of ids, `nil` for a vacant one.
    ///   - weightPerSlot: the other placement's.
    ///   - hashFunction: the other placement's.
    /// - Throws: what the members alone would; ``PlacementError/invalidSlotOwner(_:slot:nodes:)``; and
    ///   ``PlacementError/wrongSlotCount(_:node:expected:)`` if a member does not hold as many slots as its weight says;
    ///   ``PlacementError/invalidSlots(_:allowed:)`` for more than 2²⁵ of them.
    public init(
        _ members: some Sequence<Member<Node>>,
        slots: some Collection<Int?>,
        weightPerSlot: Double,
        hashFunction: HashFunction = .xxh3
    ) throws(PlacementError) {
        let membership = try Membership(members)
        let expected = try SlotCounts(membership, weightPerSlot: weightPerSlot).byNode
        guard slots.count <= SlotCounts.limit else {
            throw .invalidSlots(slots.count, allowed: 0...SlotCounts.limit)
        }
        var counts = [Int](repeating: 0, count: membership.count)
        var list = SlotList(nodeCount: membership.count, capacity: slots.count)
        for (slot, holder) in slots.enumerated() {
            if let holder {
                guard membership.indices.contains(holder) else {
                    throw .invalidSlotOwner(holder, slot: slot, nodes: membership.count)
                }
                counts[holder] += 1
            }
            list.append(holder)
        }
        for index in membership.indices where counts[index] != expected[index] {
            throw .wrongSlotCount(counts[index], node: membership[index].id, expected: expected[index])
        }
        self.init(
            membership: membership,
            slots: membership.isEmpty ? SlotList(nodeCount: 0, capacity: 0) : list,
            weightPerSlot: weightPerSlot,
            hashFunction: hashFunction,
            scores: RendezvousScores(membership, hashFunction: hashFunction)
        )
    }

    init(
        membership: Membership<Node>,
        slots: SlotList,
        weightPerSlot: Double,
        hashFunction: HashFunction,
        scores: RendezvousScores
    ) {
        self.membership = membership
        self.hashFunction = hashFunction
        self.weightPerSlot = weightPerSlot
        self.scores = scores
        probes = SlotProbes(slots, hashFunction: hashFunction)
    }

    /// The slots with who holds them: what to hand over to another process. Empty if there are no nodes.
    public var slots: SlotList { probes.slots }

    @inlinable
    @inline(__always)
    public func ownerIndex(ofHash hash: UInt64) -> Int? {
        // Without nodes there are no slots to look at.
        guard probes.slots.nodeCount != 0 else { return nil }
        let holder = probes.holder(ofHash: hash)
        return holder == probes.slots.nodeCount ? ownerIndex(behind: hash) : holder
    }

    /// The owner of a hash whose first candidate is vacant. Not inlinable, so that it takes no room in a client's loop.
    @usableFromInline
    func ownerIndex(behind hash: UInt64) -> Int {
        probes.firstHolder(behind: hash) ?? scores.winner(ofHash: hash)
    }

    public typealias RankingIndices = SlotRanking

    public func rankingIndices(ofHash hash: UInt64) -> SlotRanking {
        SlotRanking(probes, scores: scores, hash: hash)
    }

    /// Bytes of memory it takes beside its members.
    public var byteCount: Int { slots.byteCount + scores.byteCount }

    public var checksum: UInt64 {
        var encoding = CanonicalEncoding(
            "incremental slots",
            hashFunction: hashFunction,
            // Not below 0, so its bits are a positive number.
            parameters: [Int(truncatingIfNeeded: weightPerSlot.bitPattern)],
            membership: membership
        )
        encoding.append(slots)
        return encoding.checksum
    }
}
