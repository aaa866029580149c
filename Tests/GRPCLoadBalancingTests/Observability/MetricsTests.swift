#if GRPC
    import ByteService
    import GRPCCore
    import GRPCLoadBalancing
    import LoadBalancing
    import Metrics
    import MetricsTestKit
    import Testing

    @Suite("Metrics under gRPC's names")
    struct MetricsTests {
        @Test("attempts, by method and status, and connections")
        func attempts() async throws {
            let servers = try await ByteServer.several(1) { call in
                try await call.firstText() == "no" ? .failure(.notFound) : .text("yes")
            }
            let balancing = LoadBalancerConfiguration(name: "users", outliers: nil)
            try await ClientUnderTest.run(
                StaticDiscovery(servers.map { $0.endpoint() }),
                balancing: balancing
            ) { test async throws in
                for _ in 0..<3 { _ = try await test.get() }
                await #expect(throws: RPCError.self) { _ = try await test.get("no") }
                let labels = [("grpc.method", "bytes.Bytes/Get"), ("grpc.target", "users")]
                #expect(try test.metrics.expectCounter("grpc.client.attempt.started", labels).values.reduce(0, +) == 4)
                let duration = "grpc.client.attempt.duration"
                let good = try test.metrics.expectTimer(duration, labels + [("grpc.status", "OK")])
                #expect(good.values.count == 3)
                #expect(good.values.allSatisfy { $0 > 0 })
                #expect(
                    try test.metrics.expectTimer(duration, labels + [("grpc.status", "NOT_FOUND")]).values.count == 1
                )
                let made = "grpc.lb.pick_first.connection_attempts_succeeded"
                #expect(try test.metrics.expectCounter(made, [("grpc.target", "users")]).values == [1])
                for server in servers { await server.kill() }
                let failed = "grpc.lb.pick_first.connection_attempts_failed"
                func failures() throws -> Int {
                    try test.metrics.expectCounter(failed, [("grpc.target", "users")]).values.count
                }
                // The first of these may be the old connection's yet, and no reason for a new one.
                for _ in 0..<1000 where try failures() == 0 {
                    await #expect(throws: RPCError.self) { _ = try await test.get() }
                    try await Task.sleep(for: .milliseconds(5))
                }
                #expect(try failures() > 0)
                let broken = "grpc.lb.pick_first.disconnections"
                #expect(try test.metrics.expectCounter(broken, [("grpc.target", "users")]).values.count == 1)
            }
        }
    }
#endif
