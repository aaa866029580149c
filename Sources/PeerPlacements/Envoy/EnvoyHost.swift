#if Peers
    public import ConsistentHashing

    /// A host of an Envoy cluster.
    public struct EnvoyHost: PlacementNode {
        /// The address as text, `ip:port`; IPv6 in brackets. The node's id.
        public var address: String
        /// `load_balancing_weight`, a whole number from 1 on.
        public var weight: Int
        /// Endpoint metadata `envoy.lb` → `hash_key`: hashed in place of the address if it is not empty.
        public var hashKey: String?
        /// The endpoint's host name, which `use_hostname_for_hashing` hashes.
        public var hostname: String?
        /// The name of the host's locality, for locality weights.
        public var locality: String?
        /// False for a host that failed its health checks.
        public var isHealthy: Bool

        public init(
            _ address: String,
            weight: Int = 1,
            hashKey: String? = nil,
            hostname: String? = nil,
            locality: String? = nil,
            isHealthy: Bool = true
        ) {
            self.address = address
            self.weight = weight
            self.hashKey = hashKey
            self.hostname = hostname
            self.locality = locality
            self.isHealthy = isHealthy
        }

        public var nodeID: String { address }

        /// What Envoy hashes for this host.
        func label(usesHostname: Bool) -> String {
            if let hashKey, !hashKey.isEmpty { return hashKey }
            if usesHostname, let hostname { return hostname }
            return address
        }
    }

    /// The hosts that a table or ring is made of, in configuration order, with Envoy's labels and normalised weights.
    struct EnvoyHosts {
        struct Host {
            let label: String
            let weight: Double
            let index: Int
        }

        let nodes: PeerNodes<EnvoyHost>
        let hosts: [Host]
        let checksumRows: [[String]]

        /// - Parameter localityWeights: by name; empty for none.
        init(
            _ hosts: some Sequence<EnvoyHost>,
            usesHostname: Bool,
            localityWeights: [String: Int],
            panicThreshold: Int
        ) throws(PeerPlacementError) {
            let configured = Array(hosts)
            try PeerNodes.check(configured, weight: { $0.weight }, allowed: 1...Int(UInt32.max))
            nodes = try PeerNodes(configured) { Double($0.weight) }
            guard (0...100).contains(panicThreshold) else {
                throw .invalidOption("healthy_panic_threshold", value: panicThreshold, allowed: 0...100)
            }
            let healthy = configured.indices.filter { configured[$0].isHealthy }
            // Envoy's panic: with too few healthy hosts, health is disregarded.
            let isPanic = 100 * healthy.count < panicThreshold * configured.count
            let used = isPanic ? Array(configured.indices) : healthy
            self.hosts = try Self.normalised(
                used,
                nodes: nodes,
                usesHostname: usesHostname,
                localityWeights: localityWeights
            )
            checksumRows = configured.enumerated().map { place, host in
                [
                    host.address, host.label(usesHostname: usesHostname), String(host.weight), host.locality ?? "",
                    String(used.contains(place)),
                ]
            }
        }

        private static func normalised(
            _ used: [Int],
            nodes: PeerNodes<EnvoyHost>,
            usesHostname: Bool,
            localityWeights: [String: Int]
        ) throws(PeerPlacementError) -> [Host] {
            func share(_ group: [Int], of groupShare: Double) -> [Host] {
                let sum = Double(group.reduce(0) { $0 + nodes.configured[$1].weight })
                return group.map { place in
                    let host = nodes.configured[place]
                    return Host(
                        label: host.label(usesHostname: usesHostname),
                        // Envoy multiplies first, then divides; the other way round rounds otherwise.
                        weight: Double(host.weight) * groupShare / sum,
                        index: nodes.indices[place]
                    )
                }
            }
            guard !localityWeights.isEmpty else { return share(used, of: 1) }
            for (name, weight) in localityWeights where !(0...Int(UInt32.max)).contains(weight) {
                throw .invalidOption("the weight of locality \(name)", value: weight, allowed: 0...Int(UInt32.max))
            }
            var order: [String] = []
            var groups: [String: [Int]] = [:]
            for (place, host) in nodes.configured.enumerated() {
                guard let locality = host.locality, localityWeights[locality] != nil else {
                    throw .unknownLocality(host.locality, node: host.address)
                }
                if groups[locality] == nil { order.append(locality) }
                groups[locality, default: []].append(place)
            }
            let sum = localityWeights.values.reduce(0.0) { $0 + Double($1) }
            let isUsed = Set(used)
            return order.flatMap { name -> [Host] in
                guard let weight = localityWeights[name], weight > 0, let group = groups[name] else { return [] }
                return share(group.filter(isUsed.contains), of: Double(weight) / sum)
            }
        }
    }
#endif
