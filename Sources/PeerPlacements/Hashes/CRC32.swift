#if Peers
    import ConsistentHashing

    /// CRC-32 as zlib's, IEEE 802.3: reflected polynomial 0xEDB88320, all bits inverted before and after.
    @usableFromInline
    enum CRC32 {
        /// Eight tables of 256: table *n* takes a byte that *n* more bytes follow.
        private static let tables = ConstantTable(makeTables())

        private static func makeTables() -> [UInt32] {
            var tables = (0..<256).map { (byte: UInt32) -> UInt32 in
                (0..<8).reduce(byte) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
            }
            for index in 256..<2048 {
                let before = tables[index - 256]
                tables.append(before >> 8 ^ tables[Int(before & 0xFF)])
            }
            return tables
        }

        /// Eight bytes at a time: "slicing-by-8" (Kounavis and Berry, "A Systematic Approach to Building High
        /// Performance Software-based CRC Generators", 2005).
        @usableFromInline
        static func hash(_ bytes: RawSpan, continuing crc: UInt32 = 0) -> UInt32 {
            let tables = tables
            var crc = ~crc
            var offset = 0
            while offset &+ 8 <= bytes.byteCount {
                let low = bytes.word32(at: offset) ^ crc
                let high = bytes.word32(at: offset &+ 4)
                crc =
                    tables[1792 &+ Int(low & 0xFF)] ^ tables[1536 &+ Int(low >> 8 & 0xFF)]
                    ^ tables[1280 &+ Int(low >> 16 & 0xFF)] ^ tables[1024 &+ Int(low >> 24)]
                crc ^=
                    tables[768 &+ Int(high & 0xFF)] ^ tables[512 &+ Int(high >> 8 & 0xFF)]
                    ^ tables[256 &+ Int(high >> 16 & 0xFF)] ^ tables[Int(high >> 24)]
                offset &+= 8
            }
            while offset < bytes.byteCount {
                crc = crc >> 8 ^ tables[Int((crc ^ UInt32(bytes.byte(at: offset))) & 0xFF)]
                offset &+= 1
            }
            return ~crc
        }

        /// What libmemcached calls `crc` and twemproxy `crc32`: bits 16 to 30.
        @usableFromInline
        static func upperBits(_ bytes: RawSpan) -> UInt32 {
            hash(bytes) >> 16 & 0x7FFF
        }
    }
#endif
