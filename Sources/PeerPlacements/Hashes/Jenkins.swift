#if Peers
    import ConsistentHashing

    /// Bob Jenkins's hashes.
    enum Jenkins {
        /// One-at-a-time, of sign-extended bytes as in libmemcached and twemproxy ("A Hash Function for Hash Table
        /// Lookup", 1997).
        static func oneAtATime(_ bytes: RawSpan) -> UInt32 {
            var hash: UInt32 = 0
            for offset in 0..<bytes.byteCount {
                hash &+= bytes.signedByte(at: offset)
                hash &+= hash << 10
                hash ^= hash >> 6
            }
            hash &+= hash << 3
            hash ^= hash >> 11
            return hash &+ hash << 15
        }

        /// `hashlittle` of lookup3 (2006) with initial value 13, as libmemcached's and twemproxy's `jenkins`.
        static func lookup3(_ bytes: RawSpan) -> UInt32 {
            let count = bytes.byteCount
            var a = 0xDEAD_BEEF &+ UInt32(truncatingIfNeeded: count) &+ 13
            var b = a
            var c = a
            guard count > 0 else { return c }
            var offset = 0
            while count &- offset > 12 {
                a &+= bytes.word32(at: offset)
                b &+= bytes.word32(at: offset &+ 4)
                c &+= bytes.word32(at: offset &+ 8)
                mix(&a, &b, &c)
                offset &+= 12
            }
            // The last 1 to 12 bytes, as if zeros followed.
            for place in 0..<(count &- offset) {
                let byte = UInt32(bytes.byte(at: offset &+ place)) << UInt32(place % 4 * 8)
                switch place / 4 {
                case 0: a &+= byte
                case 1: b &+= byte
                default: c &+= byte
                }
            }
            finish(&a, &b, &c)
            return c
        }

        @inline(__always)
        private static func mix(_ a: inout UInt32, _ b: inout UInt32, _ c: inout UInt32) {
            a &-= c
            a ^= rotated(c, 4)
            c &+= b
            b &-= a
            b ^= rotated(a, 6)
            a &+= c
            c &-= b
            c ^= rotated(b, 8)
            b &+= a
            a &-= c
            a ^= rotated(c, 16)
            c &+= b
            b &-= a
            b ^= rotated(a, 19)
            a &+= c
            c &-= b
            c ^= rotated(b, 4)
            b &+= a
        }

        @inline(__always)
        private static func finish(_ a: inout UInt32, _ b: inout UInt32, _ c: inout UInt32) {
            c ^= b
            c &-= rotated(b, 14)
            a ^= c
            a &-= rotated(c, 11)
            b ^= a
            b &-= rotated(a, 25)
            c ^= b
            c &-= rotated(b, 16)
            a ^= c
            a &-= rotated(c, 4)
            b ^= a
            b &-= rotated(a, 14)
            c ^= b
            c &-= rotated(b, 24)
        }
    }

    /// Bits that leave at the top come in below. By 0: unchanged.
    @inline(__always)
    func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word &<< count | word &>> (0 &- count)
    }

    @inline(__always)
    func rotated(_ word: UInt64, _ count: UInt64) -> UInt64 {
        word &<< count | word &>> (0 &- count)
    }
#endif
