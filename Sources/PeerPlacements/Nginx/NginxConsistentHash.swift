#if Peers
    public import ConsistentHashing

    /// Where nginx's `hash KEY consistent` puts a key.
    ///
    /// Checked with nginx 1.22.1, every recorded key. nginx takes a request with an empty key by round robin; here the empty
    /// key has an owner as any other. Not checked: points of two servers at the same place, whose order nginx leaves open.
    ///
    /// Ranking: the ring's next entries, as nginx walks on past servers that are down or fail. Lookup: O(1) expected and
    /// a CRC-32.
    public struct NginxConsistentHash: KeyHashPlacement {
        public typealias RankingIndices = PeerRingRanking

        public let membership: Membership<NginxServer>
        public let checksum: UInt64

        @usableFromInline
        let ring: PeerRing

        /// The ring of these servers: 160 points for each unit of weight.
        ///
        /// - Throws: ``PeerPlacementError`` for what nginx refuses, and for too many points.
        public init(_ servers: some Sequence<NginxServer>) throws(PeerPlacementError) {
            let configured = Array(servers)
            try PeerNodes.check(configured, weight: { $0.weight }, allowed: 1...Int(UInt32.max))
            let nodes = try PeerNodes(configured) { Double($0.weight) }
            try PeerLimits.check("the number of points", 160 * configured.reduce(0.0) { $0 + Double($1.weight) })
            var points: [PeerPoint] = []
            for (rank, server) in configured.enumerated() {
                // Each point's hash goes on from the one before it, so that a weight only changes the chain's end.
                let text = server.pointText.withKeyBytes { CRC32.hash($0) }
                var hash: UInt32 = 0
                for _ in 0..<(160 * server.weight) {
                    hash = hash.withKeyBytes { CRC32.hash($0, continuing: text) }
                    points.append(PeerPoint(position: UInt64(hash), rank: rank, owner: nodes.indices[rank]))
                }
            }
            membership = nodes.membership
            ring = PeerRing(points: points, rule: .ceiling, width: 32, nodeCount: nodes.count) { [membership] in
                !membership[$0].node.isDown
            }
            checksum = PeerChecksum.of("nginx hash consistent", nodes: configured.map(\.checksumRow), isOrdered: false)
        }

        /// CRC-32.
        @inlinable
        @inline(__always)
        public func keyHash<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> UInt32 {
            key.withKeyBytes { CRC32.hash($0) }
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
