#if Peers
    import CXXHash
    import ConsistentHashing

    /// The members of the xxHash family that no placement of ours takes, for recordings of them.
    enum XXHash {
        static func xxh32(_ bytes: RawSpan, seed: UInt32) -> UInt32 {
            bytes.withUnsafeBytes { unsafe sharding_xxh32($0.baseAddress, $0.count, seed) }
        }

        static func xxh3With128Bits(_ bytes: RawSpan, seed: UInt64) -> (high: UInt64, low: UInt64) {
            let hash = bytes.withUnsafeBytes { unsafe sharding_xxh3_128($0.baseAddress, $0.count, seed) }
            return (hash.high64, hash.low64)
        }
    }
#endif
