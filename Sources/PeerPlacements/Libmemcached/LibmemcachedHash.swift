#if Peers
    public import ConsistentHashing

    /// libmemcached's key hashes, `MEMCACHED_BEHAVIOR_HASH`, under its own names and numbers.
    ///
    /// Checked with libmemcached 1.1.4 on x86-64, whose C `char`s are signed: ``oneAtATime`` and the FNVs take bytes
    /// from 0x80 on as negative numbers. `hsieh` is not built into Debian's library.
    public enum LibmemcachedHash: Int, Hashable, Sendable, CaseIterable {
        /// Jenkins's one-at-a-time, libmemcached's default.
        case oneAtATime = 0
        case md5 = 1
        /// Bits 16 to 30 of a CRC-32: only 32,768 different hashes.
        case crc = 2
        case fnv1With64Bits = 3
        case fnv1aWith64Bits = 4
        case fnv1With32Bits = 5
        case fnv1aWith32Bits = 6
        case murmur = 8
        case jenkins = 9
        case murmur3 = 10

        /// libmemcached's name for it.
        public var name: String {
            switch self {
            case .oneAtATime: "default"
            case .md5: "md5"
            case .crc: "crc"
            case .fnv1With64Bits: "fnv1_64"
            case .fnv1aWith64Bits: "fnv1a_64"
            case .fnv1With32Bits: "fnv1_32"
            case .fnv1aWith32Bits: "fnv1a_32"
            case .murmur: "murmur"
            case .jenkins: "jenkins"
            case .murmur3: "murmur3"
            }
        }

        /// The hash of some bytes.
        public func hash(bytes: RawSpan) -> UInt32 {
            switch self {
            case .oneAtATime: Jenkins.oneAtATime(bytes)
            case .md5: MD5.words(bytes).0
            case .crc: CRC32.upperBits(bytes)
            case .fnv1With64Bits: FNV.fnv1With64Bits(bytes)
            case .fnv1aWith64Bits: FNV.fnv1aWith64Bits(bytes)
            case .fnv1With32Bits: FNV.fnv1With32Bits(bytes)
            case .fnv1aWith32Bits: FNV.fnv1aWith32Bits(bytes)
            case .murmur: MurmurHash2.hash32(bytes)
            case .jenkins: Jenkins.lookup3(bytes)
            case .murmur3: MurmurHash3.hash32(bytes)
            }
        }

        /// The hashes of keys, in their order.
        @inlinable
        func hashes<Key: PlacementKey>(of keys: [Key]) -> [UInt32] {
            self == .md5 ? MD5.firstWords(of: keys) : keys.map { $0.withKeyBytes { hash(bytes: $0) } }
        }

        /// How many bits its values have.
        var width: Int { self == .crc ? 15 : 32 }
    }
#endif
