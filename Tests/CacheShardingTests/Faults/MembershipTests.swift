#if Caches
    import CacheSharding
    import LoadBalancing
    import NIOCore
    import Testing

    @Suite("Nodes that come and go", .timeLimit(.minutes(1)), .needsCacheServers)
    struct MembershipTests {
        private let keys = (0..<500).map { CacheKey("key:\($0)") }

        private func run(
            _ kind: CacheServer.Kind,
            _ configuration: CacheConfiguration,
            _ body: (any ShardedCache, [CacheServer], EndpointFeed) async throws -> Void
        ) async throws {
            let servers = try (0..<5).map { _ in try CacheServer(kind) }
            let feed = EndpointFeed(servers.prefix(4).map(\.endpoint))
            let cache: any ShardedCache =
                switch kind {
                case .memcached: try MemcachedCache(feed, configuration: configuration)
                case .redis: try RedisCache(feed, configuration: configuration)
                }
            try await running(any: cache) { try await body($0, servers, feed) }
        }

        private func fill(_ cache: any ShardedCache) async throws {
            for key in keys {
                #expect(try await cache.set(key, "value of \(key)", expiring: .seconds(3600)) == .done)
            }
        }

        private func owners(_ cache: any ShardedCache) -> [EndpointID?] { keys.map { cache.owner(of: $0)?.id } }

        @Test(
            "A node that is added takes a fifth of the keys, and only these are misses",
            arguments: CacheServer.Kind.allCases
        )
        func added(kind: CacheServer.Kind) async throws {
            try await run(kind, .patient) { (cache, servers, feed) async throws in
                try await fill(cache)
                let before = owners(cache)
                feed.send(servers.map(\.endpoint))
                while owners(cache) == before { await Task.yield() }
                let after = owners(cache)
                let values = try await cache.get(keys)
                for (index, key) in keys.enumerated() {
                    let isMoved = before[index] != after[index]
                    if isMoved { #expect(after[index] == servers[4].id) }
                    // What the node can't be picked for yet is a miss too, but never another key's value.
                    if isMoved {
                        #expect(values[index] == nil)
                    } else {
                        #expect(values[index]?.string == "value of \(key)")
                    }
                }
                let moved = zip(before, after).count { $0 != $1 }
                #expect((40...200).contains(moved))
            }
        }

        @Test(
            "With warm-up, a node that is added costs no value: what it does not have is taken over",
            arguments: CacheServer.Kind.allCases
        )
        func warmUp(kind: CacheServer.Kind) async throws {
            try await run(kind, CacheConfiguration(timeout: .seconds(20), warmUp: .seconds(60))) {
                (cache, servers, feed) async throws in
                try await fill(cache)
                let counter: CacheKey = "counter"
                #expect(try await cache.increment(counter, initial: 41, expiring: .seconds(3600)) == 41)
                let before = owners(cache)
                feed.send(servers.map(\.endpoint))
                while owners(cache) == before { await Task.yield() }
                let after = owners(cache)
                let moved = keys.indices.filter { before[$0] != after[$0] }
                // Changed before it was taken over: the old value must not come back.
                let changed = keys[moved[0]]
                #expect(try await cache.set(changed, "new") == .done)
                let deleted = keys[moved[1]]
                _ = try await cache.delete(deleted)
                for _ in 0..<2 {
                    for (key, value) in zip(keys, try await cache.get(keys)) {
                        switch key {
                        case changed: #expect(value?.string == "new")
                        case deleted: #expect(value == nil)
                        default: #expect(value?.string == "value of \(key)")
                        }
                    }
                }
                #expect(cache.counts.warmUpHits == moved.count - 2)
                // With the time that was left.
                let left = try #require(try await cache.getWithVersion(keys[moved[2]])?.timeLeft)
                #expect(left > .seconds(3500) && left <= .seconds(3600))
                #expect(try await cache.increment(counter) == 42)
            }
        }

        @Test(
            "A node that is removed takes its keys with it, and its connections are closed",
            arguments: CacheServer.Kind.allCases
        )
        func removed(kind: CacheServer.Kind) async throws {
            var configuration = CacheConfiguration.patient
            configuration.balancing.drainDuration = .zero
            try await run(kind, configuration) { (cache, servers, feed) async throws in
                try await fill(cache)
                let before = owners(cache)
                feed.send(servers.prefix(3).map(\.endpoint))
                while owners(cache) == before { await Task.yield() }
                for (index, value) in try await cache.get(keys).enumerated() {
                    let isLost = before[index] == servers[3].id
                    #expect(value?.string == (isLost ? nil : "value of \(keys[index])"))
                }
                #expect(cache.status.endpoints.count <= 4)
            }
        }
    }
#endif
