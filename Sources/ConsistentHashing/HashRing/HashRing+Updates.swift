extension HashRing {
    /// Merges the joining nodes' points with those that stay: O(n · virtual nodes), and no hash or sort for a node that
    /// was a member before.
    public func applying(_ update: MembershipUpdate<Node>) throws(PlacementError) -> HashRing {
        try check(update)
        let after = update.after
        try Self.check(virtualNodes: virtualNodes, nodes: after.count)
        let joined = points(of: after, where: update.oldIndices.map { $0 == nil })
        let merged = points.merging(joined, newIndices: update.newIndices, nodes: after.count)
        return HashRing(
            membership: after,
            points: merged,
            virtualNodes: virtualNodes,
            hashFunction: hashFunction,
            arcs: weights == nil && after.isUniform ? arcs(of: merged, joined: joined, update) : nil
        )
    }

    /// The points of those members for which it is true.
    private func points(of members: Membership<Node>, where isIn: [Bool]) -> RingPoints {
        RingPoints(
            of: members.indices.lazy.filter { isIn[$0] }.map { (id: members.ids[$0], index: $0) },
            nodes: members.count,
            virtualNodes: virtualNodes,
            hashFunction: hashFunction
        )
    }

    /// The arcs after an update, by what of these changes. All weights are the same, before and after.
    private func arcs(of points: RingPoints, joined: RingPoints, _ update: MembershipUpdate<Node>) -> ArcIndex {
        let left = self.points(of: update.before, where: update.newIndices.map { $0 == nil })
        return ArcIndex(
            arcs,
            ends: points.positions,
            owners: points.owners,
            joined: Array(joined.positions.prefix(joined.count)),
            left: Array(left.positions.prefix(left.count)),
            newIndices: update.newIndices
        )
    }
}
