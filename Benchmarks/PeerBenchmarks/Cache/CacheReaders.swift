#if Peers && Caches
    import CLibmemcached
    import CacheSharding
    import CommandLineSupport
    import RunningPrograms

    /// What is stored and read.
    struct CacheKeys {
        let texts: [String]
        let keys: [CacheKey]
        let value: [UInt8]

        init(count: Int, valueBytes: Int) {
            texts = (0..<count).map { "cache:key:\(1_000_000 + $0)" }
            keys = texts.map { CacheKey($0) }
            value = (0..<valueBytes).map { UInt8(truncatingIfNeeded: $0) }
        }
    }

    /// A client that is measured.
    protocol CacheReader {
        func store(_ keys: CacheKeys) async throws
        /// Reads so many keys from one on, at once.
        ///
        /// - Returns: how many bytes their values have together.
        func read(_ keys: CacheKeys, from first: Int, count: Int) async throws -> Int
    }

    /// This package's client.
    struct OurReader: CacheReader {
        let cache: MemcachedCache

        func store(_ keys: CacheKeys) async throws {
            for key in keys.keys { try await cache.set(key, bytes: keys.value) }
        }

        func read(_ keys: CacheKeys, from first: Int, count: Int) async throws -> Int {
            if count == 1 { return try await cache.get(keys.keys[first])?.count ?? 0 }
            let values = try await cache.get(Array(keys.keys[first..<first + count]))
            return values.reduce(0) { $0 + ($1?.count ?? 0) }
        }
    }

    /// libmemcached in C: over all servers by its own weighted ketama, or over one connection to a proxy.
    final class LibmemcachedReader: CacheReader {
        private let client: UnsafeMutableRawPointer
        private let lengths: [Int]
        private let texts: [UnsafeMutablePointer<CChar>]

        init(_ servers: [ServerProgram.Address], keys: CacheKeys) throws(Failure) {
            guard libmemcached_is_there(), let client = libmemcached_make() else {
                throw Failure(
                    .unavailable,
                    "this was built without libmemcached; install libmemcached-dev (Debian, Ubuntu) and build again"
                )
            }
            self.client = client
            texts = keys.texts.map { text in
                let copy = UnsafeMutablePointer<CChar>.allocate(capacity: text.utf8.count)
                for (place, byte) in text.utf8.enumerated() { copy[place] = CChar(bitPattern: byte) }
                return copy
            }
            lengths = keys.texts.map(\.utf8.count)
            libmemcached_hurry(client)
            let isReady =
                servers.allSatisfy { libmemcached_add(client, $0.host, UInt16($0.port)) }
                && (servers.count == 1 || libmemcached_set(client, libmemcached_weighted_ketama))
            guard isReady else { throw Failure(.systemError, "libmemcached takes no \(servers.count) servers") }
        }

        deinit {
            libmemcached_free(client)
            for text in texts { text.deallocate() }
        }

        func store(_ keys: CacheKeys) throws {
            try keys.value.withUnsafeBytes { value in
                let bytes = value.baseAddress?.assumingMemoryBound(to: CChar.self)
                for (text, length) in zip(texts, lengths) {
                    guard libmemcached_store(client, text, length, bytes, value.count) else {
                        throw Failure(.dataError, "libmemcached can't store a key")
                    }
                }
            }
        }

        func read(_ keys: CacheKeys, from first: Int, count: Int) -> Int {
            if count == 1 { return libmemcached_read(client, texts[first], lengths[first]) }
            return texts[first..<first + count].map { Optional(UnsafePointer($0)) }.withUnsafeBufferPointer { texts in
                lengths[first..<first + count].withUnsafeBufferPointer { lengths in
                    libmemcached_read_all(client, texts.baseAddress, lengths.baseAddress, count)
                }
            }
        }
    }
#endif
