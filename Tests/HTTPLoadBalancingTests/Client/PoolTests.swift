#if HTTP
    import AsyncHTTPClient
    import LoadBalancing
    import Logging
    import NIOCore
    import NIOHTTP1
    import ServiceLifecycle
    import TestSupport
    import Testing

    @testable import HTTPLoadBalancing

    @Suite("An endpoint's connections", .timeLimit(.minutes(1)))
    struct PoolTests {
        /// A list that a test changes.
        private final class ChangingList: EndpointDiscovery {
            let stream: AsyncStream<[Endpoint]>
            let continuation: AsyncStream<[Endpoint]>.Continuation

            init(_ first: [Endpoint]) {
                (stream, continuation) = AsyncStream.makeStream()
                continuation.yield(first)
            }

            func endpointLists() -> AsyncStream<[Endpoint]> { stream }
        }

        private let balancing = LoadBalancerConfiguration(outliers: nil, drainDuration: .zero)

        @Test("are made when it is first used, and closed when it has left and its last request has ended")
        func life() async throws {
            let stays = try await TestServer.start { _ in .text("") }
            let leaves = try await TestServer.start { _ in .stream(pieces: 1_000_000, bytes: 10_000) }
            let list = ChangingList([stays.endpoint(), leaves.endpoint()])
            try await ClientUnderTest.run(list, balancing: balancing) { test in
                #expect(test.client.pools.origins.isEmpty)
                var response: HTTPClientResponse?
                while leaves.requests.isEmpty { response = try await test.get() }
                for _ in 0..<2 where stays.requests.isEmpty { _ = try await test.get() }
                #expect(test.client.pools.origins.count == 2)

                list.continuation.yield([stays.endpoint()])
                try await eventually("it has left") { test.balancer.knownAddresses.count == 1 }
                // It is in use: the body goes on.
                var iterator = response?.body.makeAsyncIterator()
                #expect(try await iterator?.next() != nil)
                #expect(test.client.pools.origins.count == 2)
                iterator = nil
                response = nil
                #expect(test.client.pools.origins.map(\.id) == [stays.endpoint().id])
                try await eventually("its connections are closed") { leaves.open == 0 }
                #expect(stays.open == 1)
            }
            try await eventually("all are closed") { stays.open == 0 }
            await stays.kill()
            await leaves.kill()
        }

        @Test("go with an address that has changed, though the id stays")
        func changedAddress() async throws {
            let old = try await TestServer.start { _ in .text("old") }
            let new = try await TestServer.start { _ in .text("new") }
            let list = ChangingList([old.endpoint(id: "one")])
            try await ClientUnderTest.run(list, balancing: balancing) { test in
                #expect(try await test.text().1 == "old")
                list.continuation.yield([new.endpoint(id: "one")])
                try await eventually("it is known") { test.balancer.knownAddresses["one"] == new.endpoint().address }
                #expect(try await test.text().1 == "new")
                try await eventually("the old connections are closed") { old.open == 0 }
                #expect(test.client.pools.origins.count == 1)
            }
            await old.kill()
            await new.kill()
        }

        @Test("are closed when they have been idle")
        func idle() async throws {
            let server = try await TestServer.start()
            let configuration = LoadBalancedHTTPConfiguration(idleTimeout: .milliseconds(50))
            try await ClientUnderTest.run(over: [server], configuration) { test in
                _ = try await test.text()
                try await eventually("it is closed") { server.accepted == 1 && server.open == 0 }
                _ = try await test.text()
                #expect(server.accepted == 2)
            }
        }

        @Test("are no more than the limit; more requests wait, and more than may wait fail at once")
        func limits() async throws {
            let server = try await TestServer.start { _ in .later(.milliseconds(300), .text("")) }
            let configuration = LoadBalancedHTTPConfiguration(
                connectionsPerEndpoint: 4,
                waitingPerEndpoint: 2,
                retries: RetryConfiguration(attempts: 1)
            )
            try await ClientUnderTest.run(over: [server], configuration) { test in
                let results = await withTaskGroup(of: (Bool, Duration).self) { group in
                    for _ in 0..<20 {
                        group.addTask {
                            await time {
                                do {
                                    _ = try await test.text()
                                    return true
                                } catch {
                                    #expect(error as? ConcurrencyLimitError == .full(limit: 4, queueLength: 2))
                                    return false
                                }
                            }
                        }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(results.count { $0.0 } == 6)
                let refused = results.filter { !$0.0 }.map(\.1)
                #expect(refused.allSatisfy { $0 < .milliseconds(250) }, "\(refused)")
                #expect(server.accepted == 4)
                // Those that were refused say nothing of the endpoint.
                #expect(test.picks() == [6, 0, 14, 0])
                #expect(test.client.pools.leases == 0)
            }
        }

        @Test("A body that streams keeps its place until it has ended")
        func streamingKeepsPlace() async throws {
            let server = try await TestServer.start { _ in .stream(pieces: 1000, bytes: 10_000) }
            let configuration = LoadBalancedHTTPConfiguration(
                requestsPerEndpoint: 1,
                waitingPerEndpoint: 0,
                retries: RetryConfiguration(attempts: 1)
            )
            try await ClientUnderTest.run(over: [server], configuration) { test in
                let first = try await test.get()
                await #expect(throws: ConcurrencyLimitError.self) { _ = try await test.get() }
                for try await _ in first.body {}
                _ = try await test.get()
            }
        }

        @Test("A service group runs both, and a graceful shutdown lets a request in flight end")
        func graceful() async throws {
            let server = try await TestServer.start { _ in .later(.milliseconds(200), .text("late")) }
            let log = RecordingLog(level: .warning)
            let balancer = try LoadBalancer([server.endpoint()], logger: log.logger)
            let client = try LoadBalancedHTTPClient(balancer, logger: log.logger)
            let group = ServiceGroup(services: [balancer, client], logger: log.logger)
            async let running: Void = group.run()
            try await balancer.waitUntilReady()
            async let answer = client.execute(.to())
            try await eventually("it has arrived") { !server.requests.isEmpty }
            await group.triggerGracefulShutdown()
            let response = try await answer
            #expect(String(buffer: try await response.body.collect(upTo: 100)) == "late")
            try await running
            await #expect(throws: (any Error).self) { _ = try await client.execute(.to()) }
            await #expect(throws: LoadBalancedHTTPError.alreadyRun) { try await client.run() }
            try await eventually("the server sees its connections closed") { server.open == 0 }
            await server.kill()
        }

        @Test("The grace of a shutdown is bounded: then requests in flight are cancelled")
        func boundedGrace() async throws {
            let server = try await TestServer.start { _ in .silence }
            let log = RecordingLog(level: .warning)
            let balancer = try LoadBalancer([server.endpoint()], logger: log.logger)
            let configuration = LoadBalancedHTTPConfiguration(shutdownGrace: .milliseconds(100))
            let client = try LoadBalancedHTTPClient(balancer, configuration: configuration, logger: log.logger)
            let group = ServiceGroup(services: [balancer, client], logger: log.logger)
            async let running: Void = group.run()
            try await balancer.waitUntilReady()
            let answer = Task { try await client.execute(.to()) }
            try await eventually("it has arrived") { !server.requests.isEmpty }
            await group.triggerGracefulShutdown()
            await #expect(throws: LoadBalancedHTTPError.shutDown) { _ = try await answer.value }
            try await running
            await server.kill()
        }

        @Test("A client that nobody ran closes its connections when it goes")
        func neverRun() async throws {
            let server = try await TestServer.start()
            do {
                let client = try LoadBalancedHTTPClient(LoadBalancer([server.endpoint()]))
                #expect(try await client.execute(.to()).status == .ok)
            }
            try await eventually("they are closed") { server.open == 0 }
            await server.kill()
        }

        @Test("A setting out of its range is named")
        func configuration() {
            let wrong: [(LoadBalancedHTTPConfiguration, String)] = [
                (.init(connectTimeout: .zero), "connectTimeout"), (.init(readTimeout: .zero), "readTimeout"),
                (.init(timeout: .zero), "timeout"), (.init(shutdownGrace: .seconds(-1)), "shutdownGrace"),
                (.init(connectionsPerEndpoint: 0), "connectionsPerEndpoint"),
                (.init(requestsPerEndpoint: 0), "requestsPerEndpoint"),
                (.init(waitingPerEndpoint: -1), "waitingPerEndpoint"),
                (.init(idleTimeout: .zero), "idleTimeout"), (.init(redirects: -1), "redirects"),
                (.init(longestRetryAfter: .seconds(-1)), "longestRetryAfter"),
                (.init(retries: RetryConfiguration(attempts: 0)), "attempts"),
            ]
            for (configuration, name) in wrong {
                let error = #expect(throws: ConfigurationError.self) {
                    _ = try LoadBalancedHTTPClient(LoadBalancer([]), configuration: configuration)
                }
                #expect(error.map { "\($0)".hasPrefix("\(name) is ") } == true, "\(name)")
            }
        }
    }
#endif
