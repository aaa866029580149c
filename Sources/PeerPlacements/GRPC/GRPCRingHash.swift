#if Peers
    public import ConsistentHashing

    /// An endpoint of a gRPC channel.
    public struct GRPCEndpoint: PlacementNode {
        /// The first address as text, `ip:port`. The node's id.
        public var address: String
        /// A whole number from 1 on: the xDS weight, or how many times the resolver lists the address.
        public var weight: Int
        /// The endpoint attribute `hash_key` (gRFC A76), hashed in place of the address.
        public var hashKey: String?
        /// False in `TRANSIENT_FAILURE`: the endpoint keeps its points, its keys go on to the next entry's.
        public var isUsable: Bool

        public init(_ address: String, weight: Int = 1, hashKey: String? = nil, isUsable: Bool = true) {
            self.address = address
            self.weight = weight
            self.hashKey = hashKey
            self.isUsable = isUsable
        }

        public var nodeID: String { address }
    }

    /// Where gRPC's `ring_hash` policy (gRFC A42) puts a key, in the C-core family: C++, Python, Ruby, PHP, Objective-C.
    ///
    /// Checked with C-core through grpcio 1.85.1, every recorded key. A key is the value of the request's hash header;
    /// see ``requestHash(headerValues:)`` for one that is repeated. Go sorts endpoints first, so that it differs where
    /// counts are not whole; Java compares hashes as signed numbers and places otherwise.
    ///
    /// Ranking: the ring's next entries, as the policy walks past endpoints that fail. Lookup: O(1) expected, XXH64.
    public struct GRPCRingHash: HashRangePlacement {
        /// C-core's cap on both ring sizes, whatever the configuration says.
        public static var ringSizeCap: Int { 4096 }

        public typealias RankingIndices = PeerRingRanking

        public let membership: Membership<GRPCEndpoint>
        public let checksum: UInt64

        @usableFromInline
        let ring: PeerRing

        /// The ring of these endpoints, in the resolver's order.
        ///
        /// - Parameters:
        ///   - endpoints: in the resolver's order.
        ///   - minRingSize: from 1 to 8,388,608; above 4096 it counts as 4096.
        ///   - maxRingSize: the same.
        /// - Throws: ``PeerPlacementError`` for what gRPC refuses. An address given twice is an error too: give it once,
        ///   with the sum of the weights, which is what gRPC makes of it.
        public init(
            _ endpoints: some Sequence<GRPCEndpoint>,
            minRingSize: Int = 1024,
            maxRingSize: Int = 4096
        ) throws(PeerPlacementError) {
            try self.init(endpoints, minRingSize: minRingSize, maxRingSize: maxRingSize, cap: Self.ringSizeCap)
        }

        init(
            _ endpoints: some Sequence<GRPCEndpoint>,
            minRingSize: Int,
            maxRingSize: Int,
            cap: Int
        ) throws(PeerPlacementError) {
            try EnvoyRingHash.check(minimum: minRingSize, maximum: maxRingSize)
            let configured = Array(endpoints)
            try PeerNodes.check(configured, weight: { $0.weight }, allowed: 1...Int(UInt32.max))
            let nodes = try PeerNodes(configured) { Double($0.weight) }
            let sum = Double(configured.reduce(0) { $0 + $1.weight })
            let points = EnvoyRingPoints.points(
                of: zip(configured, nodes.indices).map { endpoint, index in
                    EnvoyHosts.Host(
                        label: endpoint.hashKey ?? endpoint.address,
                        weight: Double(endpoint.weight) / sum,
                        index: index
                    )
                },
                minimumSize: min(minRingSize, cap),
                maximumSize: min(maxRingSize, cap),
                hash: { HashFunction.xxh64.hash(bytes: $0) }
            )
            membership = nodes.membership
            ring = PeerRing(points: points, rule: .ceiling, nodeCount: membership.count) { [membership] in
                membership[$0].node.isUsable
            }
            checksum = PeerChecksum.of(
                "grpc ring_hash",
                options: [String(minRingSize), String(maxRingSize)],
                nodes: configured.map {
                    [$0.address, $0.hashKey ?? $0.address, String($0.weight), String($0.isUsable)]
                },
                isOrdered: true
            )
        }

        /// The hash of a request whose hash header has these values: joined with commas (gRFC A76, read in its text).
        public static func requestHash(headerValues: some Sequence<String>) -> UInt64 {
            HashFunction.xxh64.hash(headerValues.joined(separator: ","))
        }

        /// XXH64 with seed 0.
        @inlinable
        public var hashFunction: HashFunction { .xxh64 }

        @inlinable
        @inline(__always)
        public func ownerIndex(ofHash hash: UInt64) -> Int? {
            ring.arcs.owner(ofHash: hash)
        }

        public func rankingIndices(ofHash hash: UInt64) -> PeerRingRanking {
            PeerRingRanking(ring, hash: hash)
        }

        public var ownedRanges: PeerRingRanges { PeerRingRanges(ring) }

        /// Bytes of memory the ring takes beside its members.
        public var byteCount: Int { ring.byteCount }
    }
#endif
