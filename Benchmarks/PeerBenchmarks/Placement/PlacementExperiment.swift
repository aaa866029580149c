#if Peers
    import CLibmemcached
    import ConsistentHashing
    import PeerPlacements
    import PlacementReports
    import Timing

    /// Measures the lookups of every peer's placement, for each number of nodes.
    struct PlacementExperiment {
        let sizes: [Int]
        let keys: SpeedKeys
        private let rounds: PairedBatches.Rounds
        private(set) var results = PlacementResults()

        init(sizes: [Int], isQuick: Bool) {
            self.sizes = sizes
            keys = SpeedKeys(count: isQuick ? 512 : SpeedKeys.defaultCount)
            rounds = isQuick ? .fewest : .within(.milliseconds(1500))
        }

        /// Measures everything. `progress` is told how far it is, and what comes next.
        mutating func run(progress: (Double, String) -> Void) throws {
            for (place, nodes) in sizes.enumerated() {
                progress(Double(place) / Double(sizes.count), "\(nodes) nodes")
                try measure(nodes: nodes)
            }
            progress(1, "")
        }

        private mutating func measure(nodes: Int) throws {
            let hosts = NumberedNodes(count: nodes).ids
            let addresses = hosts.map { $0 + ":11211" }
            let ours = Ours(ring: try HashRing(hosts), table: try MaglevTable(hosts), keys: keys)
            func client(_ rule: libmemcached_rule) throws -> LibmemcachedClient {
                try LibmemcachedClient(hosts, rule: rule)
            }

            measure(.envoyRingHash, try EnvoyRingHash(addresses.map { EnvoyHost($0) }), ours)
            measure(.envoyMaglev, try EnvoyMaglev(addresses.map { EnvoyHost($0) }), ours)
            measure(.grpcRingHash, try GRPCRingHash(addresses.map { GRPCEndpoint($0) }), ours)

            measure(.nginxConsistent, try NginxConsistentHash(addresses.map { NginxServer($0) }), ours)
            let nginx = try NginxHash(addresses.map { NginxServer($0) })
            measure(.nginx, nginx, ours, hash: NginxKeyHash(placed: nginx))

            let memcached = addresses.map { LibmemcachedServer($0) }
            let modula = try LibmemcachedModula(memcached)
            try measure(.libmemcachedModula, modula, ours, beside: client(libmemcached_modula))
            let ketama = try LibmemcachedKetama(memcached)
            try measure(.libmemcachedKetama, ketama, ours, beside: client(libmemcached_ketama))
            let weighted = try LibmemcachedKetama(memcached, isWeighted: true)
            try measure(.libmemcachedWeighted, weighted, ours, beside: client(libmemcached_weighted_ketama))

            measure(.spymemcached, try SpymemcachedKetama(addresses.map { SpymemcachedNode($0) }), ours)
            measure(.twemproxyKetama, try TwemproxyKetama(addresses.map { TwemproxyServer($0) }), ours)
            measure(.twemproxyModula, try TwemproxyModula(addresses.map { TwemproxyServer($0) }), ours)
            measure(.haproxyConsistent, try HAProxyConsistentHash(addresses.map { HAProxyServer($0) }), ours)
            measure(.haproxyMapBased, try HAProxyMapBasedHash(addresses.map { HAProxyServer($0) }), ours)
            let backends = zip(addresses, hosts).map { VarnishBackend($0, name: $1) }
            measure(.varnishShard, try VarnishShard(backends), ours)
            measure(.varnishHash, try VarnishHash(backends), ours)
        }

        private mutating func measure(_ peer: Peer, _ placed: some KeyHashPlacement, _ ours: Ours) {
            measure(peer, placed, ours, hash: PeerKeyHash(placed: placed))
        }

        private mutating func measure(_ peer: Peer, _ placed: some HashPlacement, _ ours: Ours) {
            measure(peer, placed, ours, hash: placed.hashFunction)
        }

        private mutating func measure(
            _ peer: Peer,
            _ placed: some KeyHashPlacement<LibmemcachedServer>,
            _ ours: Ours,
            beside client: LibmemcachedClient
        ) throws {
            try client.check(placed, keys: keys)
            measure(peer, placed, ours, beside: client, hash: PeerKeyHash(placed: placed))
        }

        /// One row: the loops take turns with each other.
        private mutating func measure(
            _ peer: Peer,
            _ placed: some Placement,
            _ ours: Ours,
            beside client: LibmemcachedClient? = nil,
            hash: some KeyHash
        ) {
            let keys = keys
            let slots = peer == .envoyMaglev ? 65_537 : placed.membership.count
            let lookups = { sumOfIndices(placed, keys) }
            var loops: [() -> UInt64] = [
                { floorSum(keys) },
                lookups,
                peer.isModulo ? ours.loop(peer.kind, hash, slots: slots) : ours.loop(peer.kind, hash),
                { sumOfHashes(hash, keys) },
            ]
            if let client { loops.append { client.sumOfServers(keys) } }
            results.rows.append(
                PlacementResults.Row(
                    nodes: placed.membership.count,
                    peer: peer,
                    batches: PairedBatches(keys: keys.count, rounds: rounds, loops),
                    allocations: AllocationCounter.count(lookups)
                )
            )
        }
    }

    /// Our own placements of as many nodes.
    struct Ours {
        let ring: HashRing<String>
        let table: MaglevTable<String>
        let keys: SpeedKeys

        /// Lookups in the one of a kind, by a peer's hash in place of ours.
        func loop(_ kind: Peer.Kind, _ hash: some KeyHash) -> () -> UInt64 {
            let (ring, table, keys) = (ring, table, keys)
            return switch kind {
            case .ring: { sumOfOwnIndices(ring, hash, keys) }
            case .table: { sumOfOwnIndices(table, hash, keys) }
            }
        }

        /// The same, by what a division by the number of slots leaves of the hash.
        func loop(_ kind: Peer.Kind, _ hash: some KeyHash, slots: Int) -> () -> UInt64 {
            let (ring, table, keys) = (ring, table, keys)
            return switch kind {
            case .ring: { sumOfOwnIndices(ring, hash, keys, slots: slots) }
            case .table: { sumOfOwnIndices(table, hash, keys, slots: slots) }
            }
        }
    }
#endif
