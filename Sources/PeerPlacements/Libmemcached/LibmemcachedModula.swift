#if Peers
    public import ConsistentHashing

    /// Where libmemcached's default distribution, `MEMCACHED_DISTRIBUTION_MODULA`, puts a key: hash mod servers.
    ///
    /// Checked with libmemcached 1.1.4, every recorded key. Weights are ignored, as in the client; a change of servers
    /// moves nearly every key.
    ///
    /// Ranking: the next servers of the list, as the client's replicas. Lookup: the key's hash and a division.
    public struct LibmemcachedModula: KeyHashPlacement {
        public typealias RankingIndices = PeerTableRanking

        public let membership: Membership<LibmemcachedServer>
        public let checksum: UInt64

        /// What keys are hashed with.
        public let hash: LibmemcachedHash

        @usableFromInline
        let table: ModuloTable

        /// - Parameters:
        ///   - servers: in the order in which the client was given them.
        ///   - hash: `MEMCACHED_BEHAVIOR_HASH`.
        ///   - sortHosts: `MEMCACHED_BEHAVIOR_SORT_HOSTS`.
        /// - Throws: ``PeerPlacementError`` for a duplicate, an address without a valid port, or a weight of 0.
        public init(
            _ servers: some Sequence<LibmemcachedServer>,
            hash: LibmemcachedHash = .oneAtATime,
            sortHosts: Bool = false
        ) throws(PeerPlacementError) {
            let servers = try LibmemcachedServers(servers, sortHosts: sortHosts)
            self.hash = hash
            membership = servers.nodes.membership
            table = ModuloTable(servers.nodes.indices, nodeCount: membership.count)
            checksum = PeerChecksum.of(
                "libmemcached modula",
                options: [hash.name],
                nodes: servers.checksumRows,
                isOrdered: true
            )
        }

        @inlinable
        @inline(__always)
        public func keyHash<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> UInt32 {
            key.withKeyBytes { hash.hash(bytes: $0) }
        }

        @inlinable
        public func keyHashes<Key: PlacementKey>(of keys: [Key]) -> [UInt32] {
            hash.hashes(of: keys)
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
