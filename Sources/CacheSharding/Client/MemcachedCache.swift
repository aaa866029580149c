#if Caches
    public import LoadBalancing
    public import Logging
    public import Metrics
    public import NIOCore
    public import NIOPosix

    /// Many memcached servers behind one client: see ``ShardedCache``.
    ///
    /// It talks in meta commands, which memcached has from 1.6 on.
    public final class MemcachedCache: ShardedCache {
        public let core: CacheCore

        /// A client over the servers of a discovery.
        ///
        /// - Parameters:
        ///   - discovery: where servers come from. A server is known by its endpoint's id, by which keys are placed.
        ///   - placement: which server has which keys.
        ///   - login: for servers that were started with `-Y`; over TLS, or it can be read on the way.
        ///   - configuration: times, limits, and what stands in for servers that are out.
        ///   - probe: asks servers whether they are alive, such as a `TCPConnectProbe`. Without one, only failing requests tell.
        ///   - group: where connections are made; unless given, the event loops that all of a process share.
        ///   - logger: where each change of a server's state is logged once.
        ///   - metrics: where operations are counted.
        /// - Throws: `ConfigurationError` for the first setting that is out of its range; what `NIOSSL` says of the TLS configuration.
        public init(
            _ discovery: some EndpointDiscovery,
            placement: CachePlacement = .ring,
            login: CacheLogin? = nil,
            configuration: CacheConfiguration = CacheConfiguration(),
            probe: (any EndpointProbe)? = nil,
            group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
            logger: Logger = Logger(label: "MemcachedCache"),
            metrics: any MetricsFactory = MetricsSystem.factory
        ) throws {
            core = try CacheCore(
                discovery,
                dialect: .memcached(login: login),
                placement: placement,
                configuration: configuration,
                probe: probe,
                group: group,
                logger: logger,
                metrics: metrics
            )
        }

        /// A client over servers that never change.
        public convenience init(
            _ endpoints: [Endpoint],
            placement: CachePlacement = .ring,
            login: CacheLogin? = nil,
            configuration: CacheConfiguration = CacheConfiguration(),
            probe: (any EndpointProbe)? = nil,
            group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
            logger: Logger = Logger(label: "MemcachedCache"),
            metrics: any MetricsFactory = MetricsSystem.factory
        ) throws {
            try self.init(
                StaticDiscovery(endpoints),
                placement: placement,
                login: login,
                configuration: configuration,
                probe: probe,
                group: group,
                logger: logger,
                metrics: metrics
            )
        }

        /// Stores a value with flags, by which other clients tell its type: see ``ShardedCache/set(_:_:expiring:)-(_,ByteBuffer,_)``.
        @discardableResult
        public func set(
            _ key: CacheKey,
            _ value: ByteBuffer,
            flags: UInt32,
            expiring: Duration? = nil
        ) async throws -> WriteOutcome {
            try await core.store(key, StoredValue(buffer: value, flags: flags), TimeToLive(expiring))
        }
    }
#endif
