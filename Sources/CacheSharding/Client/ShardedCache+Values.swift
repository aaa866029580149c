#if Caches
    public import NIOCore

    extension ShardedCache {
        // MARK: Reading

        /// What is stored under a key; `nil` if there is nothing, or no node that keeps it answers in time.
        ///
        /// - Throws: ``CacheError``, `CancellationError`
        public func get(_ key: CacheKey) async throws -> CachedValue? {
            try await core.read(key)
        }

        /// What is stored under keys, in their order. All their nodes are asked at once, each for all of its keys together, and a node's
        /// answer counts once all of it has come. Of Redis, a key that has something else than a string is one that has nothing here.
        ///
        /// - Throws: ``CacheError``, `CancellationError`
        public func get(_ keys: [CacheKey]) async throws -> [CachedValue?] {
            try await core.read(keys)
        }

        /// What is stored under a key, with its version for ``replace(_:with:ifStill:expiring:)`` and the time it has left.
        ///
        /// - Throws: ``CacheError``, `CancellationError`
        public func getWithVersion(_ key: CacheKey) async throws -> CachedValue? {
            try await core.read(key, details: true)
        }

        // MARK: Writing

        /// Stores a value under a key, whatever is there.
        ///
        /// - Parameters:
        ///   - key: what to store it under.
        ///   - value: its bytes.
        ///   - expiring: after how long it is gone; `nil` for as long as the server likes. memcached counts in whole seconds,
        ///     rounded up, Redis in milliseconds.
        /// - Throws: ``CacheError``, `CancellationError`
        @discardableResult
        public func set(_ key: CacheKey, _ value: ByteBuffer, expiring: Duration? = nil) async throws -> WriteOutcome {
            try await core.store(key, StoredValue(buffer: value), TimeToLive(expiring))
        }

        /// Stores the UTF-8 of a text: see ``set(_:_:expiring:)-(_,ByteBuffer,_)``.
        @discardableResult
        public func set(_ key: CacheKey, _ value: String, expiring: Duration? = nil) async throws -> WriteOutcome {
            try await set(key, ByteBuffer(string: value), expiring: expiring)
        }

        /// Stores bytes: see ``set(_:_:expiring:)-(_,ByteBuffer,_)``.
        @discardableResult
        public func set(_ key: CacheKey, bytes: [UInt8], expiring: Duration? = nil) async throws -> WriteOutcome {
            try await set(key, ByteBuffer(bytes: bytes), expiring: expiring)
        }

        /// Stores a value if there is none under the key.
        @discardableResult
        public func add(_ key: CacheKey, _ value: ByteBuffer, expiring: Duration? = nil) async throws -> WriteOutcome {
            try await core.store(key, StoredValue(buffer: value), TimeToLive(expiring), .ifAbsent)
        }

        /// Stores a value if there is one under the key.
        @discardableResult
        public func replace(_ key: CacheKey, with value: ByteBuffer, expiring: Duration? = nil) async throws
            -> WriteOutcome
        {
            try await core.store(key, StoredValue(buffer: value), TimeToLive(expiring), .ifPresent)
        }

        /// Stores a value if the one under the key is still what it was: compare and swap.
        ///
        /// memcached counts writes, so any write in between is one; with Redis the values are compared.
        ///
        /// - Parameters:
        ///   - key: what it is stored under.
        ///   - value: the new one.
        ///   - version: what ``getWithVersion(_:)`` gave. If another node keeps the key by now, nothing is done.
        ///   - expiring: the new one's time to live.
        @discardableResult
        public func replace(
            _ key: CacheKey,
            with value: ByteBuffer,
            ifStill version: CacheVersion,
            expiring: Duration? = nil
        ) async throws -> WriteOutcome {
            try await core.store(key, StoredValue(buffer: value), TimeToLive(expiring), .ifStill(version))
        }

        /// Deletes what is under a key. ``WriteOutcome/notDone`` if there is nothing.
        @discardableResult
        public func delete(_ key: CacheKey) async throws -> WriteOutcome {
            try await core.delete(key)
        }

        /// Gives what is under a key a new time to live, from now on. ``WriteOutcome/notDone`` if there is nothing.
        @discardableResult
        public func touch(_ key: CacheKey, expiring: Duration?) async throws -> WriteOutcome {
            try await core.touch(key, TimeToLive(expiring))
        }

        // MARK: Counting

        /// Counts a number up that is stored in decimal.
        ///
        /// - Parameters:
        ///   - key: what it is stored under.
        ///   - amount: by how much. Redis counts to 2⁶³ − 1, memcached to 2⁶⁴ − 1 and then from 0.
        ///   - initial: what is stored, and returned, where there is nothing; `nil` if nothing is.
        ///   - expiring: the time to live of that.
        /// - Returns: the number it is now; `nil` if there is nothing, or its node does not answer: then it may have counted.
        /// - Throws: ``CacheError/notANumber(_:)`` and other ``CacheError``s, `CancellationError`
        @discardableResult
        public func increment(
            _ key: CacheKey,
            by amount: UInt64 = 1,
            initial: UInt64? = nil,
            expiring: Duration? = nil
        ) async throws -> UInt64? {
            try await count(key, amount, isUp: true, initial, expiring)
        }

        /// Counts a number down, to 0 at the lowest: see ``increment(_:by:initial:expiring:)``.
        @discardableResult
        public func decrement(
            _ key: CacheKey,
            by amount: UInt64 = 1,
            initial: UInt64? = nil,
            expiring: Duration? = nil
        ) async throws -> UInt64? {
            try await count(key, amount, isUp: false, initial, expiring)
        }

        private func count(
            _ key: CacheKey,
            _ amount: UInt64,
            isUp: Bool,
            _ initial: UInt64?,
            _ expiring: Duration?
        ) async throws -> UInt64? {
            let time = try TimeToLive(expiring)
            return try await core.count(key, CountStep(amount: amount, isUp: isUp, initial: initial, timeToLive: time))
        }
    }
#endif
