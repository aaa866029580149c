#if Peers
    import ConsistentHashing
    import Testing

    @testable import PeerPlacements

    @Suite("The peers' key hashes")
    struct KeyHashTests {
        private func hash(_ key: String, _ function: (RawSpan) -> UInt32) -> UInt32 { key.withKeyBytes(function) }

        /// Values that the peers' own functions gave, for an ASCII key and one whose bytes are all from 0x80 on.
        @Test(
            "libmemcached's and twemproxy's, of user:1 and of ключ",
            arguments: [
                ("one_at_a_time", 0xa556_ff4b, 0xfbca_080a), ("md5", 0x10dd_b1bd, 0x667b_65c3),
                ("crc32", 0x7ba5, 0x0caf), ("crc32a", 0x7ba5_c282, 0x0caf_961a),
                ("crc16", 0xd56e_6a1a, 0x3c55_683f), ("fnv1_64", 0xc93c_ea93, 0x6499_7a19),
                ("fnv1a_64", 0x7508_1ceb, 0xa9ad_7881), ("fnv1_32", 0x00cc_85b3, 0x31b3_eff9),
                ("fnv1a_32", 0x6d1a_4acb, 0xafd6_17e1), ("hsieh", 0xe7bf_1826, 0xfa8a_713c),
                ("murmur", 0xd5d0_b563, 0x9ac6_d2af), ("jenkins", 0x37cd_5fd1, 0x4b2c_236f),
            ] as [(String, UInt32, UInt32)]
        )
        func twemproxy(name: String, ascii: UInt32, cyrillic: UInt32) throws {
            let function = try #require(TwemproxyHash(rawValue: name))
            #expect(hash("user:1", function.hash(bytes:)) == ascii)
            #expect(hash("ключ", function.hash(bytes:)) == cyrillic)
        }

        @Test("libmemcached's murmur3; its others are twemproxy's")
        func libmemcached() {
            #expect(hash("user:1", LibmemcachedHash.murmur3.hash(bytes:)) == 0xc579_eb42)
            #expect(hash("ключ", LibmemcachedHash.murmur3.hash(bytes:)) == 0x9132_b803)
            let same: [(LibmemcachedHash, TwemproxyHash)] = [
                (.oneAtATime, .oneAtATime), (.md5, .md5), (.crc, .crc32), (.fnv1With64Bits, .fnv1With64Bits),
                (.fnv1aWith64Bits, .fnv1aWith64Bits), (.fnv1With32Bits, .fnv1With32Bits),
                (.fnv1aWith32Bits, .fnv1aWith32Bits), (.murmur, .murmur), (.jenkins, .jenkins),
            ]
            #expect(same.count == LibmemcachedHash.allCases.count - 1)
            for (first, second) in same {
                for key in ["", "a", "user:1", "ключ", String(repeating: "ü", count: 40)] {
                    #expect(hash(key, first.hash(bytes:)) == hash(key, second.hash(bytes:)), "\(first) of \(key)")
                }
            }
        }

        @Test("HAProxy's, and its avalanche")
        func haproxy() {
            let expected: [HAProxyHash: UInt32] = [
                .sdbm: 0x3904_7082, .djb2: 0x2124_e72f, .wt6: 0xecb0_b882, .crc32: 0x7ba5_c282,
            ]
            for function in HAProxyHash.allCases {
                #expect(hash("user:1") { function.hash(bytes: $0) } == expected[function])
            }
            #expect(hash("user:1") { HAProxyHash.sdbm.hash(bytes: $0, avalanche: true) } == 0xcc76_1b27)
            #expect(HAProxyHashes.avalanche(4096) == 0x49c2_008b)
            #expect(HAProxyHashes.avalanche(4097) == 0xa497_2c87)
        }

        @Test("A CRC-32 of any length is the one bit by bit")
        func crc32() {
            for length in 0..<64 {
                let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 37 + length) }
                var expected = UInt32.max
                for byte in bytes {
                    expected ^= UInt32(byte)
                    for _ in 0..<8 { expected = expected & 1 == 1 ? expected >> 1 ^ 0xEDB8_8320 : expected >> 1 }
                }
                #expect(bytes.withKeyBytes { CRC32.hash($0) } == ~expected, "length \(length)")
            }
        }

        @Test("Points that were read off the peers")
        func points() {
            var label = NumberedLabel("127.0.0.1:9001_")
            #expect(label.hash(number: 0) { HashFunction.xxh64.hash(bytes: $0) } == 0x3eee_954d_5ec5_315f)
            #expect(label.hash(number: 0) { MurmurHash2.hash64($0, seed: 0xc70f_6907) } == 0xc2a1_9fe5_a9c7_7221)
            var ketama = NumberedLabel("127.0.0.1:9001-")
            let words = ketama.hash(number: 0, by: MD5.words)
            #expect(words == (0x414b_fd0d, 0xb3db_12cc, 0xb8d8_3c96, 0xcf8e_a50b))
            let text = NginxServer("127.0.0.1:9001").pointText.withKeyBytes { CRC32.hash($0) }
            let first = UInt32(0).withKeyBytes { CRC32.hash($0, continuing: text) }
            #expect(first == 0x7053_3e04)
            #expect(first.withKeyBytes { CRC32.hash($0, continuing: text) } == 0x1057_1e62)
        }

        @Test("An offset and a skip that were read off Envoy")
        func maglev() {
            let label = "127.0.0.1:9001"
            #expect(HashFunction.xxh64.hash(label) % 65_537 == 27_483)
            #expect(HashFunction(.xxh64, seed: 1).hash(label) % 65_536 + 1 == 16_494)
        }

        @Test("mcrouter's own test's numbers, jump's first ones, a token")
        func functions() throws {
            #expect(try McrouterCh3(poolSize: 100).shard(of: "sample") == 97)
            #expect(try McrouterCh3(poolSize: 100).shard(of: "") == 72)
            #expect(try McrouterCh3(poolSize: 1 << 23).shard(of: "") == 6_173_600)
            #expect(try McrouterCh3(poolSize: 1 << 23).shard(of: "sample") == 5_167_780)
            let pool = try McrouterCh3(poolSize: 10)
            var counts = [Int](repeating: 0, count: 10)
            for key in 0..<10_000 { counts[pool.shard(of: String(key))] += 1 }
            #expect(counts == [995, 955, 1046, 968, 1032, 972, 1016, 1038, 1010, 968])
            let jump = try GuavaConsistentHash(buckets: 10)
            #expect((0..<6).map { jump.shard(ofHash: $0) } == [0, 6, 6, 8, 1, 4])
            #expect(CassandraToken.token(of: "123") == -7_468_325_962_851_647_638)
            #expect(RedisSlot.slot(of: "") == 0)
            #expect(RedisSlot.slot(of: "foo{{bar}}zap") == RedisSlot.slot(of: "{bar"))
            #expect(RedisSlot.slot(of: "foo{}{bar}") != RedisSlot.slot(of: "bar"))
        }
    }
#endif
