/// What changed between two lists of members: who joined, who left, whose weight or node value changed.
public struct MembershipUpdate<Node: PlacementNode>: Sendable {
    /// A member whose weight changed.
    public struct Reweighted: Hashable, Sendable {
        /// The node, as the new list has it.
        public let node: Node
        /// Its weight before.
        public let before: Double
        /// Its weight now.
        public let after: Double
    }

    /// The members before.
    public let before: Membership<Node>

    /// The members now.
    public let after: Membership<Node>

    /// For each index before, the same member's index now; `nil` for one that left.
    public let newIndices: [Int?]

    /// For each index now, the same member's index before; `nil` for one that joined.
    public let oldIndices: [Int?]

    init(before: Membership<Node>, after: Membership<Node>, newIndices: [Int?]) {
        self.before = before
        self.after = after
        self.newIndices = newIndices
        var oldIndices = [Int?](repeating: nil, count: after.count)
        for (old, new) in newIndices.enumerated() {
            if let new { oldIndices[new] = old }
        }
        self.oldIndices = oldIndices
    }

    /// The members that joined, in the order of their ids.
    public var joined: [Member<Node>] {
        after.indices.filter { oldIndices[$0] == nil }.map { after[$0] }
    }

    /// The members that left, in the order of their ids.
    public var left: [Member<Node>] {
        before.indices.filter { newIndices[$0] == nil }.map { before[$0] }
    }

    /// The members that stayed with another weight, in the order of their ids.
    public var reweighted: [Reweighted] {
        after.indices.compactMap { index in
            guard let old = oldIndices[index], before[old].weight != after[index].weight else { return nil }
            return Reweighted(node: after[index].node, before: before[old].weight, after: after[index].weight)
        }
    }

    /// The members that stayed under their id with another node value: a new address, say. No key moves for that.
    public var replaced: [Member<Node>] {
        after.indices.compactMap { index in
            guard let old = oldIndices[index], before[old].node != after[index].node else { return nil }
            return after[index]
        }
    }

    /// True when no member joined, left, changed its weight or was replaced.
    public var isEmpty: Bool { before == after && replaced.isEmpty }

    /// True if the member at this index before is gone or weighs less now: its keys may move.
    @inlinable
    public func hasLost(oldIndex: Int) -> Bool {
        guard let new = newIndices[oldIndex] else { return true }
        return after[new].weight < before[oldIndex].weight
    }

    /// True if the member at this index now is new or weighs more than before: keys may move to it.
    @inlinable
    public func hasGained(newIndex: Int) -> Bool {
        guard let old = oldIndices[newIndex] else { return true }
        return after[newIndex].weight > before[old].weight
    }
}
