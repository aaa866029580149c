#if Caches
    import CacheSharding
    import LoadBalancing

    extension CacheConfiguration {
        /// For tests of answers, not of times: a crowded machine is slow.
        static var patient: CacheConfiguration { CacheConfiguration(timeout: .seconds(20)) }
    }

    extension CacheServer.Kind {
        /// A client for servers of this kind.
        func cache(
            _ endpoints: [Endpoint],
            placement: CachePlacement = .ring,
            _ configuration: CacheConfiguration = CacheConfiguration()
        ) throws -> any ShardedCache {
            switch self {
            case .memcached: try MemcachedCache(endpoints, placement: placement, configuration: configuration)
            case .redis: try RedisCache(endpoints, placement: placement, configuration: configuration)
            }
        }
    }

    /// Runs a cache client for the length of `body`, and makes sure that it ends.
    func running<Cache: ShardedCache, Result>(
        _ cache: Cache,
        _ body: (Cache) async throws -> Result
    ) async throws -> Result {
        try await running(any: cache) { _ in try await body(cache) }
    }

    /// The same for a client of any kind.
    func running<Result>(
        any cache: any ShardedCache,
        _ body: (any ShardedCache) async throws -> Result
    ) async throws -> Result {
        let running = Task { try await cache.run() }
        do {
            let result = try await body(cache)
            running.cancel()
            try await running.value
            return result
        } catch {
            running.cancel()
            _ = await running.result
            throw error
        }
    }

    /// Starts servers and runs a client over them for the length of `body`.
    func running(
        _ kind: CacheServer.Kind,
        count: Int,
        _ configuration: CacheConfiguration = .patient,
        _ body: (any ShardedCache, [CacheServer]) async throws -> Void
    ) async throws {
        let servers = try (0..<count).map { _ in try CacheServer(kind) }
        try await running(any: kind.cache(servers.map(\.endpoint), configuration)) { cache in
            try await body(cache, servers)
        }
    }
#endif
