import ConsistentHashing
import LoadBalancing
import PlacementReports

extension SubsetMethod {
    /// The subsets of `LoadBalancing`.
    static var all: [SubsetMethod] {
        [
            SubsetMethod("rendezvous") { fleet in
                try connections(fleet) { try RendezvousSubset(client: "client-\($0)", size: fleet.size) }
            },
            SubsetMethod("rocksteadier") { fleet in
                try connections(fleet) { try RocksteadierSubset(client: $0, size: fleet.size) }
            },
            SubsetMethod("aperture") { fleet in
                try connections(fleet) { try DeterministicAperture(client: $0, of: fleet.clients, size: fleet.size) }
            },
        ]
    }

    private static func connections(
        _ fleet: SubsetFleet,
        _ subset: (Int) throws -> some ServerSubset
    ) throws -> [[SubsetConnection]] {
        let servers = try Membership(fleet.servers.map { Member($0) })
        let positions = Dictionary(uniqueKeysWithValues: zip(fleet.servers, fleet.servers.indices))
        return try (0..<fleet.clients).map { client in
            try subset(client).members(of: servers).map { member in
                SubsetConnection(server: positions[servers[member.index].id] ?? 0, fraction: member.fraction)
            }
        }
    }
}

extension ShardMethod {
    /// The shuffle shards of `LoadBalancing`.
    static var shuffleShards: ShardMethod {
        ShardMethod(
            shards: { servers, size in
                let membership = try Membership(servers.map { Member($0) })
                let shards = try ShuffleShards(membership, size: size)
                let positions = Dictionary(uniqueKeysWithValues: zip(servers, servers.indices))
                let places = membership.map { positions[$0.id] ?? 0 }
                return { tenant in shards.members(of: tenant).map { places[$0] } }
            },
            overlapProbabilities: { ShuffleShards.overlapProbabilities(servers: $0, size: $1) ?? [] }
        )
    }
}
