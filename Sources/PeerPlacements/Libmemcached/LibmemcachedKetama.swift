#if Peers
    public import ConsistentHashing

    /// Where libmemcached's consistent distributions put a key: ketama, weighted ketama and its "spy" variant.
    ///
    /// Checked with libmemcached 1.1.4 (`memcached_generate_hash`), every recorded key.
    ///
    /// ```swift
    /// let servers = [LibmemcachedServer("cache-a:11211"), LibmemcachedServer("cache-b:11211")]
    /// try LibmemcachedKetama(servers)                     // MEMCACHED_BEHAVIOR_KETAMA
    /// try LibmemcachedKetama(servers, isWeighted: true)   // MEMCACHED_BEHAVIOR_KETAMA_WEIGHTED
    /// ```
    ///
    /// Ranking: the ring's next entries, which is the ring with servers ejected. libmemcached's replicas are another
    /// thing: the next servers of the list. Lookup: O(1) expected and the key's hash.
    public struct LibmemcachedKetama: KeyHashPlacement {
        /// How labels are made.
        public enum Variant: String, Hashable, Sendable, CaseIterable {
            /// `host`, or `host:port` if the port is not 11211.
            case ketama
            /// `/host:port` always. Not where spymemcached puts keys: that is ``SpymemcachedKetama``.
            case spy
        }

        public typealias RankingIndices = PeerRingRanking

        public let membership: Membership<LibmemcachedServer>
        public let checksum: UInt64

        /// What keys are hashed with.
        public let hash: LibmemcachedHash

        /// Whether servers have points by weight, from MD5, rather than 100 each from ``hash``.
        public let isWeighted: Bool

        @usableFromInline
        let ring: PeerRing

        /// The ring of these servers, in the order in which the client was given them.
        ///
        /// - Parameters:
        ///   - servers: in the order in which the client was given them.
        ///   - hash: `MEMCACHED_BEHAVIOR_HASH`; `nil` for what the client takes by itself: MD5 with `isWeighted`,
        ///     one-at-a-time without.
        ///   - isWeighted: `MEMCACHED_BEHAVIOR_KETAMA_WEIGHTED`. Any weight above 1 turns it on too, as in the client,
        ///     and leaves the key hash as it is.
        ///   - variant: whether labels are ketama's or spy's.
        ///   - sortHosts: `MEMCACHED_BEHAVIOR_SORT_HOSTS`.
        /// - Throws: ``PeerPlacementError`` for a duplicate, an address without a valid port, or a weight of 0.
        public init(
            _ servers: some Sequence<LibmemcachedServer>,
            hash: LibmemcachedHash? = nil,
            isWeighted: Bool = false,
            variant: Variant = .ketama,
            sortHosts: Bool = false
        ) throws(PeerPlacementError) {
            try self.init(
                servers,
                hash: hash,
                isWeighted: isWeighted,
                variant: variant,
                sortHosts: sortHosts,
                countRule: .float
            )
        }

        init(
            _ servers: some Sequence<LibmemcachedServer>,
            hash: LibmemcachedHash?,
            isWeighted: Bool,
            variant: Variant,
            sortHosts: Bool,
            countRule: KetamaPoints.CountRule
        ) throws(PeerPlacementError) {
            let servers = try LibmemcachedServers(servers, sortHosts: sortHosts)
            let hash = hash ?? (isWeighted ? .md5 : .oneAtATime)
            let isWeighted = isWeighted || servers.nodes.configured.contains { $0.weight > 1 }
            try PeerLimits.check("the number of points", 160 * Double(servers.nodes.count))
            let labels = servers.addresses.map { variant == .spy ? "/\($0.host):\($0.port)" : $0.label }
            let places = servers.nodes.configured.indices
            let points =
                isWeighted
                ? KetamaPoints.weighted(
                    places.map { (labels[$0], servers.nodes.configured[$0].weight, servers.nodes.indices[$0]) },
                    rule: countRule
                )
                : places.flatMap { place in
                    var label = NumberedLabel(labels[place] + "-")
                    return (0..<100).map { number in
                        PeerPoint(
                            position: UInt64(label.hash(number: number, by: hash.hash(bytes:))),
                            rank: place,
                            owner: servers.nodes.indices[place]
                        )
                    }
                }
            self.hash = hash
            self.isWeighted = isWeighted
            membership = servers.nodes.membership
            // Points of fewer bits are looked up by as many: an index of cells needs them spread over the whole space.
            ring = PeerRing(
                points: points,
                rule: .ceiling,
                width: isWeighted ? 32 : hash.width,
                nodeCount: membership.count
            )
            checksum = PeerChecksum.of(
                "libmemcached ketama",
                options: [hash.name, String(isWeighted), variant.rawValue],
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
            ring.owner(ofNarrowHash: hash)
        }

        public func rankingIndices(ofKeyHash hash: UInt32) -> PeerRingRanking {
            ring.ranking(ofNarrowHash: hash)
        }

        /// Bytes of memory the ring takes beside its members.
        public var byteCount: Int { ring.byteCount }
    }
#endif
