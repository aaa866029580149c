/// A value that assigns every key to a node.
///
/// A placement is a pure function of its members, their weights and its parameters: two processes that have the same
/// ones agree on every key, and equal ``checksum``s prove that they have.
///
/// ```swift
/// let ring = try HashRing(["cache-a", "cache-b", "cache-c"])
/// ring.owner(of: "user:1")                 // the node that owns the key
/// ring.replicas(of: "user:1", count: 2)    // the owner, and who takes over from it
/// ```
///
/// Placements are values: changing one makes another, and a reader that holds the old one goes on undisturbed.
public protocol Placement<Node>: Sendable {
    /// What keys are placed on.
    associatedtype Node: PlacementNode

    /// Node indices in the order in which a key prefers them.
    associatedtype RankingIndices: Sequence<Int>

    /// The nodes and their weights, in the order of their ids. A node's position there is its index.
    var membership: Membership<Node> { get }

    /// 64 bits that are equal where members, weights, algorithm and parameters are: see <doc:Checksum>. O(n).
    var checksum: UInt64 { get }

    /// The index of the node that owns a key, `nil` if there are no nodes.
    func ownerIndex<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> Int?

    /// The indices of the nodes that own keys, in the keys' order: for each, what `ownerIndex(of:)` gives.
    ///
    /// For whoever has all of them at hand, as one who asks a cache for a hundred: a placement may hash several side by side, and takes
    /// as long as for each by itself otherwise.
    func ownerIndices<Key: PlacementKey>(of keys: [Key]) -> [Int?]

    /// All nodes' indices in the order in which a key prefers them; the first is the owner's.
    func rankingIndices<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> RankingIndices
}

extension Placement {
    /// The members' nodes, in the order of their ids.
    public var nodes: [Node] { membership.map(\.node) }

    /// The weight of the member with this node's id, `nil` if there is none. O(log n).
    public func weight(of node: Node) -> Double? {
        weight(ofID: node.nodeID)
    }

    /// The weight of the member with this id, `nil` if there is none. O(log n).
    public func weight(ofID id: String) -> Double? {
        membership.index(ofID: id).map { membership.weights[$0] }
    }

    /// True if a member has this node's id. O(log n).
    public func contains(_ node: Node) -> Bool {
        contains(id: node.nodeID)
    }

    /// True if a member has this id. O(log n).
    public func contains(id: String) -> Bool {
        membership.index(ofID: id) != nil
    }

    /// The node that owns a key, `nil` if there are no nodes.
    @inlinable
    @inline(__always)
    public func owner<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> Node? {
        guard let index = ownerIndex(of: key) else { return nil }
        return membership[index].node
    }

    @inlinable
    public func ownerIndices<Key: PlacementKey>(of keys: [Key]) -> [Int?] {
        keys.map { ownerIndex(of: $0) }
    }

    /// The nodes that own keys, in the keys' order: for each, what ``owner(of:)`` gives.
    ///
    /// ```swift
    /// ring.owners(of: ["user:1", "user:2"])    // as many nodes
    /// ```
    @inlinable
    public func owners<Key: PlacementKey>(of keys: [Key]) -> [Node?] {
        ownerIndices(of: keys).map { $0.map { membership[$0].node } }
    }

    /// All nodes in the order in which a key prefers them, worked out as they are asked for.
    ///
    /// The first is the owner, the first *k* are its replicas. It is what a caller walks to pass over nodes that are
    /// out: as every process walks the same way, all agree on who stands in.
    ///
    /// Cost: the first is a lookup. A ring walks on from there; the others score all nodes when the second is asked for.
    @inlinable
    public func ranking<Key: PlacementKey & ~Copyable & ~Escapable>(
        of key: borrowing Key
    ) -> some Sequence<Node> {
        Ranking(indices: rankingIndices(of: key), membership: membership)
    }

    /// The first `count` distinct nodes of a key's ranking: its owner first, then who takes over in turn.
    ///
    /// Fewer if there are fewer nodes. The answer for a smaller count is a prefix of the answer for a larger one.
    @inlinable
    public func replicas<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key, count: Int) -> [Node] {
        Array(ranking(of: key).prefix(max(0, count)))
    }
}
