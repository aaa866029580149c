#if Peers
    public import ConsistentHashing

    /// Where nginx's `hash KEY`, without `consistent`, puts a key.
    ///
    /// Checked with nginx 1.22.1, every recorded key. The order of the servers matters.
    ///
    /// Ranking: nginx's further tries, each of which hashes the key anew with the try's number before it; behind the
    /// twentieth, where nginx goes over to round robin, the servers that are left, in order. Lookup: a CRC-32 and a division.
    public struct NginxHash: Placement {
        public typealias RankingIndices = NginxHashRanking

        public let membership: Membership<NginxServer>
        public let checksum: UInt64

        @usableFromInline
        let table: ModuloTable
        @usableFromInline
        let isDown: [Bool]
        /// Known ahead, so that a lookup among servers all of which are up doesn't look at one more array.
        @usableFromInline
        let areAllUp: Bool

        /// - Throws: ``PeerPlacementError`` for what nginx refuses, and for weights whose sum is too large for a table.
        public init(_ servers: some Sequence<NginxServer>) throws(PeerPlacementError) {
            let configured = Array(servers)
            try PeerNodes.check(configured, weight: { $0.weight }, allowed: 1...Int(UInt32.max))
            let nodes = try PeerNodes(configured) { Double($0.weight) }
            try PeerLimits.check("the sum of the weights", configured.reduce(0.0) { $0 + Double($1.weight) })
            membership = nodes.membership
            table = ModuloTable(
                zip(configured, nodes.indices).flatMap { Array(repeating: $1, count: $0.weight) },
                nodeCount: nodes.count
            )
            isDown = membership.map(\.node.isDown)
            areAllUp = !isDown.contains(true)
            checksum = PeerChecksum.of("nginx hash", nodes: configured.map(\.checksumRow), isOrdered: true)
        }

        /// Bits 16 to 30 of a CRC-32, which the first try takes.
        @inlinable
        @inline(__always)
        public func keyHash<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> UInt32 {
            key.withKeyBytes { CRC32.upperBits($0) }
        }

        @inlinable
        @inline(__always)
        public func ownerIndex<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> Int? {
            if let first = table.owner(ofNarrowHash: keyHash(of: key)), areAllUp || !isDown[first] {
                return first
            }
            return rankingIndices(of: key).first { _ in true }
        }

        public func rankingIndices<Key: PlacementKey & ~Copyable & ~Escapable>(
            of key: borrowing Key
        ) -> NginxHashRanking {
            NginxHashRanking(table: table, isOut: isDown, key: key.withKeyBytes { Array($0) })
        }

        /// Bytes of memory the table takes beside its members.
        public var byteCount: Int { table.byteCount }
    }

    /// The servers that nginx tries for a key, in turn.
    public struct NginxHashRanking: Sequence, IteratorProtocol, Sendable {
        private let table: ModuloTable
        private var isOut: [Bool]
        private let key: [UInt8]
        private var attempt = 0
        private var hash: UInt32 = 0
        private var slot = 0

        init(table: ModuloTable, isOut: [Bool], key: [UInt8]) {
            self.table = table
            self.isOut = isOut
            self.key = key
        }

        public mutating func next() -> Int? {
            // Twenty failures, then round robin.
            while attempt <= 20 {
                let prefix = attempt == 0 ? [] : Array(String(attempt).utf8)
                hash &+= (prefix + key).withKeyBytes { CRC32.upperBits($0) }
                attempt += 1
                if let owner = table.owner(ofNarrowHash: hash), !isOut[owner] {
                    isOut[owner] = true
                    return owner
                }
            }
            while slot < Int(table.slotCount) {
                let owner = table.owners[slot]
                slot += 1
                if !isOut[owner] {
                    isOut[owner] = true
                    return owner
                }
            }
            return nil
        }
    }

    extension Array where Element == UInt8 {
        /// A copy of borrowed bytes.
        init(_ bytes: RawSpan) {
            self = bytes.withUnsafeBytes { Array($0) }
        }
    }
#endif
