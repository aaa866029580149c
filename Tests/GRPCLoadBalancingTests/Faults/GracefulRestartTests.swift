#if GRPC
    import ByteService
    import GRPCCore
    import GRPCLoadBalancing
    import LoadBalancing
    import Testing

    @Suite("One of three servers tells its clients to go, under load, and comes back", .timeLimit(.minutes(2)))
    struct GracefulRestartTests {
        private static let retries = ServiceConfig.retried(
            backoff: .milliseconds(10)...(.milliseconds(100)),
            multiplier: 2
        )

        @Test("and no call fails")
        func restarted() async throws {
            let servers = try await ByteServer.several(3)
            let names = servers.map(\.name)
            try await ClientUnderTest.run(over: servers, policy: .hashRing, serviceConfig: Self.retries) {
                test async throws in
                let isOver = Locked(false)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for sender in 0..<16 {
                        group.addTask {
                            var number = sender
                            while !isOver.withLock({ $0 }) {
                                let server = try await withRoutingKey(number) { try await test.get() }
                                #expect(names.contains(server))
                                number += 16
                                try await Task.sleep(for: .milliseconds(2))
                            }
                        }
                    }
                    try await eventually("there is load") { servers.allSatisfy { $0.calls > 20 } }
                    await servers[1].shutDown()
                    servers[1].resetCount()
                    try await servers[1].start()
                    try await eventually("it has calls again") { servers[1].calls > 20 }
                    isOver.withLock { $0 = true }
                    try await group.waitForAll()
                }
            }
        }
    }
#endif
