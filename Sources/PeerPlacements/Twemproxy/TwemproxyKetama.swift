#if Peers
    public import ConsistentHashing

    /// Where twemproxy's `distribution: ketama` puts a key.
    ///
    /// Checked with twemproxy (nutcracker) 0.5.0, every recorded key. Points are always MD5's, their numbers by weight in
    /// 32-bit floats. Not checked: points of two servers at the same place, whose order twemproxy leaves open.
    ///
    /// Ranking: the ring's next entries. twemproxy itself builds the ring anew without an ejected server, whose counts
    /// may then differ. Lookup: O(1) expected and the key's hash.
    public struct TwemproxyKetama: KeyHashPlacement {
        public typealias RankingIndices = PeerRingRanking

        public let membership: Membership<TwemproxyServer>
        public let checksum: UInt64

        @usableFromInline
        let keyHash: TwemproxyKeyHash

        @usableFromInline
        let ring: PeerRing

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
            try PeerLimits.check("the number of points", 160 * Double(servers.nodes.count))
            keyHash = TwemproxyKeyHash(hash: hash, tag: hashTag)
            membership = servers.nodes.membership
            ring = PeerRing(
                points: KetamaPoints.weighted(
                    servers.nodes.configured.indices.map {
                        (servers.labels[$0], servers.nodes.configured[$0].weight, servers.nodes.indices[$0])
                    },
                    rule: .floatWithDoubleSum
                ),
                rule: .ceiling,
                width: 32,
                nodeCount: membership.count
            )
            checksum = PeerChecksum.of(
                "twemproxy ketama",
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
            ring.owner(of32BitHash: hash)
        }

        public func rankingIndices(ofKeyHash hash: UInt32) -> PeerRingRanking {
            ring.ranking(ofNarrowHash: hash)
        }

        /// Bytes of memory the ring takes beside its members.
        public var byteCount: Int { ring.byteCount }
    }
#endif
