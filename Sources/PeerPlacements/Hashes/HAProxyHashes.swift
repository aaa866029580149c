#if Peers
    import ConsistentHashing

    /// HAProxy's own small hashes, of unsigned bytes.
    enum HAProxyHashes {
        static func sdbm(_ bytes: RawSpan) -> UInt32 {
            var hash: UInt32 = 0
            for offset in 0..<bytes.byteCount {
                hash = UInt32(bytes.byte(at: offset)) &+ hash << 6 &+ hash << 16 &- hash
            }
            return hash
        }

        static func djb2(_ bytes: RawSpan) -> UInt32 {
            var hash: UInt32 = 5381
            for offset in 0..<bytes.byteCount {
                hash = hash &* 33 &+ UInt32(bytes.byte(at: offset))
            }
            return hash
        }

        static func wt6(_ bytes: RawSpan) -> UInt32 {
            var hash: (UInt32, UInt32) = (0xA53C_965A, 0x5CA6_953A)
            var turn: (UInt32, UInt32) = (6, 18)
            for offset in 0..<bytes.byteCount {
                let byte = UInt32(bytes.byte(at: offset))
                hash = (~(hash.0 ^ byte), ~(hash.1 &+ byte))
                hash = (rotated(hash.1, turn.0), rotated(hash.0, turn.1))
                let turns = (hash.0 >> 16 ^ hash.1) & 0xFFFF
                turn = (turns & 31, turns >> 11)
            }
            return hash.0 ^ hash.1
        }

        /// The full avalanche: every point's place, and `avalanche` after a key's hash.
        static func avalanche(_ word: UInt32) -> UInt32 {
            var a = word
            a = a &+ 0x7ED5_5D16 &+ a << 12
            a = a ^ 0xC761_C23C ^ a >> 19
            a = a &+ 0x1656_67B1 &+ a << 5
            a = (a &+ 0xD3A2_646C) ^ a << 9
            a = a &+ 0xFD70_46C5 &+ a << 3
            a = a ^ 0xB55A_4F09 ^ a >> 16
            return a &* 3_221_225_473
        }
    }
#endif
