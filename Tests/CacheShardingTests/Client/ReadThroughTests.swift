#if Caches
    import LoadBalancing
    import NIOCore
    import Testing

    @testable import CacheSharding

    @Suite("Read-through", .timeLimit(.minutes(1)), .needsCacheServers)
    struct ReadThroughTests {
        private struct Refused: Error {}

        /// Opens once; whoever waits goes on then.
        private final class Gate: Sendable {
            private let bell = Bell()
            func open() { bell.ring() }
            func pass() async { await bell.wait() }
        }

        @Test(
            "Of a hundred who ask for a key at a time one loads, and the others have its value",
            arguments: CacheServer.Kind.allCases
        )
        func singleFlight(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 1) { (cache, _) async throws in
                let loads = Locked(0)
                let gate = Gate()
                try await withThrowingTaskGroup { group in
                    for _ in 0..<100 {
                        group.addTask {
                            try await cache.value("k", expiring: .seconds(60)) {
                                loads.withLock { $0 += 1 }
                                await gate.pass()
                                return "loaded"
                            }
                        }
                    }
                    while cache.core.flights.waiterCount < 99 { await Task.yield() }
                    gate.open()
                    for try await value in group { #expect(value == "loaded") }
                }
                #expect(loads.withLock { $0 } == 1)
                #expect(try await cache.value("k", expiring: .seconds(60)) { "again" } == "loaded")
                #expect(cache.counts.loads == 1)
                #expect(cache.core.flights.count == 0)
            }
        }

        @Test(
            "A load that fails fails for all who wait, and the next one tries again",
            arguments: CacheServer.Kind.allCases
        )
        func failure(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 1) { (cache, _) async throws in
                let gate = Gate()
                await withTaskGroup { group in
                    for _ in 0..<10 {
                        group.addTask {
                            await #expect(throws: Refused.self) {
                                try await cache.value("k", expiring: .seconds(60)) { () -> String in
                                    await gate.pass()
                                    throw Refused()
                                }
                            }
                        }
                    }
                    while cache.core.flights.waiterCount < 9 { await Task.yield() }
                    gate.open()
                }
                #expect(try await cache.value("k", expiring: .seconds(60)) { 5 } == 5)
            }
        }

        @Test("If the one who loads is cancelled, the next who waits loads", arguments: CacheServer.Kind.allCases)
        func handOver(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 1) { (cache, _) async throws in
                let first = Task {
                    try await cache.value("k", expiring: .seconds(60)) { () -> String in
                        try await Task.sleep(for: .seconds(3600))
                        return "never"
                    }
                }
                while cache.core.flights.count == 0 { await Task.yield() }
                let second = Task { try await cache.value("k", expiring: .seconds(60)) { "second" } }
                while cache.core.flights.waiterCount == 0 { await Task.yield() }
                first.cancel()
                await #expect(throws: CancellationError.self) { try await first.value }
                #expect(try await second.value == "second")
            }
        }

        @Test("One who waits and is cancelled leaves the load to the others", arguments: CacheServer.Kind.allCases)
        func waiterCancelled(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 1) { (cache, _) async throws in
                let gate = Gate()
                let first = Task {
                    try await cache.value("k", expiring: .seconds(60)) { () -> Int in
                        await gate.pass()
                        return 1
                    }
                }
                while cache.core.flights.count == 0 { await Task.yield() }
                let second = Task { try await cache.value("k", expiring: .seconds(60)) { 2 } }
                while cache.core.flights.waiterCount == 0 { await Task.yield() }
                second.cancel()
                await #expect(throws: CancellationError.self) { try await second.value }
                gate.open()
                #expect(try await first.value == 1)
            }
        }

        @Test("A stale value is returned at once while one task loads it anew", arguments: CacheServer.Kind.allCases)
        func stale(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 1) { (cache, _) async throws in
                // Fresh for no longer than it takes to ask: what is left is below the stale time from the start.
                let plan = { (load: @escaping @Sendable () async throws -> String) in
                    try await cache.value("k", expiring: .seconds(1), staleFor: .seconds(3600), load: load)
                }
                #expect(try await plan { "old" } == "old")
                while try await cache.getWithVersion("k")?.timeLeft ?? .zero > .seconds(3600) { await Task.yield() }
                let gate = Gate()
                let loads = Locked(0)
                for _ in 0..<50 {
                    let value = try await plan {
                        loads.withLock { $0 += 1 }
                        await gate.pass()
                        return "new"
                    }
                    #expect(value == "old")
                }
                gate.open()
                while try await cache.get("k", as: String.self) != "new" { await Task.yield() }
                #expect(loads.withLock { $0 } == 1)
                #expect(try await plan { "none" } == "new")
            }
        }

        @Test("With all nodes down, what is loaded is returned all the same", arguments: CacheServer.Kind.allCases)
        func down(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 1) { (cache, servers) async throws in
                servers[0].kill()
                for number in 0..<20 {
                    #expect(try await cache.value("k", expiring: .seconds(60)) { number } == number)
                }
            }
        }

        @Test("Bytes are read through as they are", arguments: CacheServer.Kind.allCases)
        func bytes(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 1) { (cache, _) async throws in
                for _ in 0..<2 {
                    let buffer = try await cache.buffer("k", expiring: .seconds(60)) { ByteBuffer(bytes: [0, 1, 2]) }
                    #expect(Array(buffer.readableBytesView) == [0, 1, 2])
                }
                #expect(cache.counts.loads == 1)
            }
        }
    }
#endif
