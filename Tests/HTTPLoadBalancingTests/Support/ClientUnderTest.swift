#if HTTP
    import AsyncHTTPClient
    import Foundation
    import HTTPLoadBalancing
    import LoadBalancing
    import Logging
    import Metrics
    import MetricsTestKit
    import NIOCore
    import NIOHTTP1
    import TestSupport
    import Testing

    /// A client and its load balancer, both running, with the log and the metrics of both.
    struct ClientUnderTest: Sendable {
        let client: LoadBalancedHTTPClient
        let balancer: LoadBalancer
        let log: RecordingLog
        let metrics: TestMetrics

        /// Runs them for as long as `body` takes. Where a test is about attempts, nobody is ejected for them.
        static func run<Result: Sendable>(
            _ discovery: some EndpointDiscovery,
            policy: some LoadBalancingPolicy = .roundRobin,
            probe: (any EndpointProbe)? = nil,
            balancing: LoadBalancerConfiguration = LoadBalancerConfiguration(outliers: nil),
            _ configuration: LoadBalancedHTTPConfiguration = LoadBalancedHTTPConfiguration(),
            _ body: @escaping @Sendable (ClientUnderTest) async throws -> Result
        ) async throws -> Result {
            let log = RecordingLog(level: .warning)
            let metrics = TestMetrics()
            let balancer = try LoadBalancer(
                discovery,
                policy: policy,
                probe: probe,
                configuration: balancing,
                logger: log.logger,
                metrics: metrics
            )
            let client = try LoadBalancedHTTPClient(
                balancer,
                configuration: configuration,
                logger: log.logger,
                metrics: metrics
            )
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await balancer.run() }
                group.addTask { try await client.run() }
                let result: Result
                do {
                    try await balancer.waitUntilReady()
                    result = try await body(
                        ClientUnderTest(client: client, balancer: balancer, log: log, metrics: metrics)
                    )
                } catch {
                    group.cancelAll()
                    throw error
                }
                group.cancelAll()
                try await group.waitForAll()
                return result
            }
        }

        /// The same over servers that do not change.
        static func run<Result: Sendable>(
            over servers: [TestServer],
            policy: some LoadBalancingPolicy = .roundRobin,
            _ configuration: LoadBalancedHTTPConfiguration = LoadBalancedHTTPConfiguration(),
            _ body: @escaping @Sendable (ClientUnderTest) async throws -> Result
        ) async throws -> Result {
            let result = try await run(
                StaticDiscovery(servers.enumerated().map { $1.endpoint(id: EndpointID("s\($0)")) }),
                policy: policy,
                configuration,
                body
            )
            for server in servers { await server.kill() }
            return result
        }

        func get(_ path: String = "/", key: RequestKey? = nil) async throws -> HTTPClientResponse {
            try await client.execute(HTTPClientRequest(url: "http://service.test\(path)"), key: key)
        }

        /// The answer's status and body.
        func text(_ request: HTTPClientRequest, key: RequestKey? = nil) async throws -> (UInt, String) {
            let response = try await client.execute(request, key: key)
            return (response.status.code, String(buffer: try await response.body.collect(upTo: 1 << 20)))
        }

        func text(_ path: String = "/", key: RequestKey? = nil) async throws -> (UInt, String) {
            try await text(HTTPClientRequest(url: "http://service.test\(path)"), key: key)
        }

        /// How the endpoint's picks were finished: successes, failures, cancellations; and how many are not.
        func picks(_ id: EndpointID = "s0") -> [Int] {
            let endpoint = balancer.status.endpoints.first { $0.id == id }
            return endpoint.map { [$0.successes, $0.failures, $0.cancellations, $0.requestsInFlight] } ?? []
        }
    }

    extension HTTPClientRequest {
        /// A request for a path.
        static func to(
            _ path: String = "/",
            _ method: HTTPMethod = .GET,
            headers: HTTPHeaders = [:],
            body: HTTPClientRequest.Body? = nil
        ) -> HTTPClientRequest {
            var request = HTTPClientRequest(url: "http://service.test\(path)")
            request.method = method
            request.headers = headers
            request.body = body
            return request
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

    /// How long something took.
    func time<Result>(_ body: () async throws -> Result) async rethrows -> (Result, Duration) {
        let start = ContinuousClock.now
        let result = try await body()
        return (result, ContinuousClock.now - start)
    }
#endif
