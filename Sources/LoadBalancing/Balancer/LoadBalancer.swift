#if LoadBalancing
    public import ConsistentHashing
    public import Logging
    public import Metrics
    public import ServiceLifecycle

    /// Chooses, for each request, which of a live set of endpoints takes it.
    ///
    /// ```swift
    /// let balancer = try LoadBalancer([
    ///     Endpoint(host: "10.0.0.1", port: 8080),
    ///     Endpoint(host: "10.0.0.2", port: 8080),
    ///     Endpoint(host: "10.0.0.3", port: 8080),
    /// ])
    /// // In the app's ServiceGroup, or by hand: Task { try await balancer.run() }
    ///
    /// let pick = try balancer.pick()
    /// do {
    ///     let answer = try await send(request, to: pick.endpoint)
    ///     pick.finish(.success)
    /// } catch {
    ///     pick.finish(.failure(.connectFailed))
    /// }
    /// ```
    ///
    /// Endpoints come from an ``EndpointDiscovery``, are chosen by a ``LoadBalancingPolicy``, and are left out while a probe
    /// finds them unhealthy or requests to them fail (``LoadBalancerConfiguration``). While nobody runs it, endpoints that are
    /// known from the start can be picked, and nothing else happens.
    ///
    /// A pick never suspends and allocates nothing. It reads one immutable snapshot; to get at it, `pick` holds a lock for as
    /// long as it takes to retain it. A ``Picker`` spares that lock.
    public final class LoadBalancer: Service {
        let core: BalancerCore
        let runner: BalancerRunner

        /// What keys are hashed with: the policy's; `nil` if it takes no keys.
        public let keyHash: HashFunction?

        /// A load balancer over the endpoints of a discovery.
        ///
        /// - Parameters:
        ///   - discovery: where endpoints come from.
        ///   - policy: how it chooses; round robin unless given.
        ///   - probe: asks endpoints whether they are alive. Without one, only failing requests tell.
        ///   - configuration: times and limits.
        ///   - clock: whose time it goes by.
        ///   - logger: where each change of state is logged once.
        ///   - metrics: where requests and changes are counted: see <doc:Metrics>.
        /// - Throws: ``ConfigurationError`` if a value of the configuration is not allowed.
        public init(
            _ discovery: some EndpointDiscovery,
            policy: some LoadBalancingPolicy = .roundRobin,
            probe: (any EndpointProbe)? = nil,
            configuration: LoadBalancerConfiguration = LoadBalancerConfiguration(),
            clock: some Clock<Duration> = ContinuousClock(),
            logger: Logger = Logger(label: "LoadBalancer"),
            metrics: any MetricsFactory = MetricsSystem.factory
        ) throws(ConfigurationError) {
            try configuration.check()
            let log = BalancerObserver(logger: logger, name: configuration.name)
            let meters = BalancerMetrics(name: configuration.name, factory: metrics)
            let traffic = TrafficMetrics(name: configuration.name, factory: metrics)
            core = BalancerCore(
                policy: policy,
                isProbed: probe != nil,
                configuration: configuration,
                clock: BalancerClock(clock),
                seed: .random(in: 0 ... .max),
                observe: { event in
                    log.observe(event)
                    meters.observe(event)
                    if event.makesListDoubtful {
                        discovery.resolveAgain()
                    }
                },
                tell: { traffic.record($0) }
            )
            keyHash = core.requirements.keyHash
            runner = BalancerRunner(core: core, discovery: discovery, probe: probe)
            if let endpoints = discovery.initialEndpoints {
                core.begin(with: endpoints)
            }
        }

        /// A load balancer over endpoints that never change.
        public convenience init(
            _ endpoints: [Endpoint],
            policy: some LoadBalancingPolicy = .roundRobin,
            probe: (any EndpointProbe)? = nil,
            configuration: LoadBalancerConfiguration = LoadBalancerConfiguration(),
            clock: some Clock<Duration> = ContinuousClock(),
            logger: Logger = Logger(label: "LoadBalancer"),
            metrics: any MetricsFactory = MetricsSystem.factory
        ) throws(ConfigurationError) {
            try self.init(
                StaticDiscovery(endpoints),
                policy: policy,
                probe: probe,
                configuration: configuration,
                clock: clock,
                logger: logger,
                metrics: metrics
            )
        }

        /// Follows the discovery, probes endpoints, ejects and readmits them, until the task is cancelled or the service group
        /// shuts down. Then nothing can be picked any more, and nothing it started goes on.
        ///
        /// - Throws: ``LoadBalancerError/alreadyRun`` if it was run before.
        public func run() async throws {
            try await runner.run()
        }

        /// Waits until the first list has come and its probes have answered, or ``LoadBalancerConfiguration/startUpLimit`` has
        /// passed since `run()` began.
        ///
        /// - Throws: ``LoadBalancerError/shutDown``, or `CancellationError` if the task is cancelled.
        public func waitUntilReady() async throws {
            guard try await core.gate.wait() else { throw LoadBalancerError.shutDown }
        }

        /// Chooses an endpoint.
        ///
        /// - Parameter excluded: ids of endpoints that must not be chosen, such as one just tried. Looked through one by one.
        /// - Throws: Why there is none.
        public func pick(excluding excluded: [EndpointID] = []) throws(PickError) -> Pick {
            try pick(keyHash: nil, excluding: excluded)
        }

        /// Chooses an endpoint for a key. A policy that takes no keys chooses as if there were none.
        ///
        /// With its owner out or excluded, the next in the key's ranking is chosen: the same one in every process with the same
        /// list and health.
        @inlinable
        public func pick<Key: PlacementKey & ~Copyable & ~Escapable>(
            key: borrowing Key,
            excluding excluded: [EndpointID] = []
        ) throws(PickError) -> Pick {
            try pick(keyHash: keyHash?.hash(key), excluding: excluded)
        }

        /// Chooses an endpoint for a key that was hashed with ``keyHash`` before; `nil` for none.
        public func pick(keyHash: UInt64?, excluding excluded: [EndpointID] = []) throws(PickError) -> Pick {
            let now = core.pickTime
            let snapshot = core.snapshots.current
            let cell = snapshot.choose(
                keyHash: keyHash,
                excluding: excluded,
                now: now,
                lane: nil,
                number: 0,
                shared: .passUnretained(core.totals)
            )
            // The snapshot has to last until the pick has begun.
            defer { withExtendedLifetime(snapshot) {} }
            guard let cell else { throw snapshot.reasonForNone }
            return Pick(cell, at: now)
        }

        /// Picks the endpoint that a session is on already, as a cookie may tell.
        ///
        /// It may be one that takes no new sessions: because its weight is 0, or because it is no longer listed and drains.
        ///
        /// - Throws: ``PickError/unavailable(_:)`` if it has gone or is not well.
        public func pick(stayingOn id: EndpointID) throws(PickError) -> Pick {
            try core.snapshots.current.pick(stayingOn: id, now: core.pickTime)
        }

        /// Someone who picks alone: one for a task, an event loop, a connection.
        public func makePicker() -> Picker {
            Picker(core: core)
        }
    }
#endif
