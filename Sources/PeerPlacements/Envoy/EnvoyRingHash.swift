#if Peers
    public import ConsistentHashing

    /// Where Envoy's `ring_hash` load balancing policy puts a key.
    ///
    /// Checked with Envoy 1.40.0, every recorded key. A key is the value of the one header that the route's hash policy
    /// names; for other policies make the hash with ``EnvoyRequestHash`` and ask by it.
    ///
    /// ```swift
    /// let ring = try EnvoyRingHash([EnvoyHost("10.0.0.1:80"), EnvoyHost("10.0.0.2:80", weight: 2)])
    /// ring.owner(of: "user:1")?.address
    /// ```
    ///
    /// Ranking: Envoy's retries, which walk on entry by entry (read in its source). Lookup: O(1) expected, as a
    /// `HashRing`'s, with XXH64. Not checked: order of points with equal hashes, which Envoy leaves open.
    public struct EnvoyRingHash: HashRangePlacement {
        /// What the ring's points are hashed with; keys always take XXH64.
        public enum PointHash: String, Hashable, Sendable, CaseIterable {
            case xxHash = "XX_HASH"
            case murmurHash2 = "MURMUR_HASH_2"
        }

        public typealias RankingIndices = PeerRingRanking

        public let membership: Membership<EnvoyHost>
        public let checksum: UInt64

        @usableFromInline
        let ring: PeerRing

        /// The ring of these hosts, in the order of Envoy's configuration.
        ///
        /// - Parameters:
        ///   - hosts: in the order of Envoy's configuration.
        ///   - minimumRingSize: `minimum_ring_size`, from 1 to 8,388,608.
        ///   - maximumRingSize: `maximum_ring_size`, in the same range.
        ///   - hashFunction: `hash_function`, of the points.
        ///   - usesHostname: `use_hostname_for_hashing`.
        ///   - localityWeights: with locality-weighted balancing, the localities' weights by name; empty without.
        ///   - healthyPanicThreshold: below this percentage of healthy hosts all are used.
        /// - Throws: ``PeerPlacementError`` for what Envoy refuses.
        public init(
            _ hosts: some Sequence<EnvoyHost>,
            minimumRingSize: Int = 1024,
            maximumRingSize: Int = 8_388_608,
            hashFunction: PointHash = .xxHash,
            usesHostname: Bool = false,
            localityWeights: [String: Int] = [:],
            healthyPanicThreshold: Int = 50
        ) throws(PeerPlacementError) {
            try Self.check(minimum: minimumRingSize, maximum: maximumRingSize)
            let hosts = try EnvoyHosts(
                hosts,
                usesHostname: usesHostname,
                localityWeights: localityWeights,
                panicThreshold: healthyPanicThreshold
            )
            membership = hosts.nodes.membership
            let points = EnvoyRingPoints.points(
                of: hosts.hosts,
                minimumSize: minimumRingSize,
                maximumSize: maximumRingSize
            ) {
                hashFunction == .xxHash ? HashFunction.xxh64.hash(bytes: $0) : MurmurHash2.hash64($0, seed: 0xc70f_6907)
            }
            ring = PeerRing(points: points, rule: .ceiling, nodeCount: membership.count)
            checksum = PeerChecksum.of(
                "envoy ring_hash",
                options: [String(minimumRingSize), String(maximumRingSize), hashFunction.rawValue]
                    + localityWeights.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" },
                nodes: hosts.checksumRows,
                isOrdered: true
            )
        }

        static func check(minimum: Int, maximum: Int) throws(PeerPlacementError) {
            let allowed = 1...8_388_608
            guard allowed.contains(minimum) else {
                throw .invalidOption("the smallest ring size", value: minimum, allowed: allowed)
            }
            guard allowed.contains(maximum) else {
                throw .invalidOption("the largest ring size", value: maximum, allowed: allowed)
            }
            guard minimum <= maximum else {
                throw .minimumAboveMaximum(minimum: minimum, maximum: maximum)
            }
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
