#if Peers
    import CMD5
    public import ConsistentHashing

    /// MD5 as peers take it to place keys. Our own, not swift-crypto's: that allocates a context for each key, which takes as long
    /// again, and hashes one key at a time.
    @usableFromInline
    enum MD5 {
        /// The digest as four little-endian words.
        @usableFromInline
        static func words(_ bytes: RawSpan) -> (UInt32, UInt32, UInt32, UInt32) {
            var words: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
            bytes.withUnsafeBytes { bytes in
                withUnsafeMutableBytes(of: &words) { words in
                    sharding_md5(bytes.baseAddress, bytes.count, words.assumingMemoryBound(to: UInt32.self).baseAddress)
                }
            }
            return words
        }

        /// The first words of keys' digests, in the keys' order.
        @inlinable
        static func firstWords<Key: PlacementKey>(of keys: [Key]) -> [UInt32] {
            var lanes = MD5Lanes(count: keys.count)
            for index in keys.indices { keys[index].withKeyBytes { lanes.append($0) } }
            return lanes.finish()
        }
    }

    /// Hashes messages side by side: as many as a call of C takes, which is as quick for all of them as for one or two by themselves.
    @usableFromInline
    struct MD5Lanes {
        /// The first words of all messages' digests, and of how many messages they are there.
        private var words: [UInt32]
        private var count = 0
        /// The messages that wait to be hashed, padded, and which of all they are.
        private var blocks = Blocks()
        private var places = SIMD16<Int>.zero
        private var waiting = 0
        private let width: Int

        /// How many this machine hashes at a time.
        static let widest = sharding_md5_width()

        private static let laneCount = SHARDING_MD5_LANES
        private static let blockSize = SHARDING_MD5_BLOCK_BYTES

        /// Sixteen blocks side by side, without an allocation.
        private struct Blocks {
            typealias Four = (SIMD64<UInt8>, SIMD64<UInt8>, SIMD64<UInt8>, SIMD64<UInt8>)
            private static let none: Four = (.zero, .zero, .zero, .zero)
            var bytes = (none, none, none, none)
        }

        /// - Parameter count: how many messages there are.
        @usableFromInline
        init(count: Int) {
            self.init(count: count, width: Self.widest)
        }

        /// - Parameters:
        ///   - count: how many messages there are.
        ///   - width: how many are hashed at a time.
        init(count: Int, width: Int) {
            precondition(
                MemoryLayout<Blocks>.size == Self.laneCount * Self.blockSize && places.scalarCount == Self.laneCount,
                "the blocks are C's"
            )
            words = Array(repeating: 0, count: count)
            self.width = width
        }

        @usableFromInline
        mutating func append(_ message: RawSpan) {
            defer { count += 1 }
            guard message.byteCount <= SHARDING_MD5_LONGEST_IN_BLOCK else {
                words[count] = MD5.words(message).0
                return
            }
            let start = waiting * Self.blockSize
            message.withUnsafeBytes { message in
                withUnsafeMutableBytes(of: &blocks) { blocks in
                    let block = UnsafeMutableRawBufferPointer(rebasing: blocks[start...])
                    sharding_md5_pad(
                        message.baseAddress,
                        message.count,
                        block.assumingMemoryBound(to: UInt8.self).baseAddress
                    )
                }
            }
            places[waiting] = count
            waiting += 1
            if waiting == Self.laneCount { hash() }
        }

        /// The first words of all messages' digests, in the order in which the messages came.
        @usableFromInline
        consuming func finish() -> [UInt32] {
            if waiting > 0 { hash() }
            return words
        }

        private mutating func hash() {
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.laneCount) { found in
                found.initialize(repeating: 0)
                withUnsafeBytes(of: &blocks) { blocks in
                    let blocks = blocks.assumingMemoryBound(to: UInt8.self).baseAddress
                    sharding_md5_first_words(blocks, waiting, found.baseAddress, width)
                }
                for lane in 0..<waiting { words[places[lane]] = found[lane] }
            }
            waiting = 0
        }
    }
#endif
