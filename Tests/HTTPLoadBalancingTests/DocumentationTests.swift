#if HTTP
    import AsyncHTTPClient
    import Foundation
    import HTTPLoadBalancing
    import LoadBalancing
    import Logging
    import NIOCore
    import NIOHTTP1
    import ServiceLifecycle
    import Testing

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
            let run = try String(contentsOfFile: #filePath, encoding: .utf8).split(separator: "\n")
                .drop { !$0.contains("// The example begins here.") }.dropFirst()
                .prefix { !$0.contains("// The example ends here.") }
            #expect(shown == run.map(Self.trimmed))
            #expect(shown.count <= 15)
        }

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
            #expect(shown == run.map(Self.trimmed))
        }

        /// The first block of Swift on a page of the documentation, without indentation.
        private static func block(in page: String) throws -> [String] {
            let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("../../Sources/HTTPLoadBalancing/HTTPLoadBalancing.docc/\(page)")
            return try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
                .drop { $0 != "```swift" }.dropFirst().prefix { $0 != "```" }.map(trimmed)
        }

        private static func trimmed(_ line: Substring) -> String { String(line.drop { $0 == " " }) }
    }
#endif
