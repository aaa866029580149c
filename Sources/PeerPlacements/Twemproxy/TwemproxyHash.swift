#if Peers
    import ConsistentHashing

    /// twemproxy's key hashes, under the names of its configuration.
    ///
    /// Checked with twemproxy 0.5.0 on x86-64, whose C `char`s are signed.
    public enum TwemproxyHash: String, Hashable, Sendable, CaseIterable {
        case oneAtATime = "one_at_a_time"
        case md5
        /// A CRC-16 whose register is never cut to 16 bits.
        case crc16
        /// Bits 16 to 30 of a CRC-32.
        case crc32
        /// The whole CRC-32.
        case crc32a
        case fnv1With64Bits = "fnv1_64"
        /// twemproxy's default.
        case fnv1aWith64Bits = "fnv1a_64"
        case fnv1With32Bits = "fnv1_32"
        case fnv1aWith32Bits = "fnv1a_32"
        case hsieh
        case murmur
        case jenkins

        /// The hash of some bytes.
        public func hash(bytes: RawSpan) -> UInt32 {
            switch self {
            case .oneAtATime: Jenkins.oneAtATime(bytes)
            case .md5: MD5.words(bytes).0
            case .crc16: CRC16.untruncated(bytes)
            case .crc32: CRC32.upperBits(bytes)
            case .crc32a: CRC32.hash(bytes)
            case .fnv1With64Bits: FNV.fnv1With64Bits(bytes)
            case .fnv1aWith64Bits: FNV.fnv1aWith64Bits(bytes)
            case .fnv1With32Bits: FNV.fnv1With32Bits(bytes)
            case .fnv1aWith32Bits: FNV.fnv1aWith32Bits(bytes)
            case .hsieh: Hsieh.hash(bytes)
            case .murmur: MurmurHash2.hash32(bytes)
            case .jenkins: Jenkins.lookup3(bytes)
            }
        }
    }

    /// What twemproxy hashes of a key: all of it, or what stands between the two characters of `hash_tag`.
    public struct TwemproxyHashTag: Hashable, Sendable {
        let first: UInt8
        let second: UInt8

        /// - Throws: ``PeerPlacementError/invalidHashTag(_:)`` unless the tag has two ASCII characters.
        public init(_ tag: String) throws(PeerPlacementError) {
            let bytes = Array(tag.utf8)
            guard bytes.count == 2, bytes.allSatisfy({ $0 < 0x80 }) else {
                throw .invalidHashTag(tag)
            }
            first = bytes[0]
            second = bytes[1]
        }

        init(_ first: UInt8, _ second: UInt8) {
            self.first = first
            self.second = second
        }

        /// Where the tag's inside begins and ends; `nil` if a character is missing or nothing is between them.
        func inside(of bytes: RawSpan) -> Range<Int>? {
            guard let start = (0..<bytes.byteCount).first(where: { bytes.byte(at: $0) == first }) else { return nil }
            let end = (start + 1..<bytes.byteCount).first { bytes.byte(at: $0) == second }
            guard let end, end > start + 1 else { return nil }
            return start + 1..<end
        }

        /// Calls `body` with the bytes that count.
        func withHashed<Result>(_ bytes: RawSpan, _ body: (RawSpan) -> Result) -> Result {
            guard let inside = inside(of: bytes) else { return body(bytes) }
            return body(bytes.extracting(inside))
        }
    }
#endif
