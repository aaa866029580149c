#if GRPC
    import ByteService
    import GRPCCore
    import GRPCLoadBalancing
    import GRPCNIOTransportHTTP2Posix
    import LoadBalancing
    import Logging
    import Metrics
    import MetricsTestKit
    import Testing

    /// A gRPC client over a balanced transport, running, with its metrics.
    struct ClientUnderTest: Sendable {
        let client: GRPCClient<BalancedTransport>
        let transport: BalancedTransport
        let metrics: TestMetrics

        var balancer: LoadBalancer { transport.balancer }

        /// Runs it for as long as `body` takes. Where a test is about calls, nobody is ejected for them.
        static func run<Result: Sendable>(
            _ discovery: some EndpointDiscovery,
            policy: some LoadBalancingPolicy = .roundRobin,
            probe: (any EndpointProbe)? = nil,
            balancing: LoadBalancerConfiguration = LoadBalancerConfiguration(outliers: nil),
            security: HTTP2ClientTransport.Posix.TransportSecurity = .plaintext,
            interceptors: [any ClientInterceptor] = [],
            _ configuration: BalancedTransportConfiguration = .quick,
            serviceConfig: ServiceConfig = ServiceConfig(),
            health: GRPCHealthWatch? = nil,
            _ body: @escaping @Sendable (ClientUnderTest) async throws -> Result
        ) async throws -> Result {
            let metrics = TestMetrics()
            let balancer = try LoadBalancer(
                discovery,
                policy: policy,
                probe: probe,
                configuration: balancing,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                metrics: metrics
            )
            let transport = try BalancedTransport(
                balancer,
                transportSecurity: security,
                configuration: configuration,
                serviceConfig: serviceConfig,
                health: health,
                metrics: metrics
            )
            let client = GRPCClient(transport: transport, interceptors: interceptors)
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await client.runConnections() }
                do {
                    let result = try await body(
                        ClientUnderTest(client: client, transport: transport, metrics: metrics)
                    )
                    client.beginGracefulShutdown()
                    try await group.waitForAll()
                    return result
                } catch {
                    group.cancelAll()
                    throw error
                }
            }
        }

        /// The same over servers that do not change, with the ids s0, s1 and so on. They are killed in the end.
        static func run<Result: Sendable>(
            over servers: [ByteServer],
            policy: some LoadBalancingPolicy = .roundRobin,
            _ configuration: BalancedTransportConfiguration = .quick,
            serviceConfig: ServiceConfig = ServiceConfig(),
            _ body: @escaping @Sendable (ClientUnderTest) async throws -> Result
        ) async throws -> Result {
            let result = try await run(
                StaticDiscovery(servers.map { $0.endpoint(id: EndpointID($0.name)) }),
                policy: policy,
                configuration,
                serviceConfig: serviceConfig,
                body
            )
            for server in servers { await server.kill() }
            return result
        }

        /// The text of the answer to a text.
        func get(
            _ text: String = "",
            metadata: Metadata = [:],
            options: CallOptions = .defaults
        ) async throws -> String {
            try await client.get(text, metadata: metadata, options: options)
        }

        /// How the endpoint's picks were finished: successes, failures, cancellations; and how many are not.
        func picks(_ id: EndpointID = "s0") -> [Int] {
            let endpoint = balancer.status.endpoints.first { $0.id == id }
            return endpoint.map { [$0.successes, $0.failures, $0.cancellations, $0.requestsInFlight] } ?? []
        }
    }

    extension BalancedTransportConfiguration {
        /// A connection that broke is soon made again.
        static var quick: BalancedTransportConfiguration {
            BalancedTransportConfiguration(
                connection: .defaults {
                    $0.backoff = .init(
                        initial: .milliseconds(50),
                        max: .milliseconds(200),
                        multiplier: 1.6,
                        jitter: 0.2
                    )
                },
                // A machine that has much to do is no reason to go elsewhere.
                connectLimit: .seconds(10)
            )
        }
    }

    /// Waits until something holds that nothing tells of, such as what a server or the kernel sees. Ten seconds at most.
    func eventually(_ what: Comment, _ isSo: () throws -> Bool, _ location: SourceLocation = #_sourceLocation)
        async throws
    {
        let end = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < end {
            if try isSo() { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("not within ten seconds: \(what)", sourceLocation: location)
    }
#endif
