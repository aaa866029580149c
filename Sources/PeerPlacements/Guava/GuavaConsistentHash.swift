#if Peers
    public import ConsistentHashing

    /// Guava's `Hashing.consistentHash`: the bucket of a number, or of a hash code.
    ///
    /// Checked with Guava 31.1, every recorded key. It is jump hash (Lamping and Veach, "A Fast, Minimal Memory,
    /// Consistent Hash Algorithm", 2014). Cost: O(log buckets).
    public struct GuavaConsistentHash: Hashable, Sendable {
        /// Guava's hash functions that a `HashCode` is recorded from.
        public enum HashCode: String, Hashable, Sendable, CaseIterable {
            case murmur3With128Bits = "murmur3_128"
            case sipHash24 = "siphash24"

            /// `HashCode.padToLong()` of some bytes: its first eight, little-endian.
            public func hash(bytes: RawSpan) -> UInt64 {
                switch self {
                case .murmur3With128Bits: MurmurHash3.hash64(bytes, signsTail: false)
                case .sipHash24: SipHash.hash(bytes)
                }
            }
        }

        /// How many buckets there are.
        public let buckets: Int

        /// What keys are hashed with.
        public let hashCode: HashCode

        /// - Throws: ``PeerPlacementError/invalidOption(_:value:allowed:)`` unless there are from 1 to 2³¹ − 1 buckets.
        public init(buckets: Int, hashCode: HashCode = .murmur3With128Bits) throws(PeerPlacementError) {
            guard (1...Int(Int32.max)).contains(buckets) else {
                throw .invalidOption("the number of buckets", value: buckets, allowed: 1...Int(Int32.max))
            }
            self.buckets = buckets
            self.hashCode = hashCode
        }

        /// The bucket of a key's ``hashCode``, `consistentHash(HashCode, int)`.
        public func shard<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> Int {
            shard(ofHash: key.withKeyBytes { hashCode.hash(bytes: $0) })
        }

        /// The bucket of a number, `consistentHash(long, int)`; of a negative one, its bit pattern.
        public func shard(ofHash hash: UInt64) -> Int {
            var state = hash
            var bucket = -1.0
            var next = 0.0
            while next < Double(buckets) {
                bucket = next
                state = state &* 2_862_933_555_777_941_757 &+ 1
                // Guava adds in 32 bits, where the largest number becomes a negative one, and stops at that.
                guard state >> 33 != UInt64(Int32.max) else { return Int(bucket) }
                // Guava divides by the quotient; multiplying by its inverse rounds otherwise for some keys.
                let quotient = Double(state >> 33 &+ 1) / 0x1p31
                next = ((bucket + 1) / quotient).rounded(.towardZero)
            }
            return Int(bucket)
        }
    }
#endif
