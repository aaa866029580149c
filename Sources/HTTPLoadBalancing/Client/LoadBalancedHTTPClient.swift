#if HTTP
    public import LoadBalancing
    public import Logging
    public import Metrics
    public import NIOCore
    import NIOHTTP1
    public import NIOPosix
    public import ServiceLifecycle
    import Synchronization

    /// An HTTP client whose requests go to the endpoints of a load balancer, again and elsewhere where that helps.
    ///
    /// ```swift
    /// let balancer = try LoadBalancer(endpoints, policy: .hashRing, probe: HTTPProbe())
    /// let client = try LoadBalancedHTTPClient(balancer)
    /// // In the app's ServiceGroup, both of them: services: [balancer, client]
    ///
    /// let request = HTTPClientRequest(url: "http://users.example/users/17")
    /// let response = try await client.execute(request, key: "user:17")
    /// let body = try await response.body.collect(upTo: 1 << 20)
    /// ```
    ///
    /// Requests, responses and bodies are AsyncHTTPClient's. A request's URL says what is asked for and as whom the service is
    /// known (`Host`); where it goes is the load balancer's choice. Each endpoint has connections of its own, made when it is
    /// first used and closed when it has left the list and its last request has ended.
    ///
    /// How a request went is told to the load balancer once: when the answer's body has been read to its end, has broken, or was
    /// dropped. Read a body to its end, or drop it: AsyncHTTPClient closes the connection then.
    ///
    /// It can be used before ``run()`` is called; only `run()` closes it in order.
    public final class LoadBalancedHTTPClient: Service {
        public let configuration: LoadBalancedHTTPConfiguration
        /// Makes the attempts; its `status` tells how many.
        public let retrier: Retrier

        let pools: PoolTable
        /// What each request looks at, made ready once.
        let retriedCodes: [UInt]
        let readTimeout: TimeAmount?
        let logger: Logger
        private let watch: DepartureWatch
        private let hasRun = Atomic(false)

        /// A client over a load balancer.
        ///
        /// - Parameters:
        ///   - balancer: chooses the endpoints; it is to be run beside the client.
        ///   - configuration: times, limits, and what to do about failures.
        ///   - group: where connections are made; unless given, the event loops that all of a process share.
        ///   - logger: where a request that ended badly is logged, in one line with all its attempts.
        ///   - metrics: where each endpoint's attempts are measured (`lb.http.attempt.duration`, with the dimensions `lb.name` and
        ///     `lb.endpoint`) and retries counted (`lb.retry.…`). How attempts ended is counted by the load balancer.
        /// - Throws: `ConfigurationError` for the first setting that is out of its range.
        public init(
            _ balancer: LoadBalancer,
            configuration: LoadBalancedHTTPConfiguration = LoadBalancedHTTPConfiguration(),
            group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
            logger: Logger = Logger(label: "LoadBalancedHTTPClient"),
            metrics: any MetricsFactory = MetricsSystem.factory
        ) throws(ConfigurationError) {
            try configuration.check()
            self.configuration = configuration
            self.logger = logger
            retriedCodes = Set(configuration.retriedStatuses.map(\.code)).sorted()
            readTimeout = configuration.readTimeout.map { TimeAmount(atLeastZero: $0) }
            let name = balancer.name
            retrier = try Retrier(balancer, configuration: configuration.retries, metrics: metrics)
            pools = PoolTable(try PoolSettings(configuration, group: group, name: name, metrics: metrics))
            watch = DepartureWatch(balancer, pools)
            balancer.addDepartureObserver(watch)
        }

        deinit {
            // Nothing is left to close if it was run.
            pools.closeAll()
        }

        /// Chooses the endpoints.
        public var balancer: LoadBalancer { retrier.balancer }

        /// Returns when the service group shuts down or the task is cancelled, with all connections closed; idle ones with TLS may
        /// still be saying goodbye.
        ///
        /// When it shuts down gracefully, requests in flight may go on for ``LoadBalancedHTTPConfiguration/shutdownGrace``; then,
        /// or if the task is cancelled, they fail. Those that come later fail at once.
        ///
        /// - Throws: ``LoadBalancedHTTPError/alreadyRun`` if it was run before.
        public func run() async throws {
            guard !hasRun.exchange(true, ordering: .relaxed) else { throw LoadBalancedHTTPError.alreadyRun }
            let isGraceful = (try? await gracefulShutdown()) != nil
            pools.refuse()
            if isGraceful {
                await withTaskGroup { group in
                    group.addTask { [pools] in await pools.waitUntilUnused() }
                    group.addTask { [grace = configuration.shutdownGrace] in try? await Task.sleep(for: grace) }
                    await group.next()
                    group.cancelAll()
                }
            }
            pools.closeAll()
            await pools.waitUntilClosed()
        }
    }

    /// Gives up the connections to endpoints that have gone.
    private final class DepartureWatch: DepartureObserver {
        private let pools: PoolTable
        private weak let balancer: LoadBalancer?

        init(_ balancer: LoadBalancer, _ pools: PoolTable) {
            self.balancer = balancer
            self.pools = pools
        }

        func endpointsDeparted() {
            guard let balancer else { return }
            pools.retire(exceptFor: balancer.knownAddresses)
        }
    }
#endif
