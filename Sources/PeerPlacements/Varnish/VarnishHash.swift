#if Peers
    public import ConsistentHashing

    /// Where Varnish's hash director puts a key.
    ///
    /// Checked with Varnish 7.1.1, every recorded key; with sick backends, which are left out with their weights, it was
    /// not.
    ///
    /// Ranking: the next healthy backends in order; Varnish has none of its own. Lookup: O(1) expected and a SHA-256.
    public struct VarnishHash: KeyHashPlacement {
        public typealias RankingIndices = [Int]

        public let membership: Membership<VarnishBackend>
        public let checksum: UInt64

        /// Running sums of the healthy backends' weights, and their indices.
        private let sums: [Double]
        private let owners: [Int]

        /// The hashes of each backend, settled once: they are ranges, from 0 up.
        @usableFromInline
        let ring: PeerRing

        /// - Parameter backends: in the order in which they are added.
        /// - Throws: ``PeerPlacementError`` for a weight that is not above 0, or a duplicate.
        public init(_ backends: some Sequence<VarnishBackend>) throws(PeerPlacementError) {
            let configured = Array(backends)
            for backend in configured where !(backend.weight > 0 && backend.weight.isFinite) {
                throw .invalidWeight(backend.weight, node: backend.address, allowed: "a finite number above 0")
            }
            let nodes = try PeerNodes(configured) { $0.weight }
            let healthy = configured.indices.filter { configured[$0].isHealthy }
            var sums: [Double] = []
            for place in healthy {
                sums.append((sums.last ?? 0) + configured[place].weight)
            }
            guard sums.last?.isFinite ?? true else {
                throw .weightsTooLarge(sum: .infinity, limit: Int(UInt32.max))
            }
            self.sums = sums
            owners = healthy.map { nodes.indices[$0] }
            membership = nodes.membership
            ring = PeerRing(
                points: Self.lastHashes(sums).enumerated().compactMap { place, last in
                    last.map { PeerPoint(position: UInt64($0), rank: place, owner: nodes.indices[healthy[place]]) }
                },
                rule: .ceiling,
                width: 32,
                nodeCount: nodes.count
            )
            checksum = PeerChecksum.of("varnish hash", nodes: configured.map(\.checksumRow), isOrdered: true)
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

        /// For each running sum the last hash that finds it or one before it, `nil` if none does.
        private static func lastHashes(_ sums: [Double]) -> [UInt32?] {
            sums.indices.map { index in
                // Whether a hash finds a sum further on: once one does, all behind it do.
                func isBehind(_ hash: UInt64) -> Bool { place(ofKeyHash: UInt32(hash), in: sums) > index }
                var low: UInt64 = 0
                var high: UInt64 = 1 << 32
                while low < high {
                    let middle = (low + high) / 2
                    if isBehind(middle) {
                        high = middle
                    } else {
                        low = middle + 1
                    }
                }
                return low == 0 ? nil : UInt32(low - 1)
            }
        }

        /// The first backend whose running sum is above the hash's share of the whole. There must be one.
        private static func place(ofKeyHash hash: UInt32, in sums: [Double]) -> Int {
            let share = Double(hash) / 0x1p32 * sums[sums.count - 1]
            var low = 0
            var high = sums.count - 1
            while low < high {
                let middle = (low + high) / 2
                if sums[middle] > share {
                    high = middle
                } else {
                    low = middle + 1
                }
            }
            return low
        }

        public func rankingIndices(ofKeyHash hash: UInt32) -> [Int] {
            guard !owners.isEmpty else { return [] }
            let first = Self.place(ofKeyHash: hash, in: sums)
            return Array(owners[first...] + owners[..<first])
        }
    }
#endif
