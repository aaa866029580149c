#if Peers && Caches
    import CLibmemcached
    import CacheSharding
    import CommandLineSupport
    import Foundation
    import RunningPrograms

    /// What is stored and read.
    struct CacheKeys: Sendable {
        let texts: [String]
        let keys: [CacheKey]
        let value: [UInt8]

        init(count: Int, valueBytes: Int) {
            texts = (0..<count).map { "cache:key:\(1_000_000 + $0)" }
            keys = texts.map { CacheKey($0) }
            value = (0..<valueBytes).map { UInt8(truncatingIfNeeded: $0) }
        }
    }

    /// A client that is measured, with as many readers as read at the same time.
    protocol CacheClient: Sendable {
        func store(_ keys: CacheKeys) async throws
        /// Lets so many readers read at the same time.
        func read(_ plan: ReadPlan, readers: Int) async throws -> [ReadLoop]
    }

    /// This package's client: its readers are tasks that share it.
    struct OurClient: CacheClient {
        let cache: MemcachedCache
        /// Where the tasks run; wherever tasks do if `nil`.
        var executor: (any TaskExecutor)?

        func store(_ keys: CacheKeys) async throws {
            for key in keys.keys { try await cache.set(key, bytes: keys.value) }
        }

        func read(_ plan: ReadPlan, readers: Int) async throws -> [ReadLoop] {
            try await withThrowingTaskGroup { group in
                for reader in 0..<readers {
                    group.addTask(executorPreference: executor) { try await read(plan, reader) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }

        private func read(_ plan: ReadPlan, _ reader: Int) async throws -> ReadLoop {
            var loop = ReadLoop(plan, reader: reader)
            let keys = plan.keys.keys
            // Made once, as C's are: what is read begins anew after some hundred reads.
            var lists = [[CacheKey]?](repeating: nil, count: keys.count)
            while let next = loop.next {
                if next.count == 1 {
                    try loop.take(try await cache.get(keys[next.lowerBound])?.count ?? 0)
                } else {
                    let list = lists[next.lowerBound] ?? Array(keys[next])
                    lists[next.lowerBound] = list
                    let values = try await cache.get(list)
                    // By index, which takes no reference to a value: C's takes none.
                    var size = 0
                    for index in values.indices { size += values[index]?.count ?? 0 }
                    try loop.take(size)
                }
            }
            return loop
        }
    }

    /// libmemcached in C: its readers are threads, each with a client and connections of its own, for it is not to be shared. Over all
    /// servers by its own weighted ketama, or over one connection a thread to a proxy.
    struct LibmemcachedReaders: CacheClient {
        private let clients: [LibmemcachedConnections]

        init(_ servers: [ServerProgram.Address], keys: CacheKeys, readers: Int) throws(Failure) {
            let keys = LibmemcachedKeys(keys)
            var clients: [LibmemcachedConnections] = []
            for _ in 0..<readers { clients.append(try LibmemcachedConnections(servers, keys)) }
            self.clients = clients
        }

        func store(_ keys: CacheKeys) throws { try clients[0].store(keys.value) }

        func read(_ plan: ReadPlan, readers: Int) async throws -> [ReadLoop] {
            try await withThrowingTaskGroup { group in
                for (reader, client) in clients.prefix(readers).enumerated() {
                    group.addTask {
                        try await withCheckedThrowingContinuation { continuation in
                            Thread.detachNewThread {
                                continuation.resume(with: Result { try client.read(plan, reader) })
                            }
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
    }

    /// Keys as C has them.
    private final class LibmemcachedKeys: @unchecked Sendable {
        // Unchecked: what it points to is written by `init` alone.
        let texts: [UnsafePointer<CChar>?]
        let lengths: [Int]

        init(_ keys: CacheKeys) {
            texts = keys.texts.map { text in
                let copy = UnsafeMutablePointer<CChar>.allocate(capacity: text.utf8.count)
                for (place, byte) in text.utf8.enumerated() { copy[place] = CChar(bitPattern: byte) }
                return UnsafePointer(copy)
            }
            lengths = keys.texts.map(\.utf8.count)
        }

        deinit {
            for text in texts { text?.deallocate() }
        }
    }

    /// One thread's client.
    private final class LibmemcachedConnections: @unchecked Sendable {
        // Unchecked: one thread uses it at a time.
        private let client: UnsafeMutableRawPointer
        private let keys: LibmemcachedKeys

        init(_ servers: [ServerProgram.Address], _ keys: LibmemcachedKeys) throws(Failure) {
            guard libmemcached_is_there(), let client = libmemcached_make() else {
                throw Failure(
                    .unavailable,
                    "this was built without libmemcached; install libmemcached-dev (Debian, Ubuntu) and build again"
                )
            }
            self.client = client
            self.keys = keys
            libmemcached_hurry(client)
            let isReady =
                servers.allSatisfy { libmemcached_add(client, $0.host, UInt16($0.port)) }
                && (servers.count == 1 || libmemcached_set(client, libmemcached_weighted_ketama))
            guard isReady else { throw Failure(.systemError, "libmemcached takes no \(servers.count) servers") }
        }

        deinit { libmemcached_free(client) }

        func store(_ value: [UInt8]) throws {
            try value.withUnsafeBytes { value in
                let bytes = value.baseAddress?.assumingMemoryBound(to: CChar.self)
                for (text, length) in zip(keys.texts, keys.lengths) {
                    guard libmemcached_store(client, text, length, bytes, value.count) else {
                        throw Failure(.dataError, "libmemcached can't store a key")
                    }
                }
            }
        }

        func read(_ plan: ReadPlan, _ reader: Int) throws -> ReadLoop {
            var loop = ReadLoop(plan, reader: reader)
            while let next = loop.next {
                let first = next.lowerBound
                if next.count == 1 {
                    try loop.take(libmemcached_read(client, keys.texts[first], keys.lengths[first]))
                } else {
                    let size = keys.texts[next].withUnsafeBufferPointer { texts in
                        keys.lengths[next].withUnsafeBufferPointer { lengths in
                            libmemcached_read_all(client, texts.baseAddress, lengths.baseAddress, next.count)
                        }
                    }
                    try loop.take(size)
                }
            }
            return loop
        }
    }
#endif
