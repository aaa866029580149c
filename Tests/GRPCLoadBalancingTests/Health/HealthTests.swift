#if GRPC
    import ByteService
    import GRPCCore
    import GRPCLoadBalancing
    import GRPCNIOTransportHTTP2Posix
    import LoadBalancing
    import Testing

    @Suite("Health by grpc.health.v1")
    struct HealthTests {
        private static func servers(_ healths: [HealthService]) async throws -> [ByteServer] {
            let port = ByteServer.anyPort()
            var servers: [ByteServer] = []
            for (index, health) in healths.enumerated() {
                servers.append(try await ByteServer("s\(index)", port: port, services: [health]))
            }
            return servers
        }

        private static func configuration(interval: Duration) -> LoadBalancerConfiguration {
            LoadBalancerConfiguration(
                health: HealthConfiguration(interval: interval, healthyThreshold: 1, idleInterval: interval),
                outliers: nil,
                panicThreshold: 0
            )
        }

        @Test("a check takes out who does not serve, and takes back who serves again")
        func check() async throws {
            let healths = [HealthService("bytes"), HealthService("bytes", status: 2), HealthService("other")]
            let servers = try await Self.servers(healths)
            try await ClientUnderTest.run(
                StaticDiscovery(servers.map { $0.endpoint(id: EndpointID($0.name)) }),
                probe: GRPCHealthProbe(service: "bytes", transportSecurity: .plaintext),
                balancing: Self.configuration(interval: .milliseconds(50))
            ) { test async throws in
                try await test.balancer.waitUntilReady()
                for _ in 0..<10 { #expect(try await test.get() == "s0") }
                let reasons = test.balancer.status.endpoints.map(\.probeFailure)
                #expect(reasons[0] == nil)
                #expect(reasons[1]?.contains("NOT_SERVING") == true)
                #expect(reasons[2]?.contains("does not know the service") == true)
                healths[1].set(1)
                try await eventually("s1 is back") { test.balancer.status.endpoints[1].health == .healthy }
                healths[0].set(2)
                try await eventually("s0 is out") { test.balancer.status.endpoints[0].health == .unhealthy }
                for _ in 0..<10 { #expect(try await test.get() == "s1") }
            }
            for server in servers { await server.kill() }
        }

        @Test("a server without a health service counts as well, one that can't be connected to does not")
        func noService() async throws {
            let servers = try await ByteServer.several(2)
            await servers[1].kill()
            try await ClientUnderTest.run(
                StaticDiscovery(servers.map { $0.endpoint(id: EndpointID($0.name)) }),
                probe: GRPCHealthProbe(transportSecurity: .plaintext),
                balancing: Self.configuration(interval: .seconds(60))
            ) { test async throws in
                try await test.balancer.waitUntilReady()
                #expect(test.balancer.status.endpoints.map(\.health) == [.healthy, .unhealthy])
            }
            await servers[0].kill()
        }

        @Test("a watch tells of a change at once, between two probes")
        func watch() async throws {
            let healths = [HealthService(), HealthService()]
            let servers = try await Self.servers(healths)
            let health = GRPCHealthWatch(retryInterval: .milliseconds(50))
            try await ClientUnderTest.run(
                StaticDiscovery(servers.map { $0.endpoint(id: EndpointID($0.name)) }),
                probe: health,
                balancing: Self.configuration(interval: .seconds(600)),
                health: health
            ) { test async throws in
                try await test.balancer.waitUntilReady()
                #expect(test.balancer.status.endpoints.map(\.health) == [.healthy, .healthy])
                healths[0].set(2)
                try await eventually("s0 is out") { test.balancer.status.endpoints[0].health == .unhealthy }
                for _ in 0..<10 { #expect(try await test.get() == "s1") }
                healths[0].set(1)
                try await eventually("s0 is back") { test.balancer.status.endpoints[0].health == .healthy }
            }
            for server in servers { await server.kill() }
        }
    }
#endif
