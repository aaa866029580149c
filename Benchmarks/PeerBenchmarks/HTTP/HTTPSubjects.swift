#if HTTP
    import AsyncHTTPClient
    import CommandLineSupport
    import HTTPLoadBalancing
    import LoadBalancing
    import Logging
    import NIOCore
    import NIOHTTP1
    import NIOPosix
    import RunningPrograms

    /// All ways to send requests, and the clients behind them.
    struct HTTPSubjects {
        /// Plain AsyncHTTPClient to the first server.
        let plain: RequestSubject
        /// Plain AsyncHTTPClient to one server after the other.
        let turns: RequestSubject
        /// Our client with each policy.
        private(set) var ours: [RequestSubject] = []
        /// Our client with what else costs time.
        private(set) var options: [RequestSubject] = []
        let proxies: [RequestSubject]

        private let client: HTTPClient
        private var balanced: [LoadBalancedHTTPClient] = []
        private let endpoints: [Endpoint]

        /// Made beforehand: what it costs an app to name a key is not the client's cost.
        private static let keys = (0..<1024).map { RequestKey.value("key-\($0)") }

        /// As many connections as both clients may have to a server, and the times that both of them watch.
        private static let connections = 512
        private static let connectTimeout = Duration.seconds(2)
        private static let readTimeout = Duration.seconds(15)
        private static let timeout = Duration.seconds(60)

        init(_ servers: HTTPServers) throws {
            var configuration = HTTPClient.Configuration(
                redirectConfiguration: .disallow,
                timeout: HTTPClient.Configuration.Timeout(
                    connect: TimeAmount(Self.connectTimeout),
                    read: TimeAmount(Self.readTimeout)
                )
            )
            configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = Self.connections
            let client = HTTPClient(eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: configuration)
            self.client = client
            let limit = TimeAmount(Self.timeout)
            func plain(_ target: String, to address: ServerProgram.Address) -> RequestSubject {
                let url = "http://\(address)/"
                return Self.subject("AsyncHTTPClient", target) { _ in
                    try await client.execute(HTTPClientRequest(url: url), timeout: limit)
                }
            }
            self.plain = plain("one server", to: servers.backends[0])
            let urls = servers.backends.map { "http://\($0)/" }
            let turn = Turn()
            turns = Self.subject("AsyncHTTPClient", "servers by turns") { _ in
                try await client.execute(HTTPClientRequest(url: urls[turn.next() % urls.count]), timeout: limit)
            }
            proxies = [plain("through nginx", to: servers.nginx), plain("through HAProxy", to: servers.haproxy)]
            endpoints = servers.backends.map { Endpoint(host: $0.host, port: $0.port) }

            ours.append(try add("round robin", .roundRobin))
            ours.append(try add("smooth weighted", .smoothWeightedRoundRobin))
            ours.append(try add("random", .random))
            ours.append(try add("weighted random", .weightedRandom))
            ours.append(try add("least request", .leastRequest))
            ours.append(try add("peak EWMA", .peakEWMA))
            ours.append(try add("hash ring", .hashRing, isKeyed: true))
            ours.append(try add("Maglev", .maglev, isKeyed: true))
            ours.append(try add("rendezvous table", .rendezvousTable, isKeyed: true))
            ours.append(try add("shuffle shards", .shuffleShards(size: 2), isKeyed: true))
            options.append(try add("attempts limited", .roundRobin, RetryConfiguration(attemptTimeout: .seconds(5))))
            options.append(try add("attempts hedged", .roundRobin, RetryConfiguration(hedging: .after(.seconds(5)))))
        }

        private mutating func add(
            _ name: String,
            _ policy: some LoadBalancingPolicy,
            _ retries: RetryConfiguration = RetryConfiguration(),
            isKeyed: Bool = false
        ) throws -> RequestSubject {
            let logger = Logger(label: "PeerBenchmarks") { _ in SwiftLogNoOpLogHandler() }
            let balancer = try LoadBalancer(endpoints, policy: policy, probe: HTTPProbe(), logger: logger)
            let client = try LoadBalancedHTTPClient(
                balancer,
                configuration: LoadBalancedHTTPConfiguration(
                    connectTimeout: Self.connectTimeout,
                    readTimeout: Self.readTimeout,
                    timeout: Self.timeout,
                    connectionsPerEndpoint: Self.connections,
                    retries: retries
                ),
                logger: logger
            )
            balanced.append(client)
            return Self.subject("LoadBalancedHTTPClient", name) { number in
                try await client.execute(
                    HTTPClientRequest(url: "http://service.test/"),
                    key: isKeyed ? Self.keys[number % Self.keys.count] : nil
                )
            }
        }

        /// One way to send requests, whose answers are read and looked at.
        private static func subject(
            _ client: String,
            _ target: String,
            _ send: @escaping @Sendable (_ number: Int) async throws -> HTTPClientResponse
        ) -> RequestSubject {
            RequestSubject(client: client, target: target) { number in
                let response = try await send(number)
                let body = try await response.body.collect(upTo: 1024)
                guard response.status == .ok, body.readableBytes == WebServers.bodyByteCount else {
                    throw Failure(
                        .systemError,
                        "\(client), \(target): answered with \(response.status) and \(body.readableBytes) bytes"
                    )
                }
            }
        }

        /// Every way, in the report's order.
        var all: [RequestSubject] { [plain, turns] + ours + options + proxies }

        /// Does something while the clients run, and closes them then.
        func run<Result>(_ body: () async throws -> Result) async throws -> Result {
            do {
                let result = try await withThrowingTaskGroup(of: Void.self) { group in
                    for client in balanced {
                        group.addTask { try await client.balancer.run() }
                        group.addTask { try await client.run() }
                    }
                    for client in balanced { try await client.balancer.waitUntilReady() }
                    let result = try await body()
                    group.cancelAll()
                    try await group.waitForAll()
                    return result
                }
                try await client.shutdown()
                return result
            } catch {
                try await client.shutdown()
                throw error
            }
        }
    }
#endif
