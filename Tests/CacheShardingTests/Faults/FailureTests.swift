#if Caches
    import CacheSharding
    import Logging
    import LoadBalancing
    import NIOCore
    import Testing

    /// One test for each row of the guide's table "What a failure means".
    @Suite("What a failure means", .timeLimit(.minutes(1)), .needsCacheServers)
    struct FailureTests {
        private let keys = (0..<200).map { CacheKey("key:\($0)") }

        /// Short times but for the time-out, which has to do for whatever else the machine does.
        private func configuration(_ change: (inout CacheConfiguration) -> Void = { _ in }) -> CacheConfiguration {
            var configuration = CacheConfiguration(
                timeout: .seconds(3),
                reconnectBackoff: .milliseconds(5),
                maximumReconnectBackoff: .milliseconds(20)
            )
            configuration.balancing.outliers?.baseEjectionTime = .milliseconds(100)
            configuration.balancing.outliers?.maximumEjectionTime = .milliseconds(100)
            configuration.balancing.outliers?.interval = .milliseconds(10)
            change(&configuration)
            return configuration
        }

        private func fill(_ cache: any ShardedCache) async throws {
            for key in keys { #expect(try await cache.set(key, "value of \(key)") == .done) }
        }

        /// Every key's value is its own or none; gives the keys that have none.
        private func missing(_ cache: any ShardedCache) async throws -> [CacheKey] {
            var missing: [CacheKey] = []
            for (key, value) in zip(keys, try await cache.get(keys)) {
                if let value { #expect(value.string == "value of \(key)") } else { missing.append(key) }
            }
            return missing
        }

        private func owned(by server: CacheServer, _ cache: any ShardedCache) -> [CacheKey] {
            keys.filter { cache.owner(of: $0)?.id == server.id }
        }

        @Test(
            "A node that is down: its keys are misses at once, all others are hits",
            arguments: CacheServer.Kind.allCases
        )
        func down(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 5, configuration()) { (cache, servers) async throws in
                try await fill(cache)
                #expect(try await missing(cache).isEmpty)
                servers[2].kill()
                let lost = owned(by: servers[2], cache)
                #expect(lost.count > 10)
                let clock = ContinuousClock()
                let time = try await clock.measure { () async throws in
                    for _ in 0..<20 { #expect(try await missing(cache) == lost) }
                    for key in lost { #expect(try await cache.set(key, "new") == .unconfirmed) }
                }
                // Nowhere near a time-out for each.
                #expect(time < .seconds(3))
            }
        }

        @Test("A node that is started again is empty, and is used again", arguments: CacheServer.Kind.allCases)
        func restarted(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 3, configuration()) { (cache, servers) async throws in
                try await fill(cache)
                servers[0].kill()
                let lost = owned(by: servers[0], cache)
                #expect(try await missing(cache) == lost)
                try servers[0].start()
                #expect(try await missing(cache) == lost)
                for key in lost {
                    while try await cache.set(key, "value of \(key)") != .done { await Task.yield() }
                }
                #expect(try await missing(cache).isEmpty)
            }
        }

        @Test(
            "A node that hangs: its keys are misses within the time-out, then at once",
            arguments: CacheServer.Kind.allCases
        )
        func frozen(kind: CacheServer.Kind) async throws {
            let configuration = configuration {
                $0.timeout = .milliseconds(300)
                $0.balancing.outliers?.baseEjectionTime = .seconds(60)
                $0.balancing.outliers?.maximumEjectionTime = .seconds(60)
            }
            try await running(kind, count: 5, configuration) { (cache, servers) async throws in
                try await fill(cache)
                servers[1].pause()
                let lost = owned(by: servers[1], cache)
                let clock = ContinuousClock()
                for attempt in 0..<5 {
                    let time = try await clock.measure { () async throws in
                        #expect(try await cache.get(lost[attempt]) == nil)
                    }
                    #expect(time < .milliseconds(1500))
                }
                // Five in a row: it is out.
                while cache.status.endpoints.first(where: { $0.id == servers[1].id })?.ejectionReason == nil {
                    await Task.yield()
                }
                let time = try await clock.measure { () async throws in
                    for key in lost { #expect(try await cache.get(key) == nil) }
                }
                // A time-out for each would be ten seconds.
                #expect(time < .seconds(2))
                servers[1].resume()
            }
        }

        @Test("A reply that comes late is never taken for the next", arguments: CacheServer.Kind.allCases)
        func late(kind: CacheServer.Kind) async throws {
            let configuration = configuration {
                $0.timeout = .milliseconds(50)
                $0.unansweredLimit = .seconds(30)
                $0.balancing.outliers = nil
            }
            try await running(kind, count: 1, configuration) { (cache, servers) async throws in
                for round in 0..<3 {
                    for key in keys {
                        while try await cache.set(key, "value of \(key)") != .done { await Task.yield() }
                    }
                    servers[0].pause()
                    // The connection stays, with all of these waiting for their replies.
                    for key in keys.prefix(10) { #expect(try await cache.get(key) == nil) }
                    #expect(try await cache.get(keys).allSatisfy { $0 == nil })
                    servers[0].resume()
                    // Asked in another order, all at once and one by one, while the late replies come in.
                    for _ in 0..<3 {
                        let asked = keys.shuffled()
                        for (key, value) in zip(asked, try await cache.get(asked)) {
                            #expect(value == nil || value?.string == "value of \(key)", "round \(round)")
                        }
                    }
                    for key in keys.reversed() + keys.shuffled() {
                        if let value = try await cache.get(key) {
                            #expect(value.string == "value of \(key)", "round \(round)")
                        }
                    }
                    while try await !missing(cache).isEmpty { await Task.yield() }
                }
            }
        }

        @Test("A queue that is full: more is a miss at once", arguments: CacheServer.Kind.allCases)
        func busy(kind: CacheServer.Kind) async throws {
            let configuration = configuration {
                $0.timeout = .seconds(2)
                $0.requestsPerConnection = 20
                $0.balancing.outliers = nil
            }
            try await running(kind, count: 1, configuration) { (cache, servers) async throws in
                #expect(try await cache.set("k", "v") == .done)
                let clock = ContinuousClock()
                servers[0].pause()
                let waiting = keys.prefix(20).map { key in Task { try await cache.get(key) } }
                var time = Duration.seconds(2)
                // The twenty that wait were sent some time after they were asked for.
                while time > .milliseconds(500), try await cache.get("k") == nil {
                    time = try await clock.measure { () async throws in _ = try await cache.get("k") }
                }
                #expect(time < .milliseconds(500))
                servers[0].resume()
                for task in waiting { _ = try await task.value }
                while try await cache.get("k")?.string != "v" { await Task.yield() }
            }
        }

        @Test("All of a key's nodes out: the gutter keeps it for a short time", arguments: CacheServer.Kind.allCases)
        func gutter(kind: CacheServer.Kind) async throws {
            let gutter = try CacheServer(kind)
            let configuration = configuration {
                $0.gutter = [gutter.endpoint]
                $0.gutterTimeToLive = .seconds(1)
            }
            try await running(kind, count: 3, configuration) { (cache, servers) async throws in
                try await fill(cache)
                servers[0].kill()
                let lost = owned(by: servers[0], cache)
                for key in lost {
                    while try await cache.set(key, "value of \(key)", expiring: .seconds(3600)) != .inGutter {
                        await Task.yield()
                    }
                }
                #expect(try await missing(cache).count < lost.count)
                #expect(cache.counts.gutterHits > 0)
                #expect(try await cache.increment("n:\(lost[0])", initial: 1) != nil)
                // Gone after a second, whatever the time to live was.
                while try await missing(cache) != lost { await Task.yield() }
                try servers[0].start()
                for key in lost { while try await cache.set(key, "value of \(key)") != .done { await Task.yield() } }
                #expect(try await missing(cache).isEmpty)
            }
        }

        @Test("With two replicas, a node that is down costs no value", arguments: CacheServer.Kind.allCases)
        func replicas(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 4, configuration { $0.replicas = 2 }) { (cache, servers) async throws in
                try await fill(cache)
                servers[3].kill()
                for _ in 0..<10 { #expect(try await missing(cache).isEmpty) }
                // A write that one of them does not take is said to be no more than that.
                let key = try #require(keys.first { cache.replicas(of: $0).map(\.id).contains(servers[3].id) })
                #expect(try await cache.set(key, "value of \(key)") == .unconfirmed)
                #expect(try await missing(cache).isEmpty)
                // One that comes back empty is passed over for what it does not have.
                try servers[3].start()
                for _ in 0..<20 { #expect(try await missing(cache).isEmpty) }
            }
        }

        @Test(
            "With two replicas, a node that hangs costs no value and half the time-out",
            arguments: CacheServer.Kind.allCases
        )
        func frozenReplica(kind: CacheServer.Kind) async throws {
            let configuration = configuration {
                $0.replicas = 2
                $0.timeout = .seconds(1)
            }
            try await running(kind, count: 3, configuration) { (cache, servers) async throws in
                try await fill(cache)
                servers[0].pause()
                let clock = ContinuousClock()
                for key in owned(by: servers[0], cache).prefix(3) {
                    let time = try await clock.measure { () async throws in
                        #expect(try await cache.get(key)?.string == "value of \(key)")
                    }
                    #expect(time < .seconds(1))
                }
                servers[0].resume()
            }
        }

        @Test(
            "A caller that is cancelled gets a CancellationError, and nobody else gets its reply",
            arguments: CacheServer.Kind.allCases
        )
        func cancelled(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 1, configuration { $0.timeout = .seconds(30) }) {
                (cache, servers) async throws in
                try await fill(cache)
                servers[0].pause()
                let asking = Task { try await cache.get(keys[0]) }
                await Task.yield()
                asking.cancel()
                await #expect(throws: CancellationError.self) { try await asking.value }
                servers[0].resume()
                #expect(try await missing(cache).isEmpty)
            }
        }

        @Test(
            "What a node that hangs does not take is sent when it is back, whole and in its order",
            arguments: CacheServer.Kind.allCases
        )
        func fullSocket(kind: CacheServer.Kind) async throws {
            let configuration = configuration {
                $0.timeout = .seconds(60)
                $0.unansweredLimit = .seconds(60)
            }
            try await running(kind, count: 1, configuration) { (cache, servers) async throws in
                #expect(try await cache.set("k", "v") == .done)
                servers[0].pause()
                // More than both sockets keep, and less than a connection waits for.
                let count = 40
                func bytes(_ number: Int) -> [UInt8] {
                    [UInt8](repeating: UInt8(number), count: 900_000 - number)
                }
                try await withThrowingTaskGroup(of: Void.self) { (group) async throws in
                    for number in 0..<count {
                        group.addTask { () async throws in
                            #expect(try await cache.set("large:\(number)", bytes: bytes(number)) == .done)
                            #expect(try await cache.set("small:\(number)", "\(number)") == .done)
                        }
                    }
                    while cache.status.endpoints.first?.requestsInFlight != count { await Task.yield() }
                    servers[0].resume()
                    try await group.waitForAll()
                }
                for number in 0..<count {
                    #expect(try await cache.get("small:\(number)")?.string == "\(number)")
                    #expect(try await cache.get("large:\(number)")?.bytes == bytes(number))
                }
                #expect(try await cache.get("k")?.string == "v")
            }
        }

        @Test(
            "After the end everything is refused, and before it what was sent is waited for",
            arguments: CacheServer.Kind.allCases
        )
        func shutDown(kind: CacheServer.Kind) async throws {
            let server = try CacheServer(kind)
            let cache = try kind.cache([server.endpoint])
            try await running(any: cache) { (cache) async throws in #expect(try await cache.set("k", "v") == .done) }
            await #expect(throws: CacheError.shutDown) { try await cache.get("k") }
            await #expect(throws: CacheError.shutDown) { try await cache.set("k", "v") }
            await #expect(throws: CacheError.alreadyRun) { try await cache.run() }
        }

        @Test("What was sent before the end is waited for, and answered", arguments: CacheServer.Kind.allCases)
        func lastAnswer(kind: CacheServer.Kind) async throws {
            let server = try CacheServer(kind)
            let cache = try kind.cache([server.endpoint], configuration { $0.timeout = .seconds(20) })
            let run = Task { try await cache.run() }
            #expect(try await cache.set("k", "v") == .done)
            server.pause()
            let asking = Task { try await cache.get("k") }
            while cache.status.endpoints.first?.requestsInFlight != 1 { await Task.yield() }
            run.cancel()
            while !cache.status.isShutDown { await Task.yield() }
            server.resume()
            // Either it had been sent, and is answered, or it had not, and is a miss.
            let value = try await asking.value
            #expect(value == nil || value?.string == "v")
            try await run.value
        }

        @Test("No connection is left after the end, nor one to a node that has gone")
        func nothingLeft() async throws {
            let answer: @Sendable (String) -> String? = { line in
                if line.hasPrefix("mn") { return "MN\r\n" }
                return line.hasPrefix("get") ? "END\r\n" : "EN \(line.mark)\r\n"
            }
            let (first, second) = (try await ScriptedServer(answer), try await ScriptedServer(answer))
            let feed = EndpointFeed([first.endpoint, second.endpoint])
            var configuration = configuration { $0.connectionsPerNode = 2 }
            configuration.balancing.drainDuration = .zero
            try await running(MemcachedCache(feed, configuration: configuration)) { (cache) async throws in
                while first.openConnections < 2 || second.openConnections < 2 { _ = try await cache.get(keys) }
                feed.send([first.endpoint])
                while second.openConnections > 0 { await Task.yield() }
                #expect(try await missing(cache) == keys)
                #expect(first.openConnections == 2)
            }
            while first.openConnections > 0 { await Task.yield() }
            for server in [first, second] { try await server.close() }
        }

        @Test("A login that is refused: the node counts as down")
        func login() async throws {
            let server = try CacheServer(.redis, arguments: ["--requirepass", "secret"])
            for login in [nil, CacheLogin(password: "wrong")] {
                try await running(RedisCache([server.endpoint], login: login, configuration: configuration())) {
                    (cache) async throws in
                    #expect(try await cache.set("k", "v") == .unconfirmed)
                    #expect(try await cache.get("k") == nil)
                }
            }
        }

        @Test("A server that has no memory left: writes are unconfirmed, reads go on")
        func outOfMemory() async throws {
            let server = try CacheServer(.redis, arguments: ["--maxmemory", "3mb", "--maxmemory-policy", "noeviction"])
            try await running(RedisCache([server.endpoint], configuration: configuration())) { (cache) async throws in
                #expect(try await cache.set("small", "v") == .done)
                var outcomes: Set<WriteOutcome> = []
                for number in 0..<40 {
                    outcomes.insert(try await cache.set("k:\(number)", bytes: Array(repeating: 0, count: 200_000)))
                }
                #expect(outcomes == [.done, .unconfirmed])
                while try await cache.get("small")?.string != "v" { await Task.yield() }
            }
        }
    }
#endif
