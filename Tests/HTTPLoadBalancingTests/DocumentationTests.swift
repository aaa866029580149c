#if HTTP
    import AsyncHTTPClient
    import Foundation
    import HTTPLoadBalancing
    import LoadBalancing
    import Logging
    import NIOCore
    import NIOHTTP1
    import RunningPrograms
    import ServiceLifecycle
    import TestSupport
    import Testing

    #if DNSDiscovery
        import DNSDiscovery
    #endif

    @Suite("What the documentation shows is what happens", .timeLimit(.minutes(1)))
    struct DocumentationTests {
        @Test("The first example, word for word")
        func example() async throws {
            let servers = [
                try await TestServer.start { _ in .text("u17") }, try await TestServer.start { _ in .text("u17") },
            ]
            let endpoints = servers.map { $0.endpoint() }
            // The example begins here.
            let balancer = try LoadBalancer(endpoints, policy: .hashRing, probe: HTTPProbe())
            let client = try LoadBalancedHTTPClient(
                balancer,
                configuration: LoadBalancedHTTPConfiguration(
                    timeout: .seconds(5),
                    retries: RetryConfiguration(attemptTimeout: .seconds(1))
                )
            )
            let services = ServiceGroup(services: [balancer, client], logger: Logger(label: "app"))
            async let running: Void = services.run()
            try await balancer.waitUntilReady()

            let request = HTTPClientRequest(url: "http://users.example/users/17")
            let response = try await client.execute(request, key: "user:17")
            print(response.status, String(buffer: try await response.body.collect(upTo: 1 << 20)))
            // The example ends here.
            #expect(response.status == .ok)
            let requests = servers.flatMap(\.requests).filter { $0.method == .GET }
            #expect(requests.map(\.uri) == ["/users/17"])
            #expect(requests.first?.headers["host"] == ["users.example"])
            await services.triggerGracefulShutdown()
            try await running
            for server in servers { await server.kill() }

            let shown = try Self.block(in: "HTTPLoadBalancing.md")
            #expect(shown == (try DocumentedCode.run("The example")))
            #expect(shown.count <= 15)
        }

        #if DNSDiscovery
            @Test(
                "The README's client over a name in DNS, word for word",
                .enabled(if: Nginx.isExpected, "\(Nginx.isMissing)")
            )
            func client() async throws {
                let nginx = try Nginx(
                    listeningOn: [ServerProgram.Address(host: "127.0.0.1", port: 18_081)],
                    """
                    server {
                        listen 127.0.0.1:18081;
                        location = /health { return 204; }
                        location = /users/17 { return 200 "hello"; }
                    }
                    """
                )
                defer { nginx.stop() }
                // The README's example begins here.
                let servers = try DNSDiscovery(name: "localhost", port: 18081)  // A and AAAA records, followed
                let balancer = try LoadBalancer(servers, policy: .hashRing, probe: HTTPProbe())  // HEAD /health
                let retries = RetryConfiguration(attempts: 3, attemptTimeout: .seconds(1))
                let configuration = LoadBalancedHTTPConfiguration(timeout: .seconds(5), retries: retries)
                let client = try LoadBalancedHTTPClient(balancer, configuration: configuration)
                let services = [Task { try await balancer.run() }, Task { try await client.run() }]
                try await balancer.waitUntilReady()
                let request = HTTPClientRequest(url: "http://users.example/users/17")
                let response = try await client.execute(request, key: "user:17")
                let body = try await response.body.collect(upTo: 1 << 20)
                print(response.status, String(buffer: body))
                for service in services { service.cancel() }
                // The README's example ends here.
                for service in services { try await service.value }

                let blocks = try DocumentedCode.blocks(in: "README.md")
                #expect(blocks.contains { $0.lines == ["\(response.status) \(String(buffer: body))"] })
                let example = try #require(blocks.first { $0.lines.contains("import DNSDiscovery") })
                #expect(
                    example.lines.filter { !$0.hasPrefix("import ") }
                        == (try DocumentedCode.run("The README's example"))
                )
                #expect(example.lines.count <= 16)
            }
        #endif

        @Test("The guide's example compiles, and means what nginx' lines above it say")
        func guide() throws {
            let balancer = try LoadBalancer(
                [Endpoint(host: "10.0.0.1", port: 80, weight: 2), Endpoint(host: "10.0.0.2", port: 80)],
                policy: .hashRing,
                probe: HTTPProbe()
            )
            let client = try LoadBalancedHTTPClient(
                balancer,
                configuration: LoadBalancedHTTPConfiguration(
                    key: .header("X-Tenant"),
                    connectTimeout: .seconds(1),
                    connectionsPerEndpoint: 100,
                    retries: RetryConfiguration(attempts: 3),
                    retriedStatuses: [.serviceUnavailable]
                )
            )
            #expect(client.configuration.retries.attempts == 3)
            let shown = try Self.block(in: "FromNginxAndEnvoy.md").filter { !$0.hasPrefix("//") }
            let run = try String(contentsOfFile: #filePath, encoding: .utf8).split(separator: "\n")
                .drop { !$0.contains("func guide()") }.dropFirst().prefix(shown.count)
            #expect(shown == run.map { String($0.drop { $0 == " " }) })
        }

        /// The first block of Swift on a page of the documentation.
        private static func block(in page: String) throws -> [String] {
            let blocks = try DocumentedCode.blocks(in: "Sources/HTTPLoadBalancing/HTTPLoadBalancing.docc/\(page)")
            return blocks.first { $0.language == "swift" }?.lines ?? []
        }
    }
#endif
