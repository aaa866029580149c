#if Caches
    public import NIOCore

    extension ShardedCache {
        /// The value of this type under a key: see ``get(_:)-(CacheKey)``. `nil` too if what is there is none of the type, such as one
        /// that another version of the app stored.
        public func get<Value: Decodable>(_ key: CacheKey, as type: Value.Type) async throws -> Value? {
            guard let stored = try await get(key) else { return nil }
            return decode(type, stored)
        }

        /// The values of this type under keys, in their order: see ``get(_:)-([CacheKey])``.
        public func get<Value: Decodable>(_ keys: [CacheKey], as type: Value.Type) async throws -> [Value?] {
            try await get(keys).map { $0.flatMap { decode(type, $0) } }
        }

        private func decode<Value: Decodable>(_ type: Value.Type, _ stored: CachedValue) -> Value? {
            let value = core.configuration.coding.value(type, stored)
            if value == nil { core.totals.count(.undecodable) }
            return value
        }

        /// Stores a value as ``CacheConfiguration/coding`` writes it: see ``set(_:_:expiring:)-(_,ByteBuffer,_)``.
        ///
        /// - Throws: What writing it throws, too.
        @discardableResult
        public func set(_ key: CacheKey, encoding value: some Encodable, expiring: Duration? = nil) async throws
            -> WriteOutcome
        {
            try await set(key, core.configuration.coding.encode(value), expiring: expiring)
        }

        /// The value under a key; if there is none, what `load` gives, which is stored.
        ///
        /// ```swift
        /// let user = try await cache.value("user:1", expiring: .seconds(60), staleFor: .seconds(600)) {
        ///     try await database.user(1)
        /// }
        /// ```
        ///
        /// Of all in this process that ask for a key at a time, one loads and the others wait for it; if it is cancelled, the next one
        /// loads. What could not be stored is returned all the same.
        ///
        /// - Parameters:
        ///   - key: what it is stored under.
        ///   - expiring: for how long a value is fresh.
        ///   - stale: for how long beyond that it is returned all the same, while it is loaded anew in the background, by ``run()``.
        ///     A load that fails leaves it as it is.
        ///   - load: gives the value.
        /// - Throws: What `load` throws, to all who wait for it; ``CacheError``, `CancellationError`.
        public func value<Value: Codable & Sendable>(
            _ key: CacheKey,
            expiring: Duration,
            staleFor stale: Duration = .zero,
            load: @escaping @Sendable () async throws -> Value
        ) async throws -> Value {
            let coding = core.configuration.coding
            return try await core.readThrough(
                LoadPlan(
                    key: key,
                    fresh: TimeToLive(expiring),
                    stale: max(.zero, stale),
                    read: { coding.value(Value.self, $0) },
                    write: { try coding.encode($0) },
                    load: load
                )
            )
        }

        /// The same for bytes as they are.
        public func buffer(
            _ key: CacheKey,
            expiring: Duration,
            staleFor stale: Duration = .zero,
            load: @escaping @Sendable () async throws -> ByteBuffer
        ) async throws -> ByteBuffer {
            try await core.readThrough(
                LoadPlan(
                    key: key,
                    fresh: TimeToLive(expiring),
                    stale: max(.zero, stale),
                    read: { $0.buffer },
                    write: { $0 },
                    load: load
                )
            )
        }
    }
#endif
