#if Peers
    import ConsistentHashing

    /// Fowler, Noll and Vo's hashes as libmemcached and twemproxy have them: bytes are C `char`s, sign-extended.
    enum FNV {
        static func fnv1With32Bits(_ bytes: RawSpan) -> UInt32 {
            fnv1(bytes, offset: 2_166_136_261, prime: 16_777_619)
        }

        static func fnv1aWith32Bits(_ bytes: RawSpan) -> UInt32 {
            fnv1a(bytes, offset: 2_166_136_261, prime: 16_777_619)
        }

        /// Called 64-bit, computed in 32: offset and prime are the lower halves of the 64-bit constants.
        static func fnv1With64Bits(_ bytes: RawSpan) -> UInt32 {
            fnv1(bytes, offset: 0x8422_2325, prime: 0x1B3)
        }

        static func fnv1aWith64Bits(_ bytes: RawSpan) -> UInt32 {
            fnv1a(bytes, offset: 0x8422_2325, prime: 0x1B3)
        }

        /// Multiply, then xor.
        @inline(__always)
        private static func fnv1(_ bytes: RawSpan, offset: UInt32, prime: UInt32) -> UInt32 {
            var hash = offset
            for index in 0..<bytes.byteCount {
                hash = hash &* prime ^ bytes.signedByte(at: index)
            }
            return hash
        }

        /// Xor, then multiply.
        @inline(__always)
        private static func fnv1a(_ bytes: RawSpan, offset: UInt32, prime: UInt32) -> UInt32 {
            var hash = offset
            for index in 0..<bytes.byteCount {
                hash = (hash ^ bytes.signedByte(at: index)) &* prime
            }
            return hash
        }
    }
#endif
