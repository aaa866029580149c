#if Peers
    public import ConsistentHashing

    /// Where HAProxy's `hash-type map-based`, its default, puts a key: hash mod the sum of the weights.
    ///
    /// Checked with HAProxy 2.6.12, every recorded key.
    ///
    /// Ranking: the map's next servers; HAProxy has none of its own. Lookup: the key's hash and a division.
    public struct HAProxyMapBasedHash: KeyHashPlacement {
        public typealias RankingIndices = PeerTableRanking

        public let membership: Membership<HAProxyServer>
        public let checksum: UInt64

        /// What keys are hashed with.
        public let hash: HAProxyHash

        /// Whether a key's hash is mixed once more.
        public let avalanche: Bool

        @usableFromInline
        let table: ModuloTable

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
            membership = servers.nodes.membership
            self.hash = hash
            self.avalanche = avalanche
            table = ModuloTable(try Self.map(servers), nodeCount: membership.count)
            checksum = PeerChecksum.of(
                "haproxy map-based",
                options: [hash.rawValue, String(avalanche)],
                nodes: servers.checksumRows,
                isOrdered: true
            )
        }

        /// The map: the servers take turns by weight, as evenly as they can.
        private static func map(_ servers: HAProxyServers) throws(PeerPlacementError) -> [Int] {
            // Of all servers, those that are out too; of a weight of 0 nothing.
            let divisor = max(1, servers.nodes.configured.reduce(0) { greatestCommonDivisor($0, $1.weight) })
            var turns = servers.usable.map { place in
                (
                    weight: servers.nodes.configured[place].weight / divisor, score: 0,
                    owner: servers.nodes.indices[place]
                )
            }
            let total = turns.reduce(0) { $0 + $1.weight }
            try PeerLimits.check("the map's size", Double(total))
            try PeerLimits.check(
                "the steps to make the map",
                Double(total) * Double(turns.count),
                limit: PeerLimits.steps
            )
            return (0..<total).map { _ in
                var best = 0
                var bestRank = -1
                for place in turns.indices {
                    turns[place].score += turns[place].weight
                    // Whole multiples of the total only: of those in the same one, the first is taken.
                    let rank = (turns[place].score + total) / total
                    if rank > bestRank {
                        bestRank = rank
                        best = place
                    }
                }
                turns[best].score -= total
                return turns[best].owner
            }
        }

        private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
            second == 0 ? first : greatestCommonDivisor(second, first % second)
        }

        @inlinable
        @inline(__always)
        public func keyHash<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> UInt32 {
            key.withKeyBytes { hash.hash(bytes: $0, avalanche: avalanche) }
        }

        @inlinable
        @inline(__always)
        public func ownerIndex(ofKeyHash hash: UInt32) -> Int? {
            table.owner(ofNarrowHash: hash)
        }

        public func rankingIndices(ofKeyHash hash: UInt32) -> PeerTableRanking {
            PeerTableRanking(table, hash: UInt64(hash))
        }

        /// Bytes of memory the map takes beside its members.
        public var byteCount: Int { table.byteCount }
    }
#endif
