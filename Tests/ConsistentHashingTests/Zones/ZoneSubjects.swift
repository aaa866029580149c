import ConsistentHashing

/// A node that knows its zone.
struct ZoneServer: PlacementNode {
    let nodeID: String
    let zone: Int
}

/// Every placement over the same members, under their names.
func everyPlacement<Node>(
    _ members: [Member<Node>]
) throws(PlacementError) -> [(name: String, placement: any HashPlacement<Node>)] {
    [
        ("ring", try HashRing(members, virtualNodes: 8)),
        ("rendezvous", try RendezvousHash(members)),
        ("rendezvous table", try RendezvousTable(members, slotCount: 512)),
        ("Maglev", try MaglevTable(members, slotCount: 251)),
        ("slots", try IncrementalSlotHash(members)),
    ]
}

/// Servers in the zones given, in this order, with weights that repeat 1, 2, 1.5 if they are not equal.
func zoneServers(_ zones: [Int], weighted: Bool = false) -> [Member<ZoneServer>] {
    zones.enumerated().map { index, zone in
        Member(
            ZoneServer(nodeID: "server-\(index)", zone: zone),
            weight: weighted ? [1, 2, 1.5][index % 3] : 1
        )
    }
}

/// What the rule says, from its words: again and again the most preferred node left, of those in a zone that was used
/// least among the zones which still have nodes.
enum ZoneOracle {
    static func replicas(ranking: [ZoneServer], count: Int) -> [ZoneServer] {
        var left = ranking
        var uses: [Int: Int] = [:]
        var replicas: [ZoneServer] = []
        while replicas.count < count {
            guard let least = left.map({ uses[$0.zone, default: 0] }).min(),
                let next = left.firstIndex(where: { uses[$0.zone, default: 0] == least })
            else { break }
            let server = left.remove(at: next)
            uses[server.zone, default: 0] += 1
            replicas.append(server)
        }
        return replicas
    }

    /// Every way to put `count` nodes into zones, zones numbered as they appear: 203 for six.
    static func allZones(_ count: Int) -> [[Int]] {
        (0..<count).reduce([[]]) { lists, _ in
            lists.flatMap { list in
                (0...((list.max() ?? -1) + 1)).map { list + [$0] }
            }
        }
    }
}
