#if GRPC
    public import GRPCCore
    public import GRPCNIOTransportHTTP2Posix
    public import LoadBalancing
    public import Logging
    public import Metrics
    public import NIOCore
    public import NIOPosix

    extension BalancedTransport {
        /// A transport over a load balancer of its own, whose endpoints a target names as gRPC does.
        ///
        /// ```swift
        /// let transport = try BalancedTransport(
        ///     target: "dns:///users.example.org:50051",
        ///     policy: .hashRing,
        ///     probe: GRPCHealthProbe(service: "users.Users", transportSecurity: .plaintext),
        ///     transportSecurity: .plaintext
        /// )
        /// ```
        ///
        /// - Parameters:
        ///   - target: see ``GRPCTarget``. The load balancer's name is the target, unless `balancing` has one.
        ///   - policy: how an endpoint is chosen; round robin unless given.
        ///   - probe: asks endpoints whether they are alive, such as ``GRPCHealthProbe`` or ``GRPCHealthWatch``.
        ///   - balancing: the load balancer's times and limits.
        ///   - transportSecurity: TLS, or `.plaintext`.
        ///   - configuration: how it connects, and what limits retries have.
        ///   - serviceConfig: time-outs, retries and hedging of methods.
        ///   - eventLoopGroup: where connections are made; unless given, the event loops that all of a process share.
        ///   - logger: where each change of an endpoint's state is logged once.
        ///   - metrics: where attempts, connections and changes are counted.
        /// - Throws: ``GRPCTargetError``, what a discovery says of the target, or `ConfigurationError`.
        public convenience init(
            target: String,
            policy: some LoadBalancingPolicy = .roundRobin,
            probe: (any EndpointProbe)? = nil,
            balancing: LoadBalancerConfiguration = LoadBalancerConfiguration(),
            transportSecurity: HTTP2ClientTransport.Posix.TransportSecurity,
            configuration: BalancedTransportConfiguration = BalancedTransportConfiguration(),
            serviceConfig: ServiceConfig = ServiceConfig(),
            eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
            logger: Logger = Logger(label: "LoadBalancer"),
            metrics: any MetricsFactory = MetricsSystem.factory
        ) throws {
            var balancing = balancing
            if balancing.name == LoadBalancerConfiguration().name { balancing.name = target }
            let balancer = try LoadBalancer(
                try GRPCTarget(target).discovery(),
                policy: policy,
                probe: probe,
                configuration: balancing,
                logger: logger,
                metrics: metrics
            )
            try self.init(
                balancer,
                transportSecurity: transportSecurity,
                configuration: configuration,
                serviceConfig: serviceConfig,
                health: probe as? GRPCHealthWatch,
                eventLoopGroup: eventLoopGroup,
                metrics: metrics
            )
        }
    }
#endif
