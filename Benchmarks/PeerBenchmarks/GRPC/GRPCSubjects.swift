#if GRPC
    import ByteService
    import CommandLineSupport
    import GRPCCore
    import GRPCLoadBalancing
    import GRPCNIOTransportHTTP2Posix
    import LoadBalancing
    import Logging
    import RunningPrograms

    /// All ways to make calls, and the clients behind them.
    struct GRPCSubjects {
        /// Ours, each with the stock transports over as many servers.
        private(set) var pairs: [RequestRounds.Pair] = []
        /// Stock transports to one server, to all by turns, and to all with a retry policy.
        private let stock: [RequestSubject]

        private let stockClients: [GRPCClient<HTTP2ClientTransport.Posix>]
        private var clients: [GRPCClient<BalancedTransport>] = []
        private let endpoints: [LoadBalancing.Endpoint]

        private static let retries = ServiceConfig.retried(
            backoff: .milliseconds(25)...(.milliseconds(250)),
            multiplier: 2
        )

        init(_ servers: [ServerProgram.Address]) throws {
            endpoints = servers.map { LoadBalancing.Endpoint(host: $0.host, port: $0.port) }
            var stockClients: [GRPCClient<HTTP2ClientTransport.Posix>] = []
            func stock(
                _ target: String,
                _ servers: some Sequence<ServerProgram.Address>,
                _ serviceConfig: ServiceConfig = ServiceConfig()
            ) throws -> RequestSubject {
                let clients = try servers.map { address in
                    GRPCClient(
                        transport: try HTTP2ClientTransport.Posix(
                            target: .ipv4(address: address.host, port: address.port),
                            transportSecurity: .plaintext,
                            serviceConfig: serviceConfig
                        )
                    )
                }
                stockClients += clients
                let turn = Turn()
                return Self.subject("stock transport", target) { _ in
                    try await clients[turn.next() % clients.count].get()
                }
            }
            let alone = try stock("one server", servers.prefix(1))
            let turns = try stock("servers by turns", servers)
            let retried = try stock("servers by turns retried", servers, Self.retries)
            self.stock = [alone, turns, retried]
            self.stockClients = stockClients

            try add("one server", .roundRobin, beside: alone, endpointCount: 1)
            try add("random", .random, beside: turns)
            try add("round robin", .roundRobin, beside: turns)
            try add("least request", .leastRequest, beside: turns)
            try add("peak EWMA", .peakEWMA, beside: turns)
            try add("hash ring", .hashRing, isKeyed: true, beside: turns)
            try add("Maglev", .maglev, isKeyed: true, beside: turns)
            try add("retried", .roundRobin, Self.retries, beside: retried)
        }

        private mutating func add(
            _ name: String,
            _ policy: some LoadBalancingPolicy,
            _ serviceConfig: ServiceConfig = ServiceConfig(),
            isKeyed: Bool = false,
            beside plain: RequestSubject,
            endpointCount: Int = .max
        ) throws {
            let balancer = try LoadBalancer(
                Array(endpoints.prefix(endpointCount)),
                policy: policy,
                probe: GRPCHealthProbe(transportSecurity: .plaintext),
                logger: Logger(label: "PeerBenchmarks") { _ in SwiftLogNoOpLogHandler() }
            )
            let transport = try BalancedTransport(
                balancer,
                transportSecurity: .plaintext,
                serviceConfig: serviceConfig
            )
            let client = GRPCClient(transport: transport)
            clients.append(client)
            let subject = Self.subject("BalancedTransport", name) { number in
                guard isKeyed else { return try await client.get() }
                return try await withRoutingKey("key-\(number)") { try await client.get() }
            }
            pairs.append((ours: subject, plain: plain))
        }

        /// One way to make calls, whose answers are looked at.
        private static func subject(
            _ client: String,
            _ target: String,
            _ call: @escaping @Sendable (_ number: Int) async throws -> String
        ) -> RequestSubject {
            RequestSubject(client: client, target: target) { number in
                let answer: String
                do {
                    answer = try await call(number)
                } catch {
                    throw Failure(.systemError, "\(client), \(target): \(error)")
                }
                guard answer == GRPCExperiment.answer else {
                    throw Failure(.systemError, "\(client), \(target): answered with “\(answer)”")
                }
            }
        }

        /// Every way, in the report's order.
        var all: [RequestSubject] { stock + pairs.map(\.ours) }

        /// Does something while the clients run, and closes them then.
        func run<Result>(_ body: () async throws -> Result) async throws -> Result {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in stockClients { group.addTask { try await client.runConnections() } }
                for client in clients { group.addTask { try await client.runConnections() } }
                let result = try await body()
                for client in stockClients { client.beginGracefulShutdown() }
                for client in clients { client.beginGracefulShutdown() }
                try await group.waitForAll()
                return result
            }
        }
    }
#endif
