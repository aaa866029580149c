#if Caches
    import LoadBalancing
    import Logging
    import Metrics
    import NIOCore
    import NIOPosix
    import NIOSSL
    import ServiceLifecycle
    import Synchronization

    /// What ``MemcachedCache`` and ``RedisCache`` share: made by them, and of no use by itself.
    public final class CacheCore: Sendable {
        let configuration: CacheConfiguration
        let dialect: Dialect
        let nodes: NodeSet
        let gutter: NodeSet?
        let totals: CacheTotals
        let flights = Flights()
        let background = BackgroundWork()
        let tasks: EventLoopTasks
        private let hasRun = Atomic(false)
        private let isClosed = Atomic(false)

        init(
            _ discovery: some EndpointDiscovery,
            dialect: Dialect,
            placement: CachePlacement,
            configuration: CacheConfiguration,
            probe: (any EndpointProbe)?,
            group: any EventLoopGroup,
            logger: Logger,
            metrics: any MetricsFactory
        ) throws {
            try configuration.check()
            self.configuration = configuration
            self.dialect = dialect
            let settings = LinkSettings(
                dialect: dialect,
                limits: LinkLimits(configuration),
                wire: WireLimits(value: configuration.largestValue),
                connectTimeout: TimeAmount(atMostACentury: configuration.connectTimeout),
                tls: try configuration.tls.map { try NIOSSLContext(configuration: $0) },
                observe: LinkLog(logger: logger, name: configuration.balancing.name).observe
            )
            let lanes = (0..<configuration.connectionsPerNode).map { _ in Lane(loop: group.next()) }
            tasks = EventLoopTasks(lanes)
            func nodeSet(
                _ discovery: some EndpointDiscovery,
                _ placement: CachePlacement,
                _ balancing: LoadBalancerConfiguration,
                warmUp: Duration
            ) throws -> NodeSet {
                try NodeSet(
                    discovery,
                    placement: placement,
                    lanes: lanes,
                    settings: settings,
                    grace: TimeAmount(atMostACentury: configuration.timeout),
                    warmUp: TimeAmount(atMostACentury: warmUp),
                    probe: probe,
                    configuration: balancing,
                    logger: logger,
                    metrics: metrics
                )
            }
            nodes = try nodeSet(discovery, placement, configuration.balancing, warmUp: configuration.warmUp)
            if configuration.gutter.isEmpty {
                gutter = nil
            } else {
                var balancing = configuration.balancing
                balancing.name += "_gutter"
                gutter = try nodeSet(StaticDiscovery(configuration.gutter), .ring, balancing, warmUp: .zero)
            }
            totals = CacheTotals(name: configuration.balancing.name, factory: metrics)
        }

        deinit {
            totals.destroy()
        }

        /// Looks after health and runs what goes on in the background until the task is cancelled or the service group shuts down;
        /// then waits for what was sent, and closes all connections.
        func run() async throws {
            guard !hasRun.exchange(true, ordering: .relaxed) else { throw CacheError.alreadyRun }
            defer { isClosed.store(true, ordering: .relaxed) }
            try await withThrowingTaskGroup { group in
                group.addTask { try await self.nodes.balancer.run() }
                if let gutter = self.gutter { group.addTask { try await gutter.balancer.run() } }
                group.addTask { await self.background.run() }
                group.addTask {
                    try? await gracefulShutdown()
                    self.isClosed.store(true, ordering: .relaxed)
                    self.background.close()
                }
                try await group.waitForAll()
            }
            await nodes.close()
            await gutter?.close()
        }

        /// - Throws: ``CacheError/shutDown``
        func checkIsOpen() throws(CacheError) {
            if isClosed.load(ordering: .relaxed) { throw .shutDown }
        }

        /// - Throws: ``CacheError/invalidKey(_:reason:)``
        func check(_ key: CacheKey) throws(CacheError) {
            if let reason = dialect.objection(to: key) { throw .invalidKey(key, reason: reason) }
        }

        /// - Throws: ``CacheError/invalidKey(_:reason:)``
        func check(_ keys: [CacheKey]) throws(CacheError) {
            // The bytes are lent: a reference to each key would be counted twice.
            for index in keys.indices where !keys[index].bytes.withUnsafeBytes({ dialect.takes(key: $0) }) {
                try check(keys[index])
            }
        }

        func check(_ value: ByteBuffer, for key: CacheKey) throws(CacheError) {
            guard value.readableBytes <= configuration.largestValue else {
                throw .valueTooLarge(key, bytes: value.readableBytes, limit: configuration.largestValue)
            }
        }

        /// When an operation that begins now has to be over.
        var deadline: UInt64 { UInt64.now.addingSaturating(configuration.timeout.nanoseconds) }

        /// When one of several nodes that are asked one after the other has to have answered.
        func attemptDeadline(before deadline: UInt64, attempts: Int) -> UInt64 {
            min(deadline, UInt64.now.addingSaturating(configuration.timeout.nanoseconds / UInt64(max(1, attempts))))
        }
    }

    extension UInt64 {
        /// Nanoseconds of the event loops' clock.
        static var now: UInt64 { NIODeadline.now().uptimeNanoseconds }
    }

    extension LinkLimits {
        init(_ configuration: CacheConfiguration) {
            let century: UInt64 = 100 * 365 * 86_400 * 1_000_000_000
            self.init(
                replies: configuration.requestsPerConnection,
                bytes: configuration.largestValue,
                unanswered: min(century, configuration.unansweredLimit.nanoseconds),
                backoff: min(century, configuration.reconnectBackoff.nanoseconds),
                maximumBackoff: min(century, configuration.maximumReconnectBackoff.nanoseconds)
            )
        }
    }

    /// Says of connections what changes.
    private struct LinkLog: Sendable {
        let logger: Logger
        let name: String

        func observe(_ event: LinkEvent) {
            switch event {
            case .connected(let endpoint):
                logger.debug("connected to a cache node", metadata: metadata(endpoint))
            case .failedToConnect(let endpoint, let reason):
                logger.warning("a cache node can't be connected to", metadata: metadata(endpoint, reason))
            case .lost(let endpoint, let reason):
                logger.warning("the connection to a cache node was lost", metadata: metadata(endpoint, reason))
            }
        }

        private func metadata(_ endpoint: Endpoint, _ reason: String? = nil) -> Logger.Metadata {
            var metadata: Logger.Metadata = ["lb.name": "\(name)", "lb.endpoint": "\(endpoint.id)"]
            if let reason { metadata["reason"] = "\(reason)" }
            return metadata
        }
    }
#endif
