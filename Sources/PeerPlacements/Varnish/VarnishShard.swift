#if Peers
    public import ConsistentHashing

    /// Where Varnish's shard director puts a key, `director.backend(by=KEY, key=director.key(KEY))`.
    ///
    /// Checked with Varnish 7.1.1, every recorded key; with its oddities: a key behind the last point belongs to the last
    /// point, and with two points in all the second takes every key. Warm-up and ramp-up have no part in a steady set.
    ///
    /// Ranking: the ring's next healthy backends, which `alt=` counts through. Lookup: O(1) expected and a SHA-256.
    public struct VarnishShard: KeyHashPlacement {
        public typealias RankingIndices = PeerRingRanking

        public let membership: Membership<VarnishBackend>
        public let checksum: UInt64

        @usableFromInline
        let ring: PeerRing

        /// - Parameters:
        ///   - backends: in the order in which they are added.
        ///   - replicas: points for each unit of weight, from 1 to 65,536.
        /// - Throws: ``PeerPlacementError`` for a weight below 1 or that is no number, a duplicate, too many points.
        public init(
            _ backends: some Sequence<VarnishBackend>,
            replicas: Int = 67
        ) throws(PeerPlacementError) {
            let configured = Array(backends)
            guard (1...65_536).contains(replicas) else {
                throw .invalidOption("replicas", value: replicas, allowed: 1...65_536)
            }
            for backend in configured where !(backend.weight >= 1 && backend.weight.isFinite) {
                throw .invalidWeight(backend.weight, node: backend.address, allowed: "a finite number from 1 on")
            }
            let nodes = try PeerNodes(configured) { $0.weight }
            try PeerLimits.check(
                "the number of points",
                configured.reduce(0.0) { $0 + Double(replicas) * $1.weight }
            )
            let points = configured.indices.flatMap { place in
                var label = NumberedLabel(configured[place].label)
                // A fraction of a point is no point.
                return (0..<Int(Double(replicas) * configured[place].weight)).map { number in
                    PeerPoint(
                        position: UInt64(label.hash(number: number, by: Digests.sha256Tail)),
                        rank: place,
                        owner: nodes.indices[place]
                    )
                }
            }
            membership = nodes.membership
            ring = PeerRing(points: points, rule: .noWrap, width: 32, nodeCount: nodes.count) { [membership] in
                membership[$0].node.isHealthy
            }
            checksum = PeerChecksum.of(
                "varnish shard",
                options: [String(replicas)],
                nodes: configured.map(\.checksumRow),
                isOrdered: true
            )
        }

        /// The last four bytes of SHA-256, little-endian.
        @inlinable
        @inline(__always)
        public func keyHash<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> UInt32 {
            key.withKeyBytes { Digests.sha256Tail($0) }
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
