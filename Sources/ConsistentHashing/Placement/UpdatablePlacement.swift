/// A placement whose members can change, each change giving what building it anew would give.
///
/// A conforming type says how it follows a ``MembershipUpdate``; the rest is built on that.
public protocol UpdatablePlacement<Node>: Placement {
    /// The placement of `update.after`, given that this one's members are `update.before`.
    ///
    /// Equal, checksum too, to one built from `update.after` at once, unless the placement carries history; only cheaper.
    ///
    /// - Throws: ``PlacementError/otherMembers`` if this placement's members are not `update.before`, and what the
    ///   placement's own limits call for.
    func applying(_ update: MembershipUpdate<Node>) throws(PlacementError) -> Self
}

extension UpdatablePlacement {
    /// The placement of these members, whoever they are: what a discovery delivers. The change is merged once.
    ///
    /// - Returns: the new placement, and who joined, left or changed weight.
    /// - Throws: what building it from these members would; this placement stays as it is.
    @_disfavoredOverload  // An empty list is one of nodes and one of members; it shall not be ambiguous.
    public func updated(
        to members: some Sequence<Member<Node>>
    ) throws(PlacementError) -> (placement: Self, update: MembershipUpdate<Node>) {
        let update = membership.update(to: try Membership(members))
        return (try applying(update), update)
    }

    /// The placement of these nodes, all of weight 1: see ``updated(to:)``.
    public func updated(
        to nodes: some Sequence<Node>
    ) throws(PlacementError) -> (placement: Self, update: MembershipUpdate<Node>) {
        try updated(to: Member.all(nodes))
    }

    /// Adds a node. Keys move to it, and nowhere else, unless the placement is one that moves keys needlessly.
    ///
    /// - Throws: ``PlacementError/duplicateNode(id:)``, ``PlacementError/invalidWeight(_:node:)``, and what the
    ///   placement's own limits call for.
    public mutating func insert(_ node: Node, weight: Double = 1) throws(PlacementError) {
        self = try applying(try membership.inserting(Member(node, weight: weight)))
    }

    /// Takes a node out; its keys go to others, with most placements to the next of their ranking.
    ///
    /// - Returns: the member removed, `nil` if no member has this node's id.
    @discardableResult
    public mutating func remove(_ node: Node) throws(PlacementError) -> Member<Node>? {
        try remove(id: node.nodeID)
    }

    /// Takes out the node with this id: see ``remove(_:)``.
    @discardableResult
    public mutating func remove(id: String) throws(PlacementError) -> Member<Node>? {
        guard let index = membership.index(ofID: id) else { return nil }
        let member = membership[index]
        self = try applying(membership.removing(at: index))
        return member
    }

    /// Gives a node another weight. Keys move to it or from it, and nowhere else, unless the placement is one that moves
    /// keys needlessly.
    ///
    /// - Throws: ``PlacementError/unknownNode(id:)``, ``PlacementError/invalidWeight(_:node:)``, and what the
    ///   placement's own limits call for.
    public mutating func setWeight(_ weight: Double, of node: Node) throws(PlacementError) {
        try setWeight(weight, ofID: node.nodeID)
    }

    /// Gives the node with this id another weight: see ``setWeight(_:of:)``.
    public mutating func setWeight(_ weight: Double, ofID id: String) throws(PlacementError) {
        guard let index = membership.index(ofID: id) else {
            throw .unknownNode(id: id)
        }
        self = try applying(try membership.settingWeight(weight, at: index))
    }

    /// Refuses an update that belongs to another placement: its indices would mean nothing here.
    func check(_ update: MembershipUpdate<Node>) throws(PlacementError) {
        guard update.before == membership else { throw .otherMembers }
    }
}
