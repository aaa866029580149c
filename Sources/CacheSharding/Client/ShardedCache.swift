#if Caches
    import LoadBalancing
    public import ServiceLifecycle

    /// Many servers behind one client: each key is on the node that a placement gives it, and on those that follow.
    ///
    /// ```swift
    /// let cache = try MemcachedCache([
    ///     Endpoint(host: "10.0.0.1", port: 11211),
    ///     Endpoint(host: "10.0.0.2", port: 11211),
    /// ])
    /// // In the app's ServiceGroup, or by hand: Task { try await cache.run() }
    ///
    /// try await cache.set("user:1", "Ada", expiring: .seconds(60))
    /// try await cache.get("user:1")?.string                           // "Ada"
    /// try await cache.get(["user:1", "user:2"]).map { $0?.string }    // ["Ada", nil]
    /// ```
    ///
    /// That a server is down is no error: a read is a miss, a write is ``WriteOutcome/unconfirmed``, both within
    /// ``CacheConfiguration/timeout``. What is thrown is what the caller did wrong (``CacheError``), or `CancellationError`. See
    /// <doc:Failures>.
    ///
    /// It can be used before ``run()`` is called; but only `run()` puts nodes that fail out of service, follows a discovery, and
    /// closes connections in order.
    public protocol ShardedCache: Service {
        /// What all of them share.
        var core: CacheCore { get }
    }

    extension ShardedCache {
        /// Looks after the nodes until the task is cancelled or the service group shuts down; then waits for what was sent, closes
        /// all connections and returns. From then on everything throws ``CacheError/shutDown``.
        ///
        /// - Throws: ``CacheError/alreadyRun`` if it was run before.
        public func run() async throws {
            try await core.run()
        }

        /// Waits until the first list of nodes has come: see `LoadBalancer.waitUntilReady()`.
        public func waitUntilReady() async throws {
            try await core.nodes.balancer.waitUntilReady()
        }

        /// Runs tasks on the event loops that connections are made on: what such a task asks for wakes up no other thread, neither
        /// when it is sent nor when it is answered.
        ///
        /// ```swift
        /// try await withTaskExecutorPreference(cache.taskExecutor) { try await cache.get("user:1") }
        /// ```
        ///
        /// For tasks that do little but ask: what computes for long, or blocks, keeps connections waiting.
        public var taskExecutor: any TaskExecutor { core.tasks }

        /// What it has done so far.
        public var counts: CacheCounts { core.totals.current }
    }
#endif
