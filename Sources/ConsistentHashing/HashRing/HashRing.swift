/// Consistent hashing on a ring: each node has points on it, and a key belongs to the node that its way clockwise leads to.
///
/// ```swift
/// var ring = try HashRing(["cache-a", "cache-b", "cache-c"])
/// ring.owner(of: "user:1")        // "cache-b"
/// try ring.insert("cache-d")      // about a quarter of the keys move, all of them to cache-d
/// ```
///
/// Every node has the same number of points, ``virtualNodes``, whose places depend on its id alone. A key belongs to
/// the node for which *clockwise distance to its next point / weight* is smallest. With equal weights that is simply
/// the first point clockwise, the classic ring. With unequal ones a node of twice the weight reaches twice as far:
///
///     hash                 ───────────a─────b───────────a──
///     weights 1 and 1      aaaaaaaaaaaabbbbbbaaaaaaaaaaaaaa
///     weights 1 and 2      bbbbbaaaaaaabbbbbbaaaaaaaaaaaabb
///
/// So shares follow weights in expectation, memory does not grow with a weight, a weight of any size is heard, and
/// nothing moves needlessly: a change of weight moves keys to or from that node only. Which arcs that gives is worked
/// out when the ring is built, in whole numbers, so that a lookup stays one search.
///
/// Its ranking is by that same quotient: with equal weights, the distinct nodes clockwise.
///
/// - Lookup: O(1) expected. Build: O(n · virtual nodes). Insert, remove, change: the same, by merging, without sorting.
/// - Memory: 19 bytes a point; with more than 65,535 nodes 16 to 20. With unequal weights at most twice that and 10 more.
///   A ring of up to 255 nodes takes 262 kB more, unless it has more than 40,801 arcs: as many as points, with unequal weights at
///   most twice that. See ``byteCount``.
/// - Balance: with 160 points a node, the largest share is about 1.3 times the mean; see <doc:WhichPlacement>.
/// - Source: Karger et al., "Consistent Hashing and Random Trees", STOC 1997. The weighted form is this package's.
public struct HashRing<Node: PlacementNode>: UpdatablePlacement, HashRangePlacement {
    public let membership: Membership<Node>

    /// How many points each node has.
    public let virtualNodes: Int

    public let hashFunction: HashFunction

    let points: RingPoints

    /// The nodes' weights, `nil` when all are the same.
    let weights: [Weight]?

    @usableFromInline
    package let arcs: ArcIndex
    /// The keys whose owners slots tell, but for a few.
    @usableFromInline
    let slotKeys: QuickKeys

    /// The most points a ring can hold, over all its nodes.
    static var pointLimit: Int { 1 << 30 }

    /// The ring of these members.
    ///
    /// - Parameters:
    ///   - members: the nodes and their weights, in any order.
    ///   - virtualNodes: how many points each has, from 1 to 65,536. More balance better, and take more memory.
    ///   - hashFunction: what keys and ids are hashed with.
    /// - Throws: ``PlacementError`` for a duplicate id, a weight that is none, a number of virtual nodes that is not
    ///   allowed, or too many points.
    @_disfavoredOverload  // An empty list is one of nodes and one of members; it shall not be ambiguous.
    public init(
        _ members: some Sequence<Member<Node>>,
        virtualNodes: Int = 160,
        hashFunction: HashFunction = .xxh3
    ) throws(PlacementError) {
        let membership = try Membership(members)
        try Self.check(virtualNodes: virtualNodes, nodes: membership.count)
        self.init(
            membership: membership,
            points: RingPoints(
                of: membership.ids.enumerated().lazy.map { (id: $1, index: $0) },
                nodes: membership.count,
                virtualNodes: virtualNodes,
                hashFunction: hashFunction
            ),
            virtualNodes: virtualNodes,
            hashFunction: hashFunction
        )
    }

    /// The ring of these nodes, all of weight 1.
    ///
    /// - Throws: ``PlacementError`` for a duplicate id, a number of virtual nodes that is not allowed, or too many points.
    public init(
        _ nodes: some Sequence<Node>,
        virtualNodes: Int = 160,
        hashFunction: HashFunction = .xxh3
    ) throws(PlacementError) {
        try self.init(Member.all(nodes), virtualNodes: virtualNodes, hashFunction: hashFunction)
    }

    /// - Parameter arcs: what they are with equal weights, if that is known.
    init(
        membership: Membership<Node>,
        points: RingPoints,
        virtualNodes: Int,
        hashFunction: HashFunction,
        arcs: ArcIndex? = nil
    ) {
        self.membership = membership
        self.points = points
        self.virtualNodes = virtualNodes
        self.hashFunction = hashFunction
        weights = membership.isUniform ? nil : membership.weights.map(Weight.init)
        self.arcs =
            weights.map { WeightedArcs(points: points, weights: $0).index }
            ?? arcs ?? ArcIndex(ends: points.positions, owners: points.owners)
        slotKeys = QuickKeys(where: hashFunction.algorithm == .xxh3 && self.arcs.hasSlots)
    }

    static func check(virtualNodes: Int, nodes: Int) throws(PlacementError) {
        guard (1...65_536).contains(virtualNodes) else {
            throw .invalidVirtualNodes(virtualNodes, allowed: 1...65_536)
        }
        guard nodes <= pointLimit / virtualNodes else {
            throw .tooManyPoints(nodes: nodes, virtualNodes: virtualNodes, limit: pointLimit)
        }
    }

    @inlinable
    @inline(__always)
    public func ownerIndex(ofHash hash: UInt64) -> Int? {
        arcs.owner(ofHash: hash)
    }

    @inlinable
    @inline(__always)
    public func ownerIndex<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> Int? {
        key.withKeyBytes { arcs.owner(of: $0, hashFunction, slotKeys: slotKeys) }
    }

    public var checksum: UInt64 {
        CanonicalEncoding(
            "ring",
            hashFunction: hashFunction,
            parameters: [virtualNodes],
            membership: membership
        ).checksum
    }
}
