/// A key that a bounded assignment moved from one node to another.
public struct BoundedMove<Node: PlacementNode>: Hashable, Sendable {
    /// The key's hash.
    public let hash: UInt64
    /// The node that held it.
    public let from: Node
    /// The node that holds it now.
    public let to: Node
}

/// What assigning a key did.
public struct BoundedChange<Node: PlacementNode>: Hashable, Sendable {
    /// The node that holds the key.
    public let owner: Node
    /// How many nodes the key passed over, because they were full: 0 if it is with its owner in the placement.
    public let extraProbes: Int
    /// Keys held before that moved, by ascending hash.
    public let moves: [BoundedMove<Node>]
}

/// What following a change of nodes did: which keys moved, and how that compares with the placement without a bound.
public struct BoundedMovement<Node: PlacementNode>: Sendable {
    /// The keys that moved, by ascending hash.
    public let moves: [BoundedMove<Node>]

    /// Moved and needless keys, and the minimum.
    public let bounded: Movement

    /// The same for the same keys, had each stayed with its owner in the placement, full or not.
    public let unbounded: Movement
}
