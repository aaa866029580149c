/// A node of a placement, with its weight.
public struct Member<Node: PlacementNode>: Hashable, Sendable {
    /// The node.
    public let node: Node

    /// How much of the keys the node is to own, beside the weights of the others: finite and above 0.
    ///
    /// A member may be made with any number; building a placement from it throws if it is not a weight.
    public let weight: Double

    /// The node's id, asked for once.
    public let id: String

    /// A member of the given weight, 1 unless told.
    public init(_ node: Node, weight: Double = 1) {
        self.node = node
        self.weight = weight
        var id = node.nodeID
        id.makeContiguousUTF8()
        self.id = id
    }
}
