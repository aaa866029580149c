#if Peers
    public import ConsistentHashing

    /// Where twemproxy's `distribution: modula` puts a key: hash mod the sum of the weights.
    ///
    /// Checked with twemproxy (nutcracker) 0.5.0, every recorded key. Unlike libmemcached's, weights are heard.
    ///
    /// Ranking: the next servers of the list; twemproxy has none of its own. Lookup: the key's hash and a division.
    public struct TwemproxyModula: KeyHashPlacement {
        public typealias RankingIndices = PeerTableRanking

        public let membership: Membership<TwemproxyServer>
        public let checksum: UInt64

        @usableFromInline
        let keyHash: TwemproxyKeyHash

        @usableFromInline
        let table: ModuloTable

        /// - Parameters:
        ///   - servers: in the order of the configuration.
        ///   - hash: `hash:`.
        ///   - hashTag: `hash_tag:`.
        /// - Throws: ``PeerPlacementError`` for a duplicate, an address without a valid port, or a weight of 0.
        public init(
            _ servers: some Sequence<TwemproxyServer>,
            hash: TwemproxyHash = .fnv1aWith64Bits,
            hashTag: TwemproxyHashTag? = nil
        ) throws(PeerPlacementError) {
            let servers = try TwemproxyServers(servers)
            let sum = servers.nodes.configured.reduce(0.0) { $0 + Double($1.weight) }
            try PeerLimits.check("the sum of the weights", sum)
            keyHash = TwemproxyKeyHash(hash: hash, tag: hashTag)
            membership = servers.nodes.membership
            table = ModuloTable(
                zip(servers.nodes.configured, servers.nodes.indices).flatMap { Array(repeating: $1, count: $0.weight) },
                nodeCount: membership.count
            )
            checksum = PeerChecksum.of(
                "twemproxy modula",
                options: keyHash.options,
                nodes: servers.checksumRows,
                isOrdered: true
            )
        }

        @inlinable
        @inline(__always)
        public func keyHash<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> UInt32 {
            key.withKeyBytes { keyHash.of($0) }
        }

        @inlinable
        @inline(__always)
        public func ownerIndex(ofKeyHash hash: UInt32) -> Int? {
            table.owner(ofNarrowHash: hash)
        }

        public func rankingIndices(ofKeyHash hash: UInt32) -> PeerTableRanking {
            PeerTableRanking(table, hash: UInt64(hash))
        }

        /// Bytes of memory the table takes beside its members.
        public var byteCount: Int { table.byteCount }
    }
#endif
