/// A placement together with the zone of each of its nodes: what replicas are spread across.
///
/// ```swift
/// let zoned = ZonedPlacement(ring, zone: \.zone)
/// zoned.replicas(of: "user:1", count: 3)      // three nodes, in three zones if there are as many
/// ```
///
/// ``Placement/replicas(of:count:spreadAcross:)`` makes one of these for every call. Where that is too much, keep one,
/// and make another when the placement changes: it asks for each node's zone once.
///
/// The rule: the *k*-th node of its zone in the key's ranking belongs to round *k*. Replicas are taken round by round, and
/// within a round in the order of the ranking.
///
///     ranking     a   b   c   d   e   f   g
///     zone        1   1   2   1   2   3   1
///     round       1   2   1   3   2   1   4
///     replicas    a c f   b e   d   g
///
/// So no zone is used twice while another is unused, none three times while another that still has nodes was used once,
/// and so on; the first is the owner; and the answer for a smaller count is a prefix of the one for a larger.
/// A zone is what its `==` says it is; nothing depends on its `hashValue`.
///
/// - Cost: to make, O(n) calls of the function and O(n) hashes of zones. An answer walks the ranking only until the last
///   replica is found, and takes memory in the number of zones and replicas beside the ranking's own.
/// - Source: the rule is that of Cassandra's NetworkTopologyStrategy for racks, carried on beyond the first round.
public struct ZonedPlacement<Base: Placement, Zone: Hashable> {
    /// The placement whose rankings are walked.
    public let placement: Base

    /// The different zones, in the order in which the members name them first.
    public let zones: [Zone]

    /// For each node index its zone's position in ``zones``.
    @usableFromInline
    let zoneIndices: [Int]

    /// For each round where it begins among the replicas: the number of nodes in rounds before it.
    @usableFromInline
    let roundStarts: [Int]

    /// The placement with each node's zone.
    ///
    /// - Parameters:
    ///   - placement: any placement.
    ///   - zone: a node's zone. Called once for each node, in the order of their ids.
    @inlinable
    public init(_ placement: Base, zone: (Base.Node) -> Zone) {
        self.placement = placement
        var zones: [Zone] = []
        var sizes: [Int] = []
        var roundSizes: [Int] = []
        var positions: [Zone: Int] = [:]
        zoneIndices = placement.membership.map { member in
            let nodeZone = zone(member.node)
            let position = positions[nodeZone] ?? zones.count
            if position == zones.count {
                positions[nodeZone] = position
                zones.append(nodeZone)
                sizes.append(0)
            }
            // As large as the number of zones that have a node for that round.
            if sizes[position] == roundSizes.count { roundSizes.append(0) }
            roundSizes[sizes[position]] += 1
            sizes[position] += 1
            return position
        }
        self.zones = zones
        var start = 0
        roundStarts = roundSizes.map { size in
            defer { start += size }
            return start
        }
    }

    /// The first `count` nodes of a key, spread across the zones: see ``ZonedPlacement`` for the rule.
    @inlinable
    public func replicas<Key: PlacementKey & ~Copyable & ~Escapable>(
        of key: borrowing Key,
        count: Int
    ) -> SpreadReplicas<Base.Node, Zone> {
        count > 0 ? replicas(in: placement.rankingIndices(of: key), count: count) : replicas(in: [], count: 0)
    }

    @inlinable
    func replicas(in ranking: some Sequence<Int>, count: Int) -> SpreadReplicas<Base.Node, Zone> {
        let wanted = Swift.min(count, zoneIndices.count)
        // Each node's place among the replicas follows from its round, so nothing is sorted, and the walk ends when
        // all places are taken.
        var places = [Int](repeating: 0, count: wanted)
        var nextPlaces = roundStarts
        var met = [Int](repeating: 0, count: zones.count)
        var left = wanted
        var usedZones = 0
        var indices = ranking.makeIterator()
        while left > 0, let index = indices.next() {
            let zone = zoneIndices[index]
            let round = met[zone]
            met[zone] += 1
            let place = nextPlaces[round]
            guard place < wanted else { continue }
            nextPlaces[round] += 1
            places[place] = index
            left -= 1
            usedZones += round == 0 ? 1 : 0
        }
        return SpreadReplicas(
            nodes: places.map { placement.membership[$0].node },
            zones: places.map { zones[zoneIndices[$0]] },
            requestedCount: Swift.max(0, count),
            usedZoneCount: usedZones,
            existingZoneCount: zones.count
        )
    }
}

extension ZonedPlacement where Base: HashPlacement {
    /// The first `count` nodes of the keys with this hash, spread across the zones.
    @inlinable
    public func replicas(ofHash hash: UInt64, count: Int) -> SpreadReplicas<Base.Node, Zone> {
        count > 0 ? replicas(in: placement.rankingIndices(ofHash: hash), count: count) : replicas(in: [], count: 0)
    }
}

extension ZonedPlacement: Sendable where Zone: Sendable {}
