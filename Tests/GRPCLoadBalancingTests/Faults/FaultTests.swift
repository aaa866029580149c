#if GRPC
    import GRPCCore
    import GRPCLoadBalancing
    import LoadBalancing
    import Testing

    @Suite("One of three servers goes under load", .serialized, .timeLimit(.minutes(5)))
    struct FaultTests {
        private static let serviceConfig = ServiceConfig(
            methodConfig: [
                MethodConfig(
                    names: [MethodConfig.Name(service: "bytes.Bytes", method: "Get")],
                    executionPolicy: .retry(
                        RetryPolicy(
                            maxAttempts: 3,
                            initialBackoff: .milliseconds(10),
                            maxBackoff: .milliseconds(100),
                            backoffMultiplier: 2,
                            retryableStatusCodes: [.unavailable]
                        )
                    )
                )
            ]
        )

        private static let balancing = LoadBalancerConfiguration(
            outliers: OutlierConfiguration(interval: .milliseconds(200), baseEjectionTime: .milliseconds(300))
        )

        private static func withLoad(
            _ body:
                @escaping @Sendable (_ servers: [ByteServer], _ test: ClientUnderTest, _ calls: Locked<Int>)
                async throws
                -> Void
        ) async throws {
            let servers = try await ByteServer.several(3)
            let configuration = BalancedTransportConfiguration(
                connection: BalancedTransportConfiguration.quick.connection,
                // The test is of failures, not of the budget for them.
                retries: RetryConfiguration(budget: .unlimited)
            )
            try await ClientUnderTest.run(
                StaticDiscovery(servers.map { $0.endpoint(id: EndpointID($0.name)) }),
                policy: .hashRing,
                balancing: balancing,
                configuration,
                serviceConfig: serviceConfig
            ) { test async throws in
                let calls = Locked(0)
                let isOver = Locked(false)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for sender in 0..<16 {
                        group.addTask {
                            var number = sender
                            while !isOver.withLock({ $0 }) {
                                _ = try await withRoutingKey(number) { try await test.get() }
                                number += 16
                                calls.withLock { $0 += 1 }
                                try await Task.sleep(for: .milliseconds(2))
                            }
                        }
                    }
                    try await body(servers, test, calls)
                    isOver.withLock { $0 = true }
                    try await group.waitForAll()
                }
            }
            for server in servers { await server.kill() }
        }

        @Test("by being killed, and comes back: no unary call fails")
        func killed() async throws {
            try await Self.withLoad { servers, test, calls in
                try await eventually("there is load") { servers.allSatisfy { $0.calls > 20 } }
                await servers[1].kill()
                let during = calls.withLock { $0 }
                try await eventually("calls go on") { calls.withLock { $0 } > during + 300 }
                servers[1].resetCount()
                try await servers[1].start()
                try await eventually("it has calls again") { servers[1].calls > 20 }
                try await eventually("all are in service") {
                    test.balancer.status.endpoints.allSatisfy { $0.state == .inService }
                }
            }
        }

        @Test("by a graceful restart: no unary call fails")
        func restarted() async throws {
            try await Self.withLoad { servers, _, calls in
                try await eventually("there is load") { servers.allSatisfy { $0.calls > 20 } }
                await servers[1].shutDown()
                servers[1].resetCount()
                try await servers[1].start()
                try await eventually("it has calls again") { servers[1].calls > 20 }
            }
        }

        @Test("by being killed: its open streams end with UNAVAILABLE, the others' go on, and new ones open elsewhere")
        func streams() async throws {
            let servers = try await ByteServer.several(3) { .echo($0.messages) }
            try await ClientUnderTest.run(over: servers) { test async throws in
                let outcomes = try await withThrowingTaskGroup(of: String.self) { group in
                    let isDead = Locked(false)
                    for _ in 0..<6 {
                        group.addTask { try await Self.talk(test) { isDead.withLock { $0 } } }
                    }
                    try await eventually("all streams are open") { servers.allSatisfy { $0.calls == 2 } }
                    await servers[1].kill()
                    isDead.withLock { $0 = true }
                    var outcomes: [String] = []
                    for try await outcome in group { outcomes.append(outcome) }
                    return outcomes
                }
                #expect(outcomes.sorted() == ["ended", "ended", "ended", "ended", "unavailable", "unavailable"])
                for _ in 0..<10 { _ = try await Self.talk(test) { true } }
                #expect(servers[0].calls + servers[2].calls == 4 + 10)
                #expect(test.balancer.status.endpoints.map(\.requestsInFlight) == [0, 0, 0])
            }
        }

        /// Sends messages, each when the one before has come back, until it is to end.
        private static func talk(
            _ test: ClientUnderTest,
            until isOver: @escaping @Sendable () -> Bool
        ) async throws -> String {
            let (texts, text) = AsyncStream.makeStream(of: [UInt8].self)
            text.yield([1])
            let request = StreamingClientRequest<[UInt8]> { writer in
                for await text in texts { try await writer.write(text) }
            }
            do {
                return try await test.client.bidirectionalStreaming(
                    request: request,
                    descriptor: .talk,
                    serializer: ByteSerializer(),
                    deserializer: ByteDeserializer(),
                    options: .defaults
                ) { response in
                    var last = 0
                    for try await _ in response.messages {
                        try await Task.sleep(for: .milliseconds(5))
                        if isOver() { last += 1 }
                        if last < 20 { text.yield([1]) } else { text.finish() }
                    }
                    return "ended"
                }
            } catch let error as RPCError {
                return error.code == .unavailable ? "unavailable" : "\(error)"
            }
        }
    }
#endif
