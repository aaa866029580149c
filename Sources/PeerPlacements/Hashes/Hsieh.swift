#if Peers
    import ConsistentHashing

    /// Paul Hsieh's SuperFastHash as twemproxy has it: from 0, not from the length.
    enum Hsieh {
        static func hash(_ bytes: RawSpan) -> UInt32 {
            let count = bytes.byteCount
            guard count > 0 else { return 0 }
            var hash: UInt32 = 0
            var offset = 0
            while count &- offset >= 4 {
                let word = bytes.word32(at: offset)
                hash &+= word & 0xFFFF
                hash = hash << 16 ^ ((word >> 16) << 11 ^ hash)
                hash &+= hash >> 11
                offset &+= 4
            }
            switch count &- offset {
            case 3:
                hash &+= pair(bytes, at: offset)
                hash ^= hash << 16
                // The third byte of a tail is sign-extended, the only one of a tail of one is not.
                hash ^= bytes.signedByte(at: offset &+ 2) << 18
                hash &+= hash >> 11
            case 2:
                hash &+= pair(bytes, at: offset)
                hash ^= hash << 11
                hash &+= hash >> 17
            case 1:
                hash &+= UInt32(bytes.byte(at: offset))
                hash ^= hash << 10
                hash &+= hash >> 1
            default:
                break
            }
            hash ^= hash << 3
            hash &+= hash >> 5
            hash ^= hash << 4
            hash &+= hash >> 17
            hash ^= hash << 25
            return hash &+ hash >> 6
        }

        @inline(__always)
        private static func pair(_ bytes: RawSpan, at offset: Int) -> UInt32 {
            UInt32(bytes.byte(at: offset)) | UInt32(bytes.byte(at: offset &+ 1)) << 8
        }
    }
#endif
