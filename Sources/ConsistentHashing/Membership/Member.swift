/// A node of a placement, with its weight.
public struct Member<Node: PlacementNode>: Sendable {
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

extension Member {
    /// Some nodes as members, all of weight 1.
    static func all(_ nodes: some Sequence<Node>) -> [Member] { all(Array(nodes)) }

    @_specialize(where Node == String)
    private static func all(_ nodes: [Node]) -> [Member] {
        var members: [Member] = []
        members.reserveCapacity(nodes.count)
        for node in nodes {
            members.append(Member(node))
        }
        return members
    }
}

extension Member: Hashable {
    /// Equal nodes with equal weights, whose ids are the same bytes: `String`'s `==` alone would take "é" for "e\u{301}".
    public static func == (first: Member, second: Member) -> Bool {
        IDOrder.equal(first.id, second.id) && first.weight == second.weight && first.node == second.node
    }

    public func hash(into hasher: inout Hasher) {
        id.withKeyBytes { bytes in bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
        hasher.combine(weight)
    }
}
