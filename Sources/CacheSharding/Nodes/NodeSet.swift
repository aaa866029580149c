#if Caches
    import LoadBalancing
    import Logging
    import Metrics
    import NIOCore
    import NIOPosix

    /// Nodes with their health and their keys: the caches themselves, or the gutter.
    final class NodeSet: Sendable {
        let balancer: LoadBalancer
        private let tables: NodeTables
        private let registry: NodeRegistry
        private let watch: DepartureWatch

        init(
            _ discovery: some EndpointDiscovery,
            placement: CachePlacement,
            lanes: [Lane],
            settings: LinkSettings,
            grace: TimeAmount,
            warmUp: TimeAmount,
            probe: (any EndpointProbe)?,
            configuration: LoadBalancerConfiguration,
            logger: Logger,
            metrics: any MetricsFactory
        ) throws(ConfigurationError) {
            registry = NodeRegistry(lanes: lanes, settings: settings, grace: grace)
            tables = NodeTables(registry: registry, placement: placement, warmUp: warmUp)
            var configuration = configuration
            // A key has one owner, in whatever zone that is.
            configuration.zones = nil
            balancer = try LoadBalancer(
                LevelDiscovery(base: discovery),
                policy: NodeTablePolicy(tables: tables),
                probe: probe,
                configuration: configuration,
                logger: logger,
                metrics: metrics
            )
            watch = DepartureWatch(balancer, registry)
            balancer.addDepartureObserver(watch)
        }

        deinit {
            // Nothing is left to close if it was run.
            _ = registry.closeAll()
        }

        var table: NodeTable { tables.current }

        /// How many nodes are connected to, or were and are still listed.
        var connectedNodes: Int { registry.count }

        /// A request's place at a node, to be finished with how it went; `nil` while the node is out of service.
        func pick(_ node: CacheNode) -> Pick? {
            try? balancer.pick(stayingOn: node.endpoint.id)
        }

        /// The same for one of many.
        func pickBox(_ node: CacheNode) -> PickBox? {
            guard let pick = pick(node) else { return nil }
            return PickBox(pick)
        }

        /// Closes all connections, once what was sent has been answered.
        func close() async {
            for closed in registry.closeAll() { try? await closed.get() }
        }
    }

    /// Gives up the connections to nodes that have gone.
    private final class DepartureWatch: DepartureObserver {
        private let registry: NodeRegistry
        private weak let balancer: LoadBalancer?

        init(_ balancer: LoadBalancer, _ registry: NodeRegistry) {
            self.balancer = balancer
            self.registry = registry
        }

        func endpointsDeparted() {
            guard let balancer else { return }
            registry.retire(exceptFor: balancer.knownAddresses)
        }
    }
#endif
