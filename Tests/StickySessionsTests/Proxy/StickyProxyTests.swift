#if StickySessions
    import AsyncHTTPClient
    import HTTPLoadBalancing
    import HTTPTypes
    import Hummingbird
    import LoadBalancing
    import Logging
    import NIOCore
    import NIOHTTP1
    import Synchronization
    import Testing

    @testable import StickySessions

    @Suite("A proxy that keeps sessions where they are", .timeLimit(.minutes(2)))
    struct StickyProxyTests {
        /// Three apps, and a proxy in front of them.
        struct World: Sendable {
            let apps: [VisitedApp]
            let endpoints: [Endpoint]
            let feed: EndpointFeed
            let balancer: LoadBalancer
            let port: Int
            var patience: Patience?

            /// Returns when the load balancer has taken the list.
            func list(_ endpoints: [Endpoint]) async throws {
                let before = balancer.status.generation
                feed.send(endpoints)
                while balancer.status.generation == before { await Task.yield() }
            }

            func get(
                _ path: String = "/",
                method: HTTPMethod = .GET,
                cookie: String? = nil,
                headers: [(String, String)] = []
            ) async throws
                -> HTTPClientResponse
            {
                var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
                request.method = method
                if let cookie { request.headers.add(name: "cookie", value: cookie) }
                for (name, value) in headers { request.headers.add(name: name, value: value) }
                return try await HTTPClient.shared.execute(request, timeout: .seconds(20))
            }
        }

        static func withWorld(
            key: SessionKey = .none,
            configuration: StickyProxyConfiguration = StickyProxyConfiguration(),
            lifetime: Duration = .seconds(3600),
            isHTTP2: Bool = false,
            _ body: @escaping @Sendable (World) async throws -> Void
        ) async throws {
            let apps = ["a", "b", "c"].map { VisitedApp($0) }
            try await serve(apps[...], ports: []) { ports in
                let endpoints = zip(apps, ports).map { app, port in
                    Endpoint(id: EndpointID("app-\(app.name)"), host: "127.0.0.1", port: port)
                }
                let feed = EndpointFeed(endpoints)
                let balancer = try LoadBalancer(feed, policy: .hashRing, logger: RunningApp.silent)
                let client = try LoadBalancedHTTPClient(balancer, logger: RunningApp.silent)
                let cookie = try SessionCookie(signedWith: try SigningKeys(Array(0..<32)), idleLifetime: lifetime)
                let proxy = try StickyProxy(client, cookie: cookie, key: key, configuration: configuration)
                try await RunningApp.serve(proxy, isHTTP2: isHTTP2, services: [balancer, client]) { port in
                    try await balancer.waitUntilReady()
                    try await body(
                        World(
                            apps: apps,
                            endpoints: endpoints,
                            feed: feed,
                            balancer: balancer,
                            port: port,
                            patience: proxy.forwarder.patience
                        )
                    )
                }
            }
        }

        static func serve(
            _ apps: ArraySlice<VisitedApp>,
            ports: [Int],
            _ body: @escaping @Sendable ([Int]) async throws -> Void
        ) async throws {
            guard let app = apps.first else { return try await body(ports) }
            try await RunningApp.serve(app) { port in
                try await serve(apps.dropFirst(), ports: ports + [port], body)
            }
        }

        static func text(_ response: HTTPClientResponse) async throws -> String {
            String(buffer: try await response.body.collect(upTo: 1 << 20))
        }

        /// What a browser would send back of an answer's cookie.
        static func cookie(_ response: HTTPClientResponse) -> String? {
            response.headers.first(name: "set-cookie").map { String($0.prefix { $0 != ";" }) }
        }

        @Test("A session stays where its first request went; others are spread over all")
        func staying() async throws {
            try await Self.withWorld { world in
                var homes: [String: String] = [:]
                for _ in 0..<12 {
                    let first = try await world.get()
                    let cookie = try #require(Self.cookie(first))
                    #expect(
                        first.headers.first(name: "set-cookie")?.hasSuffix("; Path=/; Secure; HttpOnly; SameSite=Lax")
                            == true
                    )
                    let home = try await Self.text(first)
                    homes[cookie] = home
                    for _ in 0..<4 {
                        let next = try await world.get(cookie: "x=1; \(cookie); y=2")
                        #expect(Self.cookie(next) == nil, "it was told already")
                        #expect(try await Self.text(next) == home)
                    }
                }
                #expect(Set(homes.values).count == 3)
                for app in world.apps {
                    for seen in app.seen.withLock({ $0 }) {
                        #expect(
                            !seen.headers[values: .cookie].joined().contains("endpoint"),
                            "the cookie is not the backend's"
                        )
                        #expect([[], ["x=1; y=2"]].contains(seen.headers[values: .cookie]))
                    }
                }
            }
        }

        @Test("A forged, foreign, broken or endless cookie is as good as none, and chooses nothing")
        func forged() async throws {
            try await Self.withWorld { world in
                let others = try SessionCookie(signedWith: .random())
                let session = StickySession(endpoint: "app-a", began: WallClock.now(), lastSeen: WallClock.now())
                let header = try #require(others.header(for: session))
                let foreign = String(header.prefix { $0 != ";" })
                let outside = StickySession(endpoint: "127.0.0.1:22", began: WallClock.now(), lastSeen: WallClock.now())
                let mine = try SessionCookie(signedWith: try SigningKeys(Array(0..<32)))
                let unlisted = String(try #require(mine.header(for: outside)).prefix { $0 != ";" })
                let values = [
                    foreign, unlisted, "__Host-endpoint=", "__Host-endpoint=app-a",
                    "__Host-endpoint=" + String(repeating: "A", count: 8000),
                ]
                for value in values {
                    var homes: Set<String> = []
                    for _ in 0..<6 {
                        let response = try await world.get(cookie: value)
                        #expect(response.status == .ok)
                        #expect(Self.cookie(response) != nil, "\(value.prefix(40)): a new one is made")
                        homes.insert(try await Self.text(response))
                    }
                    #expect(homes.count == 3, "\(value.prefix(40)): requests take turns")
                }
            }
        }

        @Test(
            "An endpoint that takes no new sessions keeps its own; one that has gone gives them up, with a new cookie"
        )
        func draining() async throws {
            try await Self.withWorld { world in
                let first = try await world.get()
                let cookie = try #require(Self.cookie(first))
                let home = try await Self.text(first)
                let index = try #require(world.apps.firstIndex { home.hasPrefix($0.name) })
                var endpoints = world.endpoints
                endpoints[index].weight = 0
                try await world.list(endpoints)
                #expect(try await Self.text(world.get(cookie: cookie)) == home)
                for _ in 0..<10 { #expect(try await Self.text(world.get()) != home) }
                // Gone from the list, it drains: its sessions go on for a while.
                endpoints.remove(at: index)
                try await world.list(endpoints)
                #expect(try await Self.text(world.get(cookie: cookie)) == home)
            }
        }

        @Test("When an endpoint dies, its session goes on elsewhere and is told so; the others stay")
        func dying() async throws {
            let apps = ["a", "b"].map { VisitedApp($0) }
            try await Self.serve(apps[...], ports: []) { ports in
                // Nobody listens there.
                let dead = try await RunningApp.serve(VisitedApp("c")) { $0 }
                let endpoints = zip(["a", "b", "c"], ports + [dead]).map {
                    Endpoint(id: EndpointID("app-\($0)"), host: "127.0.0.1", port: $1)
                }
                let balancer = try LoadBalancer(endpoints, policy: .hashRing, logger: RunningApp.silent)
                let client = try LoadBalancedHTTPClient(balancer, logger: RunningApp.silent)
                let cookie = try SessionCookie(signedWith: try SigningKeys(Array(0..<32)))
                let proxy = try StickyProxy(client, cookie: cookie, key: .header("x-user"))
                try await RunningApp.serve(proxy, services: [balancer, client]) { port in
                    try await balancer.waitUntilReady()
                    let world = StickyProxyTests.World(
                        apps: apps,
                        endpoints: endpoints,
                        feed: EndpointFeed(endpoints),
                        balancer: balancer,
                        port: port
                    )
                    let session = StickySession(endpoint: "app-c", began: WallClock.now(), lastSeen: WallClock.now())
                    let lost = String(try #require(cookie.header(for: session)).prefix { $0 != ";" })
                    let response = try await world.get(cookie: lost, headers: [("x-user", "17")])
                    #expect(response.status == .ok)
                    let home = try await Self.text(response)
                    let renewed = try #require(Self.cookie(response))
                    #expect(renewed != lost)
                    for _ in 0..<5 { #expect(try await Self.text(world.get(cookie: renewed)) == home) }
                }
            }
        }

        @Test("By key alone, sessions are where the placement says, and a cookie goes before it")
        func keys() async throws {
            try await Self.withWorld(key: .queryItem("user")) { world in
                for user in 0..<20 {
                    let owner = try world.balancer.pick(key: "\(user)")
                    let name = owner.endpoint.id.string.dropFirst(4)
                    owner.finish(.cancelled)
                    #expect(try await Self.text(world.get("/?user=\(user)")).hasPrefix(name))
                }
            }
        }

        @Test("Bodies of ten megabytes stream both ways, and one too large is refused")
        func bodies() async throws {
            let limit = 10_000_000
            try await Self.withWorld(configuration: StickyProxyConfiguration(maximumBodyBytes: limit)) { world in
                let piece = ByteBuffer(repeating: 0x62, count: 100_000)
                for (pieces, isKnown, status) in [
                    (100, true, 200), (100, false, 200), (101, true, 413), (101, false, 413),
                ] as [(Int, Bool, UInt)] {
                    var request = HTTPClientRequest(url: "http://127.0.0.1:\(world.port)/")
                    request.method = .POST
                    let body = AsyncStream<ByteBuffer> { source in
                        for _ in 0..<pieces { source.yield(piece) }
                        source.finish()
                    }
                    request.body = .stream(
                        body,
                        length: isKnown ? .known(Int64(pieces * piece.readableBytes)) : .unknown
                    )
                    do {
                        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
                        #expect(response.status.code == status, "\(pieces) pieces, \(isKnown)")
                        let text = try await Self.text(response)
                        if status == 200 { #expect(text.hasSuffix(" 10000000")) }
                    } catch {
                        // The answer came before the body was sent, and the connection with it.
                        #expect(status == 413, "\(pieces) pieces, \(isKnown): \(error)")
                    }
                }
                var bytes = 0
                for try await part in try await world.get("/large").body { bytes += part.readableBytes }
                #expect(bytes == limit)
            }
        }

        @Test("HEAD, statuses and headers come through; what is for one connection or the proxy alone does not")
        func answers() async throws {
            try await Self.withWorld { world in
                let teapot = try await world.get(
                    "/teapot",
                    headers: [("connection", "x-hop"), ("x-hop", "1"), ("x-end", "2")]
                )
                #expect(teapot.status.code == 418)
                #expect(teapot.headers["x-own"].isEmpty)
                #expect(teapot.headers["set-cookie"].allSatisfy { !$0.hasPrefix("__Host-endpoint=mine") })
                #expect(try await Self.text(teapot) == "short and stout")
                let seen = try #require(world.apps.flatMap { $0.seen.withLock { $0 } }.first)
                #expect(seen.headers[values: HTTPField.Name("x-hop")!].isEmpty)
                #expect(seen.headers[values: HTTPField.Name("x-end")!] == ["2"])
                #expect(seen.headers[values: HTTPField.Name("x-forwarded-for")!] == ["127.0.0.1"])
                #expect(seen.headers[values: HTTPField.Name("x-forwarded-host")!] == ["127.0.0.1:\(world.port)"])
                #expect(seen.headers[values: HTTPField.Name("via")!] == ["1.1 sticky-proxy"])
                let head = try await world.get("/", method: .HEAD)
                #expect(head.status == .ok)
                #expect(try await Self.text(head).isEmpty)
            }
        }

        @Test("Whoever asks for an upgrade gets the endpoint's answer to the request without it")
        func upgrade() async throws {
            try await Self.withWorld { world in
                let answer = try await world.get(
                    headers: [
                        ("connection", "Upgrade"), ("upgrade", "websocket"), ("sec-websocket-version", "13"),
                        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
                    ]
                )
                #expect(answer.status == .ok)
                #expect(answer.headers["upgrade"].isEmpty)
                let seen = world.apps.flatMap { app in app.seen.withLock { $0 } }
                #expect(seen.count == 1)
                #expect(seen.allSatisfy { $0.headers[values: .upgrade].isEmpty })
                #expect(seen.allSatisfy { !$0.headers[values: .connection].joined().lowercased().contains("upgrade") })
            }
        }

        @Test("When the client goes in the middle of an answer, the endpoint is told")
        func clientGone() async throws {
            try await Self.withWorld { world in
                let response = try await world.get("/endless")
                var iterator = response.body.makeAsyncIterator()
                _ = try await iterator.next()
                let task = Task { [world] in
                    for try await part in try await world.get("/endless").body where part.readableBytes == 0 {}
                }
                while world.apps.reduce(0, { $0 + $1.visits }) < 2 { await Task.yield() }
                task.cancel()
                _ = await task.result
                while world.apps.reduce(0, { $0 + $1.cancelled.load(ordering: .relaxed) }) < 1 { await Task.yield() }
            }
        }

        @Test(
            "With a dead endpoint alone the answer is 502, with none that takes requests 503; a request for no host is 400"
        )
        func nobody() async throws {
            let dead = try await RunningApp.serve(VisitedApp("d")) { $0 }
            for (weight, status) in [(1, HTTPResponseStatus.badGateway), (0, .serviceUnavailable)] {
                let endpoints = [Endpoint(host: "127.0.0.1", port: dead, weight: Double(weight))]
                let balancer = try LoadBalancer(endpoints, policy: .hashRing, logger: RunningApp.silent)
                let client = try LoadBalancedHTTPClient(balancer, logger: RunningApp.silent)
                try await RunningApp.serve(StickyProxy(client, cookie: nil), services: [balancer, client]) { port in
                    try await balancer.waitUntilReady()
                    var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/")
                    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
                    #expect(response.status == status)
                    for host in ["a/b", "a@b", "a b", "a?b#"] {
                        request.headers.replaceOrAdd(name: "host", value: host)
                        let refused = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
                        #expect(refused.status == .badRequest, "\(host)")
                    }
                }
            }
        }
    }
#endif
