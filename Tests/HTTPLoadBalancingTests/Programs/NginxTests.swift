#if HTTP
    import AsyncHTTPClient
    import Foundation
    import HTTPLoadBalancing
    import LoadBalancing
    import NIOCore
    import NIOHTTP1
    import RunningPrograms
    import Testing

    @Suite(
        "nginx as the server",
        .enabled(if: Nginx.isExpected, "\(Nginx.isMissing)"),
        .serialized,
        .timeLimit(.minutes(1))
    )
    struct NginxTests {
        /// Two servers, each at an address of its own, and what they answer.
        private let addresses = ["127.10.0.1", "127.10.0.2"].map { ServerProgram.Address(host: $0, port: 18_080) }

        private var endpoints: [Endpoint] {
            addresses.enumerated().map { Endpoint(id: EndpointID("n\($0)"), host: $1.host, port: $1.port) }
        }

        private func start() throws -> Nginx {
            let servers = addresses.map { address in
                """
                server {
                    listen \(address);
                    absolute_redirect off;
                    location = / { return 200 "\(address.host) $http_host"; }
                    location = /health { return 204; }
                    location = /busy { add_header Retry-After 0 always; return 503; }
                    location = /elsewhere { return 307 /; }
                    location = /big { }
                }
                """
            }
            let nginx = try Nginx(listeningOn: addresses, servers.joined(separator: "\n"))
            let big = Data(repeating: UInt8(ascii: "x"), count: 1 << 24)
            try big.write(to: nginx.folder.appendingPathComponent("big"))
            return nginx
        }

        private let balancing = LoadBalancerConfiguration(
            health: HealthConfiguration(interval: .milliseconds(100), idleInterval: .milliseconds(100)),
            outliers: nil
        )

        @Test("is probed, asked, redirected by, read from, and asked again where it is busy")
        func asks() async throws {
            let nginx = try start()
            defer { nginx.stop() }
            let configuration = LoadBalancedHTTPConfiguration(redirects: 1)
            try await ClientUnderTest.run(
                StaticDiscovery(endpoints),
                policy: .hashRing,
                probe: HTTPProbe(),
                balancing: balancing,
                configuration
            ) { test in
                try await eventually("both are well") {
                    test.balancer.status.endpoints.allSatisfy { $0.health == .healthy }
                }
                let owner = try await test.text(key: "a").1
                #expect(owner.hasSuffix(" service.test"))
                #expect(try await test.text("/elsewhere", key: "a") == (200, owner))
                let big = try await test.get("/big")
                let bytes = try await big.body.reduce(0) { $0 + $1.readableBytes }
                #expect(bytes == 1 << 24)
                let head = try await test.client.execute(.to("/big", .HEAD))
                #expect(head.headers["content-length"] == ["\(1 << 24)"])
                #expect(try await test.text("/busy").0 == 503)
                #expect(test.client.retrier.status.retries == 2)
                #expect(test.balancer.status.endpoints.allSatisfy { $0.requestsInFlight == 0 })
            }
        }

        @Test("may be reloaded under load: no request fails")
        func reloaded() async throws {
            let nginx = try start()
            defer { nginx.stop() }
            try await ClientUnderTest.run(StaticDiscovery(endpoints), probe: HTTPProbe(), balancing: balancing) {
                test in
                try await eventually("both are well") {
                    test.balancer.status.endpoints.allSatisfy { $0.health == .healthy }
                }
                let load = Load(test)
                let sending = Task { await load.run() }
                for reloads in 0..<4 {
                    try await eventually("another 150 are answered") { load.requests >= 150 * (reloads + 1) }
                    try nginx.reload()
                }
                try await eventually("another 150 are answered") { load.requests >= 150 * 5 }
                sending.cancel()
                await sending.value
                let totals = load.take()
                let status = test.client.retrier.status
                print(
                    "nginx reloaded 4 times: \(totals.requests) requests, \(totals.failures.count) failed, \(status.retries) retries"
                )
                #expect(totals.failures == [])
            }
        }
    }
#endif
