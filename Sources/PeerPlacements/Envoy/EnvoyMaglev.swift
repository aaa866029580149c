#if Peers
    public import ConsistentHashing

    /// Where Envoy's `maglev` load balancing policy puts a key.
    ///
    /// Checked with Envoy 1.40.0, every recorded key. The hosts' order does not matter.
    ///
    /// Ranking: Envoy's retries, which turn the hash's lower bits over (read in its source); hosts without a slot are
    /// never reached. Lookup: O(1), XXH64 and a division. Slots are found by a modulo, so a host's hashes are no ranges.
    public struct EnvoyMaglev: HashPlacement {
        public typealias RankingIndices = EnvoyMaglevRanking

        public let membership: Membership<EnvoyHost>
        public let checksum: UInt64

        @usableFromInline
        let table: ModuloTable
        let ownerCount: Int

        /// The table of these hosts.
        ///
        /// - Parameters:
        ///   - hosts: in any order.
        ///   - tableSize: `table_size`, a prime up to 5,000,011.
        ///   - usesHostname: `use_hostname_for_hashing`.
        ///   - localityWeights: with locality-weighted balancing, the localities' weights by name; empty without.
        ///   - healthyPanicThreshold: below this percentage of healthy hosts all are used.
        /// - Throws: ``PeerPlacementError`` for what Envoy refuses.
        public init(
            _ hosts: some Sequence<EnvoyHost>,
            tableSize: Int = 65_537,
            usesHostname: Bool = false,
            localityWeights: [String: Int] = [:],
            healthyPanicThreshold: Int = 50
        ) throws(PeerPlacementError) {
            try self.init(
                hosts,
                tableSize: tableSize,
                usesHostname: usesHostname,
                localityWeights: localityWeights,
                healthyPanicThreshold: healthyPanicThreshold,
                rules: EnvoyMaglevFiller.Rules()
            )
        }

        init(
            _ hosts: some Sequence<EnvoyHost>,
            tableSize: Int,
            usesHostname: Bool = false,
            localityWeights: [String: Int] = [:],
            healthyPanicThreshold: Int = 50,
            rules: EnvoyMaglevFiller.Rules
        ) throws(PeerPlacementError) {
            guard (2...5_000_011).contains(tableSize) else {
                throw .invalidOption("table_size", value: tableSize, allowed: 2...5_000_011)
            }
            guard Primes.isPrime(tableSize) else {
                throw .tableSizeNotPrime(
                    tableSize,
                    below: Primes.previous(below: tableSize),
                    above: Primes.next(from: tableSize)
                )
            }
            let hosts = try EnvoyHosts(
                hosts,
                usesHostname: usesHostname,
                localityWeights: localityWeights,
                panicThreshold: healthyPanicThreshold
            )
            membership = hosts.nodes.membership
            // A pass over all hosts gives the heaviest at most one slot.
            // Weights need not add up to 1: a locality may have a share and no host that is up.
            let total = hosts.hosts.lazy.map(\.weight).reduce(0, +)
            let passes =
                Double(tableSize) * (hosts.hosts.lazy.map(\.weight).max() ?? 0) / max(total, .leastNormalMagnitude)
            try PeerLimits.check(
                "the steps to fill the table",
                passes * Double(hosts.nodes.count),
                limit: PeerLimits.steps
            )
            let owners = EnvoyMaglevFiller.fill(hosts.hosts, size: tableSize, rules: rules)
            table = ModuloTable(owners, nodeCount: membership.count)
            ownerCount = table.ownerCount
            checksum = PeerChecksum.of(
                "envoy maglev",
                options: [String(tableSize)]
                    + localityWeights.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" },
                nodes: hosts.checksumRows,
                isOrdered: false
            )
        }

        /// XXH64 with seed 0.
        @inlinable
        public var hashFunction: HashFunction { .xxh64 }

        @inlinable
        @inline(__always)
        public func ownerIndex(ofHash hash: UInt64) -> Int? {
            table.owner(ofHash: hash)
        }

        public func rankingIndices(ofHash hash: UInt64) -> EnvoyMaglevRanking {
            EnvoyMaglevRanking(table, hash: hash, ownerCount: ownerCount)
        }

        /// Bytes of memory the table takes beside its members.
        public var byteCount: Int { table.byteCount }
    }

    /// The distinct hosts that Envoy's retries of a request reach, in turn.
    public struct EnvoyMaglevRanking: Sequence, IteratorProtocol, Sendable {
        private let table: ModuloTable
        private let hash: UInt64
        private var attempt: UInt64 = 0
        private let attemptLimit: UInt64
        private var met: [Bool] = []
        /// How many there are to meet: a host may have no slot.
        private var left: Int

        init(_ table: ModuloTable, hash: UInt64, ownerCount: Int) {
            self.table = table
            self.hash = hash
            left = ownerCount
            // Attempts go through aligned blocks of hashes; a block of twice the table's size meets every slot.
            attemptLimit = table.slotCount == 0 ? 0 : 1 << UInt64(66 - table.slotCount.leadingZeroBitCount)
        }

        public mutating func next() -> Int? {
            if met.isEmpty {
                met = Array(repeating: false, count: table.nodeCount)
            }
            while left > 0, attempt < attemptLimit {
                // Attempt k takes hash xor (2⁶⁴ − k); the first, 0, the hash itself.
                let owner = table.owner(ofHash: hash ^ (0 &- attempt))
                attempt += 1
                if let owner, !met[owner] {
                    met[owner] = true
                    left -= 1
                    return owner
                }
            }
            return nil
        }
    }

    /// How Envoy fills a Maglev table.
    enum EnvoyMaglevFiller {
        /// What few recordings tell apart, so that tests can show that they do.
        struct Rules {
            /// By their labels' bytes, before anything else.
            var sortsHosts = true
            /// A host is passed over if its turn is strictly less than its target: read in Envoy's source. The recordings
            /// do not tell it from less or equal.
            var passesOverIfEqual = false
        }

        static func fill(_ hosts: [EnvoyHosts.Host], size: Int, rules: Rules) -> [Int] {
            guard let heaviest = hosts.lazy.map(\.weight).max() else { return [] }
            var hosts = hosts
            if rules.sortsHosts {
                // Which of equal labels comes first Envoy leaves open; here it is the one with the smaller address.
                hosts.sort {
                    $0.label == $1.label && $0.label.utf8.elementsEqual($1.label.utf8)
                        ? $0.index < $1.index : $0.label.utf8.lexicographicallyPrecedes($1.label.utf8)
                }
            }
            let modulus = UInt64(size)
            // Skip has the same text as offset, and another seed.
            var next = hosts.map { HashFunction.xxh64.hash($0.label) % modulus }
            let skips = hosts.map { HashFunction(.xxh64, seed: 1).hash($0.label) % (modulus - 1) + 1 }
            var targets = [Double](repeating: 0, count: hosts.count)
            var owners = [Int](repeating: -1, count: size)
            var filled = 0
            var pass = 0.0
            while true {
                pass += 1
                for (place, host) in hosts.enumerated() {
                    let turn = pass * host.weight
                    if turn < targets[place] || (rules.passesOverIfEqual && turn == targets[place]) { continue }
                    targets[place] += heaviest
                    while owners[Int(next[place])] >= 0 {
                        next[place] = (next[place] + skips[place]) % modulus
                    }
                    owners[Int(next[place])] = host.index
                    filled += 1
                    if filled == size { return owners }
                }
            }
        }
    }
#endif
