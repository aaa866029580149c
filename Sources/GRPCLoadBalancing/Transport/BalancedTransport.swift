#if GRPC
    public import GRPCCore
    public import GRPCNIOTransportHTTP2Posix
    public import LoadBalancing
    public import Metrics
    public import NIOCore
    public import NIOPosix

    /// A gRPC client's transport whose calls go to the endpoints of a load balancer.
    ///
    /// ```swift
    /// let balancer = try LoadBalancer(endpoints, policy: .hashRing)
    /// let client = GRPCClient(transport: try BalancedTransport(balancer, transportSecurity: .plaintext))
    /// Task { try await client.runConnections() }
    ///
    /// let user = try await withRoutingKey("user:17") {
    ///     try await Users.Client(wrapping: client).get(request)
    /// }
    /// ```
    ///
    /// Each endpoint has a transport of its own, grpc-swift's `HTTP2ClientTransport.Posix`: it is connected when the endpoint
    /// joins, kept connected, and shut down gracefully when it has left, so that its streams finish.
    ///
    /// ## What becomes of a call
    ///
    /// It goes to the endpoint that is chosen for its ``RoutingKey``. If no stream can be opened there, nothing has been sent, and
    /// the next endpoint is tried, until each in service has been. A call that was begun stays where it is.
    ///
    /// How it went is told to the load balancer when its status has come, not when the code that reads the response returns:
    /// `UNAVAILABLE`, `RESOURCE_EXHAUSTED`, `DEADLINE_EXCEEDED`, `INTERNAL`, `UNKNOWN` and `DATA_LOSS` count against the endpoint;
    /// a call that the caller gives up counts for nothing.
    ///
    /// ## Retries
    ///
    /// A method whose service config has a retry or hedging policy (gRFC A6) is retried by this transport: what the caller sends
    /// is kept, up to ``BalancedTransportConfiguration/replayBytes``, until the response's metadata have come, and sent again,
    /// elsewhere, if a status that may be retried comes before. Retries have a budget for all calls together, go to endpoints that
    /// were not tried before, and heed `grpc-retry-pushback-ms`.
    ///
    /// grpc-swift retries too, above any transport, where `CallOptions.executionPolicy` is set for a call. Then this transport makes
    /// one attempt each time it is asked, so that the two never multiply. It is the worse place: it knows nothing of
    /// endpoints, does not retry when no stream could be opened, and holds a call's stream while it waits for the next attempt.
    ///
    /// Errors: `RPCError` with `failedPrecondition` when it is shut down, with `unavailable` if no endpoint can take the call,
    /// as the stock transport has them.
    public final class BalancedTransport: ClientTransport {
        public typealias Bytes = GRPCNIOTransportBytes

        /// Chooses the endpoints. ``connect()`` runs it.
        public let balancer: LoadBalancer
        public let configuration: BalancedTransportConfiguration
        /// What all methods' retries and hedges have in common: their budget and throttles. Its `status` says what they have come to.
        public let retrier: Retrier

        let channels: ChannelTable
        let meters: TransportMeters
        let policies: MethodPolicies
        private let health: GRPCHealthWatch?
        private let watch: ChannelWatch

        /// A transport over a load balancer.
        ///
        /// - Parameters:
        ///   - balancer: chooses the endpoints. The transport runs it: nobody else may.
        ///   - transportSecurity: TLS, or `.plaintext`.
        ///   - configuration: how it connects, and what limits retries have.
        ///   - serviceConfig: time-outs, limits of size, retries and hedging of methods, and gRPC's throttle of retries. Its policies of
        ///     load balancing are not heeded: that is the load balancer's.
        ///   - health: the load balancer's probe, where that is a ``GRPCHealthWatch``: this transport keeps it informed.
        ///   - eventLoopGroup: where connections are made; unless given, the event loops that all of a process share.
        ///   - metrics: where attempts and connections are counted: see <doc:GRPCMetrics>.
        /// - Throws: `ConfigurationError` for the first setting that is out of its range.
        public init(
            _ balancer: LoadBalancer,
            transportSecurity: HTTP2ClientTransport.Posix.TransportSecurity,
            configuration: BalancedTransportConfiguration = BalancedTransportConfiguration(),
            serviceConfig: ServiceConfig = ServiceConfig(),
            health: GRPCHealthWatch? = nil,
            eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
            metrics: any MetricsFactory = MetricsSystem.factory
        ) throws(ConfigurationError) {
            try configuration.check()
            self.balancer = balancer
            self.configuration = configuration
            self.health = health
            let retrier = try Retrier(
                balancer,
                configuration: configuration.retries(of: serviceConfig),
                metrics: metrics
            )
            self.retrier = retrier
            policies = try MethodPolicies(serviceConfig, base: retrier.configuration) {
                configuration throws(ConfigurationError) in
                try Retrier(sharingLimitsOf: retrier, configuration: configuration)
            }
            retryThrottle = serviceConfig.retryThrottling.map { GRPCCore.RetryThrottle(policy: $0) }
            meters = TransportMeters(target: balancer.name, factory: metrics)
            channels = ChannelTable(
                ChannelSettings(
                    connection: configuration.connection,
                    security: transportSecurity,
                    group: eventLoopGroup,
                    meters: meters
                ),
                known: { balancer.knownEndpoints }
            )
            watch = ChannelWatch(channels)
            balancer.addDepartureObserver(watch)
        }

        /// The service config's throttle, for calls whose own options have an execution policy, which grpc-swift carries out. It is
        /// made once: no change of endpoints resets it.
        public let retryThrottle: GRPCCore.RetryThrottle?

        /// What the service config says of a method, without its execution policy: this transport carries that out itself.
        public func config(forMethod descriptor: MethodDescriptor) -> MethodConfig? {
            policies[descriptor]?.config
        }

        /// Runs the load balancer and the connections to its endpoints, until ``beginGracefulShutdown()`` was called and all
        /// streams have ended, or the task is cancelled, which ends them at once.
        ///
        /// - Throws: `RPCError` with `failedPrecondition` if it was called before; `LoadBalancerError.alreadyRun` if
        ///   somebody else runs the load balancer; what is wrong with the TLS configuration.
        public func connect() async throws {
            guard channels.start() else {
                throw RPCError(
                    code: .failedPrecondition,
                    message: "connect() was called before: make another transport"
                )
            }
            defer { channels.close() }
            try channels.connectAll()
            try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask {
                    await self.runChannels()
                    return true
                }
                group.addTask { [balancer] in
                    try await balancer.run()
                    return false
                }
                defer { group.cancelAll() }
                while let areClosed = try await group.next(), !areClosed {
                    // The load balancer was shut down, by its service group perhaps: then there is nobody to choose.
                    channels.close()
                }
            }
        }

        private func runChannels() async {
            await withDiscardingTaskGroup { group in
                for await channel in channels.made {
                    group.addTask { [health, balancer] in
                        guard let health else { return await channel.run() }
                        await channel.run { await health.follow(channel, for: balancer) }
                    }
                }
            }
        }

        public func beginGracefulShutdown() {
            channels.close()
        }
    }

    /// Connects to endpoints that join, and gives up the connections to those that have left.
    private final class ChannelWatch: DepartureObserver {
        private let channels: ChannelTable

        init(_ channels: ChannelTable) {
            self.channels = channels
        }

        func endpointsDeparted() {
            channels.retire()
        }

        func endpointsArrived() {
            // What is wrong with a TLS configuration is thrown to calls as well.
            try? channels.connectAll()
        }
    }
#endif
