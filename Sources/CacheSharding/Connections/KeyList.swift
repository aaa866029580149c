#if Caches
    /// The keys of one connection among all that are asked for.
    struct KeyList: Sendable {
        /// All of them, shared by the lists of all connections.
        private let keys: [CacheKey]
        /// Where those of this list are among them.
        private(set) var places: [Int] = []
        /// How many bytes its keys have together.
        private(set) var byteCount = 0

        /// The most that are asked for by one request: Redis does a request of a few thousand keys in a millisecond, during which
        /// it does nothing else, and takes none of more than a million words.
        static let most = 4096

        /// An empty list.
        ///
        /// - Parameter capacity: how many keys it is likely to have.
        init(of keys: [CacheKey], capacity: Int) {
            self.keys = keys
            places.reserveCapacity(capacity)
        }

        /// Keys of one connection that are a part of more.
        init(_ keys: [CacheKey]) {
            self.keys = keys
            places = Array(keys.indices)
            byteCount = keys.reduce(0) { $0 + $1.bytes.count }
        }

        var count: Int { places.count }
        var isFull: Bool { places.count >= Self.most }

        subscript(number: Int) -> CacheKey { keys[places[number]] }

        /// Lends a key's bytes, without a reference to the key being counted.
        @inline(__always)
        func withBytes<Result>(of number: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
            keys[places[number]].bytes.withUnsafeBytes(body)
        }

        mutating func append(_ place: Int) {
            places.append(place)
            byteCount += keys[place].bytes.count
        }
    }
#endif
