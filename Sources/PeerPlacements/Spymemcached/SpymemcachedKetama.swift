#if Peers
    public import ConsistentHashing

    /// A node of a spymemcached client.
    public struct SpymemcachedNode: PlacementNode {
        /// The socket address as text, `ip:port`, its port always there. The node's id, and what is hashed.
        public var address: String
        /// A whole number from 1 on, heard in weighted ketama only.
        public var weight: Int

        public init(_ address: String, weight: Int = 1) {
            self.address = address
            self.weight = weight
        }

        public var nodeID: String { address }
    }

    /// Where spymemcached's `KetamaNodeLocator` puts a key.
    ///
    /// Checked with spymemcached 2.12.3, every recorded key. Unlike libmemcached's, its labels name port 11211 too, and of
    /// two points at the same place the later node's counts.
    ///
    /// Ranking: the ring's next entries; the class itself tries other hashes of the key. Lookup: O(1) expected and an MD5.
    public struct SpymemcachedKetama: KeyHashPlacement {
        public typealias RankingIndices = PeerRingRanking

        public let membership: Membership<SpymemcachedNode>
        public let checksum: UInt64

        @usableFromInline
        let ring: PeerRing

        /// - Parameters:
        ///   - nodes: in the client's order.
        ///   - isWeighted: whether numbers of points follow weights; otherwise each node has 160.
        /// - Throws: ``PeerPlacementError`` for a duplicate or a weight of 0.
        public init(_ nodes: some Sequence<SpymemcachedNode>, isWeighted: Bool = false) throws(PeerPlacementError) {
            let configured = Array(nodes)
            try PeerNodes.check(configured, weight: { $0.weight }, allowed: 1...Int(Int32.max))
            let nodes = try PeerNodes(configured) { Double($0.weight) }
            try PeerLimits.check("the number of points", 160 * Double(nodes.count))
            // A leading "/" is Java's way to write an address without a name; it is not hashed.
            let labels = configured.map { $0.address.hasPrefix("/") ? String($0.address.dropFirst()) : $0.address }
            let points =
                isWeighted
                ? KetamaPoints.weighted(
                    configured.indices.map { (labels[$0], configured[$0].weight, nodes.indices[$0]) },
                    rule: .floatWithDoubleSum,
                    laterWins: true
                )
                : KetamaPoints.equal(configured.indices.map { (labels[$0], nodes.indices[$0]) }, laterWins: true)
            membership = nodes.membership
            ring = PeerRing(points: points, rule: .ceiling, width: 32, nodeCount: nodes.count)
            checksum = PeerChecksum.of(
                "spymemcached ketama",
                options: [String(isWeighted)],
                nodes: configured.map { [$0.address, String($0.weight)] },
                isOrdered: true
            )
        }

        /// The first four bytes of MD5, little-endian.
        @inlinable
        @inline(__always)
        public func keyHash<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> UInt32 {
            key.withKeyBytes { MD5.words($0).0 }
        }

        @inlinable
        public func keyHashes<Key: PlacementKey>(of keys: [Key]) -> [UInt32] {
            MD5.firstWords(of: keys)
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
