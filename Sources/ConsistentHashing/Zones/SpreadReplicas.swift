/// A key's replicas, spread across zones: a collection of nodes that also says what it could not do.
///
/// ```swift
/// let replicas = ring.replicas(of: "user:1", count: 5, spreadAcross: \.zone)
/// replicas.first                 // the owner
/// replicas.zones                 // the zone of each, in the same order
/// replicas.missingCount          // 2, if there are three nodes only
/// replicas.usedZoneCount         // 3: no node's loss takes more than one of three zones
/// ```
///
/// Two things can fall short, and neither is hidden: there may be fewer nodes than were asked for (``missingCount``),
/// and fewer zones than replicas (``existingZoneCount``), so that some share one.
public struct SpreadReplicas<Node: PlacementNode, Zone: Hashable>: RandomAccessCollection {
    /// The replicas, the owner first.
    public let nodes: [Node]

    /// The zone of each replica, in the same order.
    public let zones: [Zone]

    /// How many replicas were asked for; 0 for less than 0.
    public let requestedCount: Int

    /// How many different zones the replicas are in.
    public let usedZoneCount: Int

    /// How many different zones all nodes of the placement are in.
    public let existingZoneCount: Int

    @inlinable
    init(nodes: [Node], zones: [Zone], requestedCount: Int, usedZoneCount: Int, existingZoneCount: Int) {
        self.nodes = nodes
        self.zones = zones
        self.requestedCount = requestedCount
        self.usedZoneCount = usedZoneCount
        self.existingZoneCount = existingZoneCount
    }

    /// How many replicas are missing because there are no more nodes.
    @inlinable
    public var missingCount: Int { requestedCount - nodes.count }

    @inlinable
    public var startIndex: Int { 0 }
    @inlinable
    public var endIndex: Int { nodes.count }
    @inlinable
    public subscript(index: Int) -> Node { nodes[index] }
}

extension SpreadReplicas: Equatable {}
extension SpreadReplicas: Hashable {}
extension SpreadReplicas: Sendable where Zone: Sendable {}
