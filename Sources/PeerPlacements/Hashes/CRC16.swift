#if Peers
    import ConsistentHashing

    /// CRC-16/XMODEM: polynomial 0x1021, from 0, not reflected.
    enum CRC16 {
        private static let table = ConstantTable(
            (0..<256).map { (byte: UInt16) -> UInt16 in
                (0..<8).reduce(byte << 8) { crc, _ in crc & 0x8000 != 0 ? crc << 1 ^ 0x1021 : crc << 1 }
            }
        )

        /// Redis Cluster's.
        static func hash(_ bytes: RawSpan) -> UInt16 {
            UInt16(truncatingIfNeeded: untruncated(bytes))
        }

        /// twemproxy's: the register has 32 bits and what leaves the lower 16 stays in the upper ones.
        static func untruncated(_ bytes: RawSpan) -> UInt32 {
            let table = table
            var crc: UInt32 = 0
            for offset in 0..<bytes.byteCount {
                crc = crc << 8 ^ UInt32(table[Int((crc >> 8 ^ UInt32(bytes.byte(at: offset))) & 0xFF)])
            }
            return crc
        }
    }
#endif
