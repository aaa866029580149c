#if Peers
    public import ConsistentHashing

    /// A server of a libmemcached client.
    public struct LibmemcachedServer: PlacementNode {
        /// `host:port`, the host as the client is given it; without a port, 11211. The node's id.
        public var address: String
        /// A whole number from 1 on.
        public var weight: Int

        public init(_ address: String, weight: Int = 1) {
            self.address = address
            self.weight = weight
        }

        public var nodeID: String { address }
    }

    /// A client's servers, checked, in the order in which it numbers them.
    struct LibmemcachedServers {
        let nodes: PeerNodes<LibmemcachedServer>
        let addresses: [HostAndPort]

        init(_ servers: some Sequence<LibmemcachedServer>, sortHosts: Bool) throws(PeerPlacementError) {
            var entries: [(server: LibmemcachedServer, address: HostAndPort)] = []
            for server in servers {
                entries.append((server, try HostAndPort(server.address)))
            }
            if sortHosts {
                // By the host's bytes, as strcmp compares them, then by the port's number.
                entries.sort { first, second in
                    if first.address.host.utf8.elementsEqual(second.address.host.utf8) {
                        return first.address.port < second.address.port
                    }
                    return first.address.host.utf8.lexicographicallyPrecedes(second.address.host.utf8)
                }
            }
            try PeerNodes.check(entries.map(\.server), weight: { $0.weight }, allowed: 1...Int(UInt32.max))
            nodes = try PeerNodes(entries.map(\.server)) { Double($0.weight) }
            addresses = entries.map(\.address)
        }

        var checksumRows: [[String]] { nodes.configured.map { [$0.address, String($0.weight)] } }
    }
#endif
