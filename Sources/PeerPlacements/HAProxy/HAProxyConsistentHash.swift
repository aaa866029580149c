#if Peers
    public import ConsistentHashing

    /// Where HAProxy's `hash-type consistent` puts a key.
    ///
    /// Checked with HAProxy 2.6.12, every recorded key. The key is what the backend balances by, such as a header's value;
    /// see ``HAProxyHash/key(ofHeader:)``. Without one HAProxy takes round robin.
    ///
    /// Points come from numeric ids alone, 16 for each unit of weight, and a key goes to the nearest point, on either side.
    /// Not checked: points of two servers at the same place, and HAProxy 3's `hash-key` other than `id`.
    ///
    /// Ranking: the ring's next entries. Lookup: O(1) expected and the key's hash.
    public struct HAProxyConsistentHash: KeyHashPlacement {
        public typealias RankingIndices = PeerRingRanking

        public let membership: Membership<HAProxyServer>
        public let checksum: UInt64

        /// What keys are hashed with.
        public let hash: HAProxyHash

        /// Whether a key's hash is mixed once more.
        public let avalanche: Bool

        @usableFromInline
        let ring: PeerRing

        /// - Parameters:
        ///   - servers: in the order of the configuration.
        ///   - hash: the function of `hash-type`.
        ///   - avalanche: `avalanche`.
        /// - Throws: ``PeerPlacementError`` for what HAProxy refuses: a weight outside 0 to 256, an id given twice.
        public init(
            _ servers: some Sequence<HAProxyServer>,
            hash: HAProxyHash = .sdbm,
            avalanche: Bool = false
        ) throws(PeerPlacementError) {
            let servers = try HAProxyServers(servers)
            try PeerLimits.check(
                "the number of points",
                16 * servers.nodes.configured.reduce(0.0) { $0 + Double($1.weight) }
            )
            membership = servers.nodes.membership
            self.hash = hash
            self.avalanche = avalanche
            let points = servers.usable.flatMap { place in
                (0..<(16 * servers.nodes.configured[place].weight)).map { number in
                    let start = UInt32(truncatingIfNeeded: servers.ids[place] * 4096 + number)
                    return PeerPoint(
                        position: UInt64(HAProxyHashes.avalanche(start)),
                        rank: place,
                        owner: servers.nodes.indices[place]
                    )
                }
            }
            ring = PeerRing(points: points, rule: .nearest, width: 32, nodeCount: membership.count)
            checksum = PeerChecksum.of(
                "haproxy consistent",
                options: [hash.rawValue, String(avalanche)],
                nodes: servers.checksumRows,
                isOrdered: true
            )
        }

        @inlinable
        @inline(__always)
        public func keyHash<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> UInt32 {
            key.withKeyBytes { hash.hash(bytes: $0, avalanche: avalanche) }
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
