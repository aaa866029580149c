#if StickySessions && FileDiscovery
    import Foundation
    import HTTPLoadBalancing
    import Hummingbird
    import LoadBalancing
    import StickySessions
    import TestSupport
    import Testing

    @Suite("What the documentation shows is what happens", .timeLimit(.minutes(1)))
    struct DocumentationTests {
        @Test(
            "The README's proxy, word for word: two visits to one server, and the third to the other when that is killed"
        )
        func proxy() async throws {
            let world = try ExampleTests.World()
            let ports = [18_082, 18_083]
            for port in ports { try world.start(["app", "\(port)"], port: port) }
            for port in ports { try await world.waitUntilAnswering(port) }
            let running = Task {
                // The README's example begins here.
                let balancer = try LoadBalancer(
                    [Endpoint(host: "127.0.0.1", port: 18082), Endpoint(host: "127.0.0.1", port: 18083)],
                    policy: .leastRequest,
                    probe: HTTPProbe()  // HEAD /health
                )
                let client = try LoadBalancedHTTPClient(balancer)
                let cookie = try SessionCookie(signedWith: .random(), name: "server", isSecure: false)
                let app = Application(
                    responder: try StickyProxy(client, cookie: cookie),
                    configuration: .init(address: .hostname("127.0.0.1", port: 18080)),
                    services: [balancer, client]
                )
                try await app.runService()
                // The README's example ends here.
            }
            try await world.waitUntilAnswering(18_080)
            let first = try world.curl(18_080, user: "u")
            let home = try world.home(first)
            #expect(first == "\(home): visit 1\n")
            #expect(try world.curl(18_080, user: "u") == "\(home): visit 2\n")
            world.kill(home)
            let other = home == ports[0] ? ports[1] : ports[0]
            #expect(try world.curl(18_080, user: "u") == "\(other): visit 1\n")
            running.cancel()
            _ = await running.result

            let blocks = try DocumentedCode.blocks(in: "README.md")
            let example = try #require(blocks.first { $0.lines.contains("import StickySessions") })
            #expect(
                example.lines.filter { !$0.hasPrefix("import ") } == (try DocumentedCode.run("The README's example"))
            )
            #expect(example.lines.count <= 18)
            let transcript = try #require(blocks.first { $0.lines.contains { $0.contains("curl -s -b jar") } })
            #expect(
                transcript.lines.filter { $0.contains(": visit ") }.map { $0.split(separator: " ").last } == [
                    "1", "2", "1",
                ]
            )
        }
    }
#endif
