#if Caches
    /// The keys of one connection among all that are asked for.
    struct KeyList: Sendable {
        /// All of them, shared by the lists of all connections.
        private let keys: [CacheKey]
        /// Where those of each list are among them, one list's behind the other's.
        private let order: [Int]
        private let range: Range<Int>
        /// How many bytes its keys have together.
        let byteCount: Int

        /// The most that are asked for by one request: Redis does a request of a few thousand keys in a millisecond, during which
        /// it does nothing else, and takes none of more than a million words.
        static let most = 4096

        /// - Parameters:
        ///   - keys: all of them.
        ///   - order: their places, in an order in which those of this list stand side by side.
        ///   - range: where these stand in it.
        init(of keys: [CacheKey], order: [Int], range: Range<Int>) {
            self.keys = keys
            self.order = order
            self.range = range
            byteCount = order[range].reduce(0) { $0 + keys[$1].bytes.count }
        }

        /// Keys of one connection that are a part of more.
        init(_ keys: [CacheKey]) {
            self.init(of: keys, order: Array(keys.indices), range: keys.indices)
        }

        var count: Int { range.count }
        /// Where its keys are among all of them.
        var places: ArraySlice<Int> { order[range] }

        subscript(number: Int) -> CacheKey { keys[order[range.lowerBound + number]] }

        /// Lends a key's bytes, without a reference to the key being counted.
        @inline(__always)
        func withBytes<Result>(of number: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
            keys[order[range.lowerBound + number]].bytes.withUnsafeBytes(body)
        }
    }
#endif
