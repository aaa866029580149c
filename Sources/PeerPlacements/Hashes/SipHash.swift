#if Peers
    import ConsistentHashing

    /// SipHash-2-4 with the key bytes 00 to 0f, Guava's `sipHash24()` (Aumasson and Bernstein, "SipHash: A Fast
    /// Short-Input PRF", 2012).
    enum SipHash {
        static func hash(_ bytes: RawSpan) -> UInt64 {
            let key: (UInt64, UInt64) = (0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908)
            var state = (
                key.0 ^ 0x736F_6D65_7073_6575, key.1 ^ 0x646F_7261_6E64_6F6D,
                key.0 ^ 0x6C79_6765_6E65_7261, key.1 ^ 0x7465_6462_7974_6573
            )
            let count = bytes.byteCount
            var offset = 0
            while count &- offset >= 8 {
                compress(&state, bytes.word64(at: offset))
                offset &+= 8
            }
            var last = UInt64(truncatingIfNeeded: count) << 56
            for place in 0..<(count &- offset) {
                last |= UInt64(bytes.byte(at: offset &+ place)) << UInt64(place * 8)
            }
            compress(&state, last)
            state.2 ^= 0xFF
            for _ in 0..<4 { round(&state) }
            return state.0 ^ state.1 ^ state.2 ^ state.3
        }

        private typealias State = (UInt64, UInt64, UInt64, UInt64)

        private static func compress(_ state: inout State, _ word: UInt64) {
            state.3 ^= word
            round(&state)
            round(&state)
            state.0 ^= word
        }

        private static func round(_ state: inout State) {
            state.0 &+= state.1
            state.1 = rotated(state.1, 13) ^ state.0
            state.0 = rotated(state.0, 32)
            state.2 &+= state.3
            state.3 = rotated(state.3, 16) ^ state.2
            state.0 &+= state.3
            state.3 = rotated(state.3, 21) ^ state.0
            state.2 &+= state.1
            state.1 = rotated(state.1, 17) ^ state.2
            state.2 = rotated(state.2, 32)
        }
    }
#endif
