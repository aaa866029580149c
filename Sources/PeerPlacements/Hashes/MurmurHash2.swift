#if Peers
    import ConsistentHashing

    /// Austin Appleby's MurmurHash2.
    enum MurmurHash2 {
        /// The 32-bit one as libhashkit seeds it: (0xdeadbeef · length, in 32 bits) xor length.
        static func hash32(_ bytes: RawSpan) -> UInt32 {
            let multiplier: UInt32 = 0x5BD1_E995
            let count = bytes.byteCount
            let length = UInt32(truncatingIfNeeded: count)
            var hash = 0xDEAD_BEEF &* length ^ length
            var offset = 0
            while count &- offset >= 4 {
                var word = bytes.word32(at: offset) &* multiplier
                word = (word ^ word >> 24) &* multiplier
                hash = hash &* multiplier ^ word
                offset &+= 4
            }
            if offset < count {
                for place in 0..<(count &- offset) {
                    hash ^= UInt32(bytes.byte(at: offset &+ place)) << UInt32(place * 8)
                }
                hash = hash &* multiplier
            }
            hash = (hash ^ hash >> 13) &* multiplier
            return hash ^ hash >> 15
        }

        /// The 64-bit one, MurmurHash64A: Envoy's, by way of libstdc++, and mcrouter's.
        static func hash64(_ bytes: RawSpan, seed: UInt64) -> UInt64 {
            let count = bytes.byteCount
            var hash = seed ^ UInt64(count) &* multiplier
            var offset = 0
            while count &- offset >= 8 {
                hash = mixed(hash, bytes.word64(at: offset))
                offset &+= 8
            }
            if offset < count {
                for place in 0..<(count &- offset) {
                    hash ^= UInt64(bytes.byte(at: offset &+ place)) << UInt64(place * 8)
                }
                hash = hash &* multiplier
            }
            return finished(hash)
        }

        /// The 64-bit one of the eight little-endian bytes of a word.
        static func hash64(of word: UInt64, seed: UInt64) -> UInt64 {
            finished(mixed(seed ^ 8 &* multiplier, word))
        }

        private static let multiplier: UInt64 = 0xC6A4_A793_5BD1_E995

        @inline(__always)
        private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
            var word = word &* multiplier
            word = (word ^ word >> 47) &* multiplier
            return (hash ^ word) &* multiplier
        }

        @inline(__always)
        private static func finished(_ hash: UInt64) -> UInt64 {
            let mixed = (hash ^ hash >> 47) &* multiplier
            return mixed ^ mixed >> 47
        }
    }
#endif
