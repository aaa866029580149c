extension HashRing {
    /// Merges the joining nodes' points with those that stay: O(n · virtual nodes), and no hash or sort for a node that
    /// was a member before.
    public func applying(_ update: MembershipUpdate<Node>) throws(PlacementError) -> HashRing {
        try check(update)
        let after = update.after
        try Self.check(virtualNodes: virtualNodes, nodes: after.count)
        let joined = RingPoints(
            of: after.indices.lazy.filter { update.oldIndices[$0] == nil }.map { (id: after.ids[$0], index: $0) },
            nodes: after.count,
            virtualNodes: virtualNodes,
            hashFunction: hashFunction
        )
        return HashRing(
            membership: after,
            points: points.merging(joined, newIndices: update.newIndices, nodes: after.count),
            virtualNodes: virtualNodes,
            hashFunction: hashFunction
        )
    }
}
