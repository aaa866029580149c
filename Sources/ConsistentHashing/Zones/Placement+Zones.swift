extension Placement {
    /// The first `count` nodes of a key, spread across zones: no zone twice while another is unused, then as even as
    /// possible.
    ///
    /// ```swift
    /// struct Server: PlacementNode {
    ///     var nodeID: String
    ///     var zone: String
    /// }
    ///
    /// let replicas = ring.replicas(of: "user:1", count: 3, spreadAcross: \.zone)
    /// replicas.missingCount      // 0: there are three nodes
    /// replicas.usedZoneCount     // 3: each in a zone of its own
    /// ```
    ///
    /// The first is the owner. The answer for a smaller count is a prefix of the answer for a larger one. Nodes of the
    /// same round (all zones' first ones, all zones' second ones, …) are in the order of the ranking.
    ///
    /// Cost: asks for the zone of all n nodes, and hashes them, whatever `count` is. To ask for many keys, keep a
    /// ``ZonedPlacement``, which has done that once.
    ///
    /// - Parameters:
    ///   - key: the key.
    ///   - count: how many nodes. None for 0 and less; all, and a shortfall, for more than there are.
    ///   - zone: a node's zone: a data centre, a rack, a power supply.
    @inlinable
    public func replicas<Key: PlacementKey & ~Copyable & ~Escapable, Zone: Hashable>(
        of key: borrowing Key,
        count: Int,
        spreadAcross zone: (Node) -> Zone
    ) -> SpreadReplicas<Node, Zone> {
        ZonedPlacement(self, zone: zone).replicas(of: key, count: count)
    }
}

extension HashPlacement {
    /// The first `count` nodes of the keys with this hash, spread across zones: see
    /// ``Placement/replicas(of:count:spreadAcross:)``.
    @inlinable
    public func replicas<Zone: Hashable>(
        ofHash hash: UInt64,
        count: Int,
        spreadAcross zone: (Node) -> Zone
    ) -> SpreadReplicas<Node, Zone> {
        ZonedPlacement(self, zone: zone).replicas(ofHash: hash, count: count)
    }
}
