#if Caches
    import CacheSharding
    import LoadBalancing
    import NIOCore
    import TestSupport
    import Testing

    /// What a cache may answer for the keys of one task, by what it was told: the newest value that was confirmed, one that was sent
    /// later and not confirmed, or none.
    private struct Model {
        private var confirmed: [CacheKey: Int] = [:]
        private var sent: [CacheKey: Int] = [:]

        mutating func write(_ key: CacheKey) -> Int {
            sent[key, default: 0] += 1
            return sent[key, default: 0]
        }

        mutating func end(_ key: CacheKey, _ version: Int, _ outcome: WriteOutcome) {
            if outcome == .done { confirmed[key] = version }
        }

        /// What is wrong with an answer; `nil` if it may be.
        func objection(to value: String?, for key: CacheKey) -> String? {
            guard let value else { return nil }
            let parts = value.split(separator: "|")
            guard parts.count == 2, let version = Int(parts[1]) else { return "\(value) is nobody's value" }
            guard parts[0] == key.description else { return "\(value) is not a value of \(key)" }
            guard version >= confirmed[key, default: 0] else {
                return "\(value) is older than the version \(confirmed[key, default: 0]) that was confirmed"
            }
            return version <= sent[key, default: 0] ? nil : "\(value) was never sent"
        }
    }

    @Suite("Under load", .timeLimit(.minutes(2)), .needsCacheServers)
    struct LoadTests {
        private struct Tally: Sendable {
            var reads = 0
            var hits = 0
            var wrong: [String] = []
            var slowest = Duration.zero
        }

        @Test(
            "Nodes are killed, frozen, started again and added: no answer is ever wrong, and none comes late",
            arguments: CacheServer.Kind.allCases
        )
        func faults(kind: CacheServer.Kind) async throws {
            let servers = try (0..<5).map { _ in try CacheServer(kind) }
            let feed = EndpointFeed(servers.prefix(4).map(\.endpoint))
            var configuration = CacheConfiguration(
                timeout: .milliseconds(100),
                unansweredLimit: .milliseconds(500),
                reconnectBackoff: .milliseconds(5),
                maximumReconnectBackoff: .milliseconds(50)
            )
            configuration.balancing.outliers?.baseEjectionTime = .milliseconds(200)
            configuration.balancing.outliers?.maximumEjectionTime = .milliseconds(200)
            configuration.balancing.outliers?.interval = .milliseconds(20)
            let cache: any ShardedCache =
                switch kind {
                case .memcached: try MemcachedCache(feed, configuration: configuration)
                case .redis: try RedisCache(feed, configuration: configuration)
                }
            let isOver = Locked(false)
            let tally = Locked(Tally())
            let progress = { tally.withLock { $0.reads } }
            try await running(any: cache) { (cache) async throws in
                try await withThrowingTaskGroup { group in
                    for task in 0..<8 {
                        group.addTask { () async throws in
                            var random = SeededNumbers(seed: UInt64(task))
                            var model = Model()
                            let keys = (0..<50).map { CacheKey("task:\(task):\($0)") }
                            func write(_ key: CacheKey) async throws {
                                let version = model.write(key)
                                model.end(key, version, try await cache.set(key, "\(key)|\(version)"))
                            }
                            for key in keys { try await write(key) }
                            while !isOver.withLock({ $0 }) {
                                let key = keys[Int.random(in: keys.indices, using: &random)]
                                if Int.random(in: 0..<4, using: &random) == 0 {
                                    try await write(key)
                                    continue
                                }
                                let asked = Bool.random(using: &random) ? [key] : keys
                                let clock = ContinuousClock()
                                let start = clock.now
                                let values = try await cache.get(asked)
                                let time = clock.now - start
                                let objections = zip(asked, values).compactMap {
                                    model.objection(to: $1?.string, for: $0)
                                }
                                // What is not there is loaded, and stored.
                                if let missing = zip(asked, values).first(where: { $1 == nil }) {
                                    try await write(missing.0)
                                }
                                tally.withLock { tally in
                                    tally.reads += asked.count
                                    tally.hits += values.count { $0 != nil }
                                    tally.wrong += objections
                                    tally.slowest = max(tally.slowest, time)
                                }
                            }
                        }
                    }
                    // Each event once the load has gone on for a while.
                    func load(_ reads: Int = 2000) async {
                        let start = progress()
                        while progress() < start + reads { await Task.yield() }
                    }
                    await load()
                    for round in 0..<3 {
                        servers[round].kill()
                        await load()
                        servers[round + 1].pause()
                        await load()
                        try servers[round].start()
                        servers[round + 1].resume()
                        await load()
                        if round == 1 { feed.send(servers.map(\.endpoint)) }
                    }
                    await load()
                    isOver.withLock { $0 = true }
                    try await group.waitForAll()
                }
                // When all is over, everything that is stored is found again.
                for number in 0..<200 {
                    let key = CacheKey("after:\(number)")
                    while try await cache.set(key, "\(number)") != .done { await Task.yield() }
                }
                for number in 0..<200 {
                    #expect(try await cache.get(CacheKey("after:\(number)"))?.string == "\(number)")
                }
            }
            let result = tally.withLock { $0 }
            print("\(kind.rawValue): \(result.reads) reads, \(result.hits) hits, the slowest took \(result.slowest)")
            #expect(result.wrong.isEmpty, "\(result.wrong.prefix(5))")
            #expect(Double(result.hits) > 0.4 * Double(result.reads))
            // The time-out, and what a crowded machine adds.
            #expect(result.slowest < .milliseconds(1000))
        }
    }
#endif
