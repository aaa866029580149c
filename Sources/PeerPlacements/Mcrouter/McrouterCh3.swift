#if Peers
    public import ConsistentHashing

    /// mcrouter's `Ch3` hash, `furc_hash`: the number of the pool's server that a key goes to.
    ///
    /// Checked with the function of mcrouter's commit 9d7f4342, compiled alone, every recorded key, and with the numbers
    /// of mcrouter's own test. When the pool grows, keys move to the new servers only. Cost: some MurmurHashes.
    public struct McrouterCh3: Hashable, Sendable {
        /// How many servers the pool has.
        public let poolSize: Int

        /// - Throws: ``PeerPlacementError/invalidOption(_:value:allowed:)`` unless the size is from 1 to 8,388,608.
        public init(poolSize: Int) throws(PeerPlacementError) {
            guard (1...8_388_608).contains(poolSize) else {
                throw .invalidOption("the pool's size", value: poolSize, allowed: 1...8_388_608)
            }
            self.poolSize = poolSize
        }

        /// The number of the server that a key goes to, from 0 on.
        public func shard<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> Int {
            guard poolSize > 1 else { return 0 }
            return key.withKeyBytes { bytes in
                var bits = FurcBits(bytes)
                return shard(&bits)
            }
        }

        private func shard(_ bits: inout FurcBits) -> Int {
            var depth = Int.bitWidth - (poolSize - 1).leadingZeroBitCount
            var bit = depth
            // Depth and bit carry over from one try to the next.
            for _ in 0..<32 {
                while !bits.isSet(bit) {
                    depth -= 1
                    if depth == 0 { return 0 }
                    bit = depth
                }
                bit += 23
                var number = 1
                for _ in 0..<(depth - 1) {
                    number = number << 1 | (bits.isSet(bit) ? 1 : 0)
                    bit += 23
                }
                if number < poolSize { return number }
            }
            return 0
        }
    }

    /// An endless row of a key's bits: its MurmurHash, that hash's hash, and so on.
    ///
    /// The bits asked for go up, or back to the first 64, so that two words are all that is kept.
    private struct FurcBits {
        private let first: UInt64
        private var word: UInt64
        private var wordIndex = 0

        private static let seed: UInt64 = 4_193_360_111

        init(_ bytes: RawSpan) {
            first = MurmurHash2.hash64(bytes, seed: Self.seed)
            word = first
        }

        mutating func isSet(_ bit: Int) -> Bool {
            let wanted = bit / 64
            if wanted < wordIndex {
                word = first
                wordIndex = 0
            }
            while wordIndex < wanted {
                word = MurmurHash2.hash64(of: word, seed: Self.seed)
                wordIndex += 1
            }
            return word >> UInt64(bit % 64) & 1 == 1
        }
    }

    /// mcrouter's `Crc32` hash: (CRC-32 without its top bit) mod the pool's size.
    ///
    /// From mcrouter's source; not run beside it.
    public struct McrouterCRC32: Hashable, Sendable {
        /// How many servers the pool has.
        public let poolSize: Int

        /// - Throws: ``PeerPlacementError/invalidOption(_:value:allowed:)`` unless the size is from 1 to 2³¹ − 1.
        public init(poolSize: Int) throws(PeerPlacementError) {
            guard (1...Int(Int32.max)).contains(poolSize) else {
                throw .invalidOption("the pool's size", value: poolSize, allowed: 1...Int(Int32.max))
            }
            self.poolSize = poolSize
        }

        /// The number of the server that a key goes to, from 0 on.
        public func shard<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> Int {
            key.withKeyBytes { Int(CRC32.hash($0) & 0x7FFF_FFFF) % poolSize }
        }
    }
#endif
