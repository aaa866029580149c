#if Peers
    import ConsistentHashing

    /// Austin Appleby's MurmurHash3.
    enum MurmurHash3 {
        /// x86, 32 bits, as libmemcached seeds it: 0xdeadbeef · length, in 32 bits.
        static func hash32(_ bytes: RawSpan) -> UInt32 {
            let count = bytes.byteCount
            let length = UInt32(truncatingIfNeeded: count)
            var hash = 0xDEAD_BEEF &* length
            var offset = 0
            while count &- offset >= 4 {
                hash = rotated(hash ^ scrambled(bytes.word32(at: offset)), 13) &* 5 &+ 0xE654_6B64
                offset &+= 4
            }
            if offset < count {
                var word: UInt32 = 0
                for place in 0..<(count &- offset) {
                    word |= UInt32(bytes.byte(at: offset &+ place)) << UInt32(place * 8)
                }
                hash ^= scrambled(word)
            }
            hash ^= length
            hash = (hash ^ hash >> 16) &* 0x85EB_CA6B
            hash = (hash ^ hash >> 13) &* 0xC2B2_AE35
            return hash ^ hash >> 16
        }

        @inline(__always)
        private static func scrambled(_ word: UInt32) -> UInt32 {
            rotated(word &* 0xCC9E_2D51, 15) &* 0x1B87_3593
        }

        /// The first 64 bits of x64, 128 bits, seed 0.
        ///
        /// - Parameter signsTail: Cassandra's variant, whose last up to 15 bytes are Java's signed ones.
        static func hash64(_ bytes: RawSpan, signsTail: Bool) -> UInt64 {
            let count = bytes.byteCount
            var first: UInt64 = 0
            var second: UInt64 = 0
            var offset = 0
            while count &- offset >= 16 {
                first ^= scrambledFirst(bytes.word64(at: offset))
                first = (rotated(first, 27) &+ second) &* 5 &+ 0x52DC_E729
                second ^= scrambledSecond(bytes.word64(at: offset &+ 8))
                second = (rotated(second, 31) &+ first) &* 5 &+ 0x3849_5AB5
                offset &+= 16
            }
            var tail: (UInt64, UInt64) = (0, 0)
            for place in 0..<(count &- offset) {
                let byte = bytes.byte(at: offset &+ place)
                let word = signsTail ? UInt64(truncatingIfNeeded: Int8(bitPattern: byte)) : UInt64(byte)
                if place < 8 {
                    tail.0 ^= word << UInt64(place * 8)
                } else {
                    tail.1 ^= word << UInt64(place * 8 - 64)
                }
            }
            first ^= scrambledFirst(tail.0) ^ UInt64(count)
            second ^= scrambledSecond(tail.1) ^ UInt64(count)
            first &+= second
            second &+= first
            return finished(first) &+ finished(second)
        }

        @inline(__always)
        private static func scrambledFirst(_ word: UInt64) -> UInt64 {
            rotated(word &* 0x87C3_7B91_1142_53D5, 31) &* 0x4CF5_AD43_2745_937F
        }

        @inline(__always)
        private static func scrambledSecond(_ word: UInt64) -> UInt64 {
            rotated(word &* 0x4CF5_AD43_2745_937F, 33) &* 0x87C3_7B91_1142_53D5
        }

        @inline(__always)
        private static func finished(_ hash: UInt64) -> UInt64 {
            var hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
            hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
            return hash ^ hash >> 33
        }
    }
#endif
