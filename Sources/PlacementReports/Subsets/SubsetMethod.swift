/// Clients, each of which is to talk to some of the servers.
public struct SubsetFleet: Hashable, Sendable {
    /// How many clients there are.
    public var clients: Int
    /// The servers' ids.
    public var servers: [String]
    /// How many servers each client is to talk to.
    public var size: Int

    public init(clients: Int, servers: [String], size: Int) {
        self.clients = clients
        self.servers = servers
        self.size = size
    }
}

/// A connection of a client.
public struct SubsetConnection: Hashable, Sendable {
    /// Which server, by its position in ``SubsetFleet/servers``.
    public let server: Int
    /// How much of it is the client's, above 0 and up to 1.
    public let fraction: Double

    public init(server: Int, fraction: Double = 1) {
        self.server = server
        self.fraction = fraction
    }
}

/// A way to choose servers for clients.
///
/// It is handed over, as what is measured here belongs to a module that this one doesn't depend on.
public struct SubsetMethod: Sendable {
    /// What people call it; different from the others.
    public let name: String
    /// Each client's connections.
    public let connections: @Sendable (SubsetFleet) throws -> [[SubsetConnection]]

    public init(_ name: String, connections: @escaping @Sendable (SubsetFleet) throws -> [[SubsetConnection]]) {
        self.name = name
        self.connections = connections
    }

    /// Servers taken by chance, as a client does that knows nothing of the others.
    public static func random(seed: UInt64) -> SubsetMethod {
        SubsetMethod("random") { fleet in
            (0..<fleet.clients).map { client in
                // Each client has numbers of its own, so that another client changes nothing for it.
                var generator = SplitMix64(seed: seed &+ UInt64(client) &* 0x2545_F491_4F6C_DD1D)
                return fleet.servers.indices.shuffled(using: &generator).prefix(fleet.size)
                    .map { SubsetConnection(server: $0) }
            }
        }
    }
}

/// A way to give each tenant a few servers.
public struct ShardMethod: Sendable {
    /// For servers and a shard's size, who a tenant's servers are, by their positions.
    public let shards: @Sendable (_ servers: [String], _ size: Int) throws -> @Sendable (_ tenant: Int) -> [Int]
    /// How likely two tenants have 0, 1, … servers in common.
    public let overlapProbabilities: @Sendable (_ servers: Int, _ size: Int) -> [Double]

    public init(
        shards: @escaping @Sendable (_ servers: [String], _ size: Int) throws -> @Sendable (_ tenant: Int) -> [Int],
        overlapProbabilities: @escaping @Sendable (_ servers: Int, _ size: Int) -> [Double]
    ) {
        self.shards = shards
        self.overlapProbabilities = overlapProbabilities
    }
}
