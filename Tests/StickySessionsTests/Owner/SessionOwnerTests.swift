#if StickySessions
    import AsyncHTTPClient
    import HTTPLoadBalancing
    import HTTPTypes
    import Hummingbird
    import LoadBalancing
    import NIOCore
    import NIOHTTP1
    import Synchronization
    import Testing

    @testable import StickySessions

    @Suite("Instances that own sessions", .timeLimit(.minutes(2)))
    struct SessionOwnerTests {
        static let keys = try! SigningKeys(Array(0..<32))

        /// What an instance does with requests is settled when all ports are known.
        final class Instance: HTTPResponder, Sendable {
            typealias Context = StickyRequestContext
            let app: VisitedApp
            let owner = Mutex<SessionOwner<StickyRequestContext>?>(nil)

            init(_ name: String) {
                app = VisitedApp(name)
            }

            func respond(to request: Request, context: Context) async throws -> Response {
                guard let owner = owner.withLock({ $0 }) else { return Response(status: .serviceUnavailable) }
                return try await owner.handle(request, context: context, next: app.respond)
            }
        }

        struct World: Sendable {
            let instances: [Instance]
            let ports: [Int]
            let balancer: LoadBalancer

            func get(_ instance: Int, session: String?, headers: [(String, String)] = []) async throws
                -> HTTPClientResponse
            {
                var request = HTTPClientRequest(url: "http://127.0.0.1:\(ports[instance])/page?x=1")
                if let session { request.headers.add(name: "cookie", value: "session=\(session)") }
                for (name, value) in headers { request.headers.add(name: name, value: value) }
                return try await Self.client.execute(request, timeout: .seconds(10))
            }

            /// The instance that owns a session, by the placement.
            func owner(of session: String) throws -> Int {
                let pick = try balancer.pick(key: session)
                let id = pick.endpoint.id.string
                pick.finish(.cancelled)
                return try #require(ports.firstIndex { "127.0.0.1:\($0)" == id })
            }

            /// Follows no redirect.
            static let client = HTTPClient.shared
        }

        /// Three instances.
        ///
        /// - Parameter disagreeing: whether each takes itself for the owner of nothing, so that only the mark ends a request's way.
        static func withWorld(
            _ others: SessionOwner<StickyRequestContext>.Others,
            disagreeing: Bool = false,
            _ body: @escaping @Sendable (World) async throws -> Void
        ) async throws {
            let instances = ["a", "b", "c"].map { Instance($0) }
            try await serve(instances[...], ports: []) { ports in
                let endpoints = ports.map { Endpoint(host: "127.0.0.1", port: $0) }
                let balancer = try LoadBalancer(endpoints, policy: .hashRing, logger: RunningApp.silent)
                let client = try LoadBalancedHTTPClient(balancer, logger: RunningApp.silent)
                for (instance, endpoint) in zip(instances, endpoints) {
                    let owner = try SessionOwner(
                        disagreeing ? "nobody" : endpoint.id,
                        client,
                        key: .cookie("session"),
                        signedWith: keys,
                        others: others,
                        context: StickyRequestContext.self
                    )
                    instance.owner.withLock { $0 = owner }
                }
                try await RunningApp.serve(VisitedApp("runs the services"), services: [balancer, client]) { _ in
                    try await balancer.waitUntilReady()
                    try await body(World(instances: instances, ports: ports, balancer: balancer))
                }
            }
        }

        static func serve(
            _ instances: ArraySlice<Instance>,
            ports: [Int],
            _ body: @escaping @Sendable ([Int]) async throws -> Void
        ) async throws {
            guard let instance = instances.first else { return try await body(ports) }
            try await RunningApp.serve(instance) { port in
                try await serve(instances.dropFirst(), ports: ports + [port], body)
            }
        }

        @Test("Wherever a request comes, its session's owner serves it, once")
        func forwarding() async throws {
            try await Self.withWorld(.forward) { world in
                var owners: Set<Int> = []
                for session in (0..<20).map({ "s\($0)" }) {
                    let owner = try world.owner(of: session)
                    owners.insert(owner)
                    for instance in 0..<3 {
                        let response = try await world.get(instance, session: session)
                        let text = String(buffer: try await response.body.collect(upTo: 100))
                        #expect(text.hasPrefix(world.instances[owner].app.name))
                    }
                }
                #expect(owners.count == 3)
                #expect(world.instances.reduce(0) { $0 + $1.app.visits } == 60)
            }
        }

        @Test("One without a session is served where it comes")
        func withoutSession() async throws {
            try await Self.withWorld(.refuse) { world in
                for instance in 0..<3 {
                    let response = try await world.get(instance, session: nil)
                    #expect(response.status == .ok)
                    #expect(world.instances[instance].app.visits == 1)
                }
            }
        }

        @Test("It redirects to the owner's address, or refuses")
        func others() async throws {
            for (others, status) in [
                (
                    SessionOwner<StickyRequestContext>.Others.redirect(scheme: "https"),
                    HTTPResponseStatus.temporaryRedirect
                ),
                (.refuse, .misdirectedRequest),
            ] {
                try await Self.withWorld(others) { world in
                    let owner = try world.owner(of: "s")
                    for instance in 0..<3 where instance != owner {
                        var request = HTTPClientRequest(url: "http://127.0.0.1:\(world.ports[instance])/page?x=1")
                        request.headers.add(name: "cookie", value: "session=s")
                        let client = HTTPClient(
                            eventLoopGroup: HTTPClient.defaultEventLoopGroup,
                            configuration: .init(redirectConfiguration: .disallow)
                        )
                        let response = try await client.execute(request, timeout: .seconds(10))
                        try await client.shutdown()
                        #expect(response.status == status)
                        if status == .temporaryRedirect {
                            #expect(
                                response.headers["location"] == ["https://127.0.0.1:\(world.ports[owner])/page?x=1"]
                            )
                        }
                    }
                    let response = try await world.get(owner, session: "s")
                    #expect(response.status == .ok)
                }
            }
        }

        @Test("Though no instance takes itself for an owner, a request is forwarded once, and a forged mark never")
        func loops() async throws {
            try await Self.withWorld(.forward, disagreeing: true) { world in
                let response = try await world.get(0, session: "s")
                #expect(response.status == .ok)
                #expect(world.instances.reduce(0) { $0 + $1.app.visits } == 1)
                let foreign = ForwardedMark.text(from: "127.0.0.1:1", .random())
                for mark in ["", "x", ".", foreign, String(repeating: "A", count: 5000)] {
                    let response = try await world.get(0, session: "s", headers: [(ForwardedMark.name, mark)])
                    #expect(response.status.code == 508, "\(mark.prefix(20))")
                }
                #expect(world.instances.reduce(0) { $0 + $1.app.visits } == 1)
            }
        }
    }
#endif
