#if Caches
    public import LoadBalancing
    public import Logging
    public import Metrics
    public import NIOCore
    public import NIOPosix

    /// Many Redis servers behind one client: see ``ShardedCache``.
    ///
    /// For servers of which each knows nothing of the others, Redis, Valkey or any that speak RESP: it talks RESP3, and RESP2 with those
    /// that know no `HELLO`. Redis Cluster is another thing, which places keys itself; for it there is
    /// [valkey-swift](https://github.com/valkey-io/valkey-swift).
    public final class RedisCache: ShardedCache {
        public let core: CacheCore

        /// A client over the servers of a discovery.
        ///
        /// - Parameters:
        ///   - discovery: where servers come from. A server is known by its endpoint's id, by which keys are placed.
        ///   - placement: which server has which keys.
        ///   - login: who to log in as (`AUTH`); over TLS, or it can be read on the way.
        ///   - database: the number of the database (`SELECT`).
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
            database: Int = 0,
            configuration: CacheConfiguration = CacheConfiguration(),
            probe: (any EndpointProbe)? = nil,
            group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
            logger: Logger = Logger(label: "RedisCache"),
            metrics: any MetricsFactory = MetricsSystem.factory
        ) throws {
            core = try CacheCore(
                discovery,
                dialect: .redis(login: login, database: database),
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
            database: Int = 0,
            configuration: CacheConfiguration = CacheConfiguration(),
            probe: (any EndpointProbe)? = nil,
            group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
            logger: Logger = Logger(label: "RedisCache"),
            metrics: any MetricsFactory = MetricsSystem.factory
        ) throws {
            try self.init(
                StaticDiscovery(endpoints),
                placement: placement,
                login: login,
                database: database,
                configuration: configuration,
                probe: probe,
                group: group,
                logger: logger,
                metrics: metrics
            )
        }

        /// Has a command done by the node that owns a key: any that asks nothing of other nodes' keys.
        ///
        /// ```swift
        /// try await redis.command("LPUSH", on: "queue:1", ["job"])     // LPUSH queue:1 job
        /// ```
        ///
        /// It goes to one node alone, whatever ``CacheConfiguration/replicas`` and ``CacheConfiguration/gutter`` say.
        ///
        /// - Parameters:
        ///   - name: the command's, such as `HGET`; of one with a sub-command, both: `OBJECT ENCODING`.
        ///   - key: what places it, and the command's first argument.
        ///   - arguments: what follows it.
        /// - Returns: Redis' answer, its errors too; `nil` if the node is out or does not answer in time: then it may have been done.
        /// - Throws: ``CacheError``, `CancellationError`
        public func command(_ name: String, on key: CacheKey, _ arguments: [String] = []) async throws -> RESPValue? {
            try await command(name, on: key, arguments.map { ByteBuffer(string: $0) })
        }

        /// The same with arguments of any bytes.
        public func command(_ name: String, on key: CacheKey, _ arguments: [ByteBuffer]) async throws -> RESPValue? {
            let words = name.split(separator: " ").map { ByteBuffer(substring: $0) }
            return try await core.command(key, words + [ByteBuffer(bytes: key.bytes)] + arguments)
        }

        /// The same with the words as they are, of which the key may be any, or none: `EVAL` has it third.
        public func command(_ words: [ByteBuffer], placedBy key: CacheKey) async throws -> RESPValue? {
            try await core.command(key, words)
        }
    }

    extension CacheCore {
        fileprivate func command(_ key: CacheKey, _ words: [ByteBuffer]) async throws -> RESPValue? {
            try checkIsOpen()
            try check(key)
            guard let node = nodes.table.replicas(1, of: key).first else { return nil }
            let order = NodeOrder(node: node, set: nodes, operation: .command(key, words))
            let answer = await perform([order], by: deadline)[0]
            try Task.checkCancellation()
            guard case .reply(let value) = answer else { return nil }
            return value
        }
    }
#endif
