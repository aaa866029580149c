#if Peers
    public import ConsistentHashing

    /// A server of a twemproxy pool.
    public struct TwemproxyServer: PlacementNode {
        /// `host:port`. The node's id.
        public var address: String
        /// A whole number from 1 on. Heard with names too, whatever twemproxy's notes say.
        public var weight: Int
        /// The name behind the address in the configuration, hashed in its place.
        public var name: String?

        public init(_ address: String, weight: Int = 1, name: String? = nil) {
            self.address = address
            self.weight = weight
            self.name = name
        }

        public var nodeID: String { address }
    }

    /// A pool's servers, checked, with their labels.
    struct TwemproxyServers {
        let nodes: PeerNodes<TwemproxyServer>
        let labels: [String]

        init(_ servers: some Sequence<TwemproxyServer>) throws(PeerPlacementError) {
            let configured = Array(servers)
            try PeerNodes.check(configured, weight: { $0.weight }, allowed: 1...Int(Int32.max))
            nodes = try PeerNodes(configured) { Double($0.weight) }
            var labels: [String] = []
            for server in configured {
                let address = try HostAndPort(server.address)
                labels.append(server.name ?? address.label)
            }
            self.labels = labels
        }

        var checksumRows: [[String]] {
            zip(nodes.configured, labels).map { [$0.address, $1, String($0.weight)] }
        }
    }

    /// How twemproxy comes from a key to its hash.
    @usableFromInline
    struct TwemproxyKeyHash: Sendable {
        let hash: TwemproxyHash
        let tag: TwemproxyHashTag?

        @usableFromInline
        func of(_ bytes: RawSpan) -> UInt32 {
            // An empty key is not hashed.
            guard bytes.byteCount > 0 else { return 0 }
            return tag?.withHashed(bytes, hash.hash(bytes:)) ?? hash.hash(bytes: bytes)
        }

        var options: [String] {
            [hash.rawValue] + (tag.map { ["\($0.first) \($0.second)"] } ?? [])
        }
    }
#endif
