/// How a load balancer looks after its endpoints. Every default is one that gRPC, Envoy or Finagle ship with, or says so.
public struct LoadBalancerConfiguration: Hashable, Sendable {
    /// What this load balancer is called in logs, metrics and status, such as the service it stands for.
    public var name: String

    /// When endpoints are probed, and what follows. Used only where there is a probe.
    public var health: HealthConfiguration

    /// When endpoints are ejected for failing requests; `nil` if never.
    public var outliers: OutlierConfiguration?

    /// How an endpoint that joins or recovers gets its share; at once if `nil`, as by default.
    ///
    /// It works by weights, so a policy that has none, such as round robin, does not heed it, nor does one that
    /// places keys, which would wander.
    public var slowStart: SlowStartConfiguration?

    /// While less than this fraction of the endpoints is well, all of them are in service: those left could not carry the
    /// load, and it may be the probes that are wrong. 0.5, as Envoy has it; in `0...1`. Even with 0, all are in service when
    /// none is well. Where there are several levels of priority, it goes for each: see ``PriorityLoads``.
    public var panicThreshold: Double

    /// How much more than its load a level of priority or a zone can carry, as a factor: while as much of it is well as it takes
    /// to carry all by this, nothing leaves it. 1.4, as Envoy has it; finite, 1 or above. See ``PriorityLoads`` and ``ZoneLoads``.
    public var overprovisioning: Double

    /// How requests are kept in this process's own zone; `nil`, as by default, if zones don't matter.
    public var zones: ZoneConfiguration?

    /// How long an endpoint that is no longer listed can still be picked by those that are on it already
    /// (``LoadBalancer/pick(stayingOn:)``). 60 s; ours. Picks that are under way may take as long as they like.
    public var drainDuration: Duration

    /// How long after the start the load balancer counts as ready whether or not first probes have answered. 10 s; ours.
    public var startUpLimit: Duration

    /// How long to wait before a discovery that failed is asked again: this long the first time, then 1.6 times as long each
    /// time, up to the maximum; each wait is shortened or stretched at random by up to a fifth. 1 s and 120 s, as gRPC's
    /// connection back-off has them.
    public var discoveryBackoff: Duration
    public var maximumDiscoveryBackoff: Duration

    /// How often metrics are told what each endpoint's picks did; they are once more at the end. 10 s; ours.
    public var metricsInterval: Duration

    public init(
        name: String = "default",
        health: HealthConfiguration = HealthConfiguration(),
        outliers: OutlierConfiguration? = OutlierConfiguration(),
        slowStart: SlowStartConfiguration? = nil,
        panicThreshold: Double = 0.5,
        overprovisioning: Double = 1.4,
        zones: ZoneConfiguration? = nil,
        drainDuration: Duration = .seconds(60),
        startUpLimit: Duration = .seconds(10),
        discoveryBackoff: Duration = .seconds(1),
        maximumDiscoveryBackoff: Duration = .seconds(120),
        metricsInterval: Duration = .seconds(10)
    ) {
        self.name = name
        self.health = health
        self.outliers = outliers
        self.slowStart = slowStart
        self.panicThreshold = panicThreshold
        self.overprovisioning = overprovisioning
        self.zones = zones
        self.drainDuration = drainDuration
        self.startUpLimit = startUpLimit
        self.discoveryBackoff = discoveryBackoff
        self.maximumDiscoveryBackoff = maximumDiscoveryBackoff
        self.metricsInterval = metricsInterval
    }
}

extension LoadBalancerConfiguration {
    func check() throws(ConfigurationError) {
        try health.check()
        try outliers?.check()
        try slowStart?.check()
        try PanicRule(threshold: panicThreshold).check()
        try zones?.check()
        guard overprovisioning.isFinite, overprovisioning >= 1 else {
            throw .invalidNumber(name: "overprovisioning", value: overprovisioning, allowed: "finite, 1 or above")
        }
        try startUpLimit.checkIsMillisecondOrLonger("startUpLimit")
        try discoveryBackoff.checkIsMillisecondOrLonger("discoveryBackoff")
        try maximumDiscoveryBackoff.checkIsMillisecondOrLonger("maximumDiscoveryBackoff")
        try metricsInterval.checkIsMillisecondOrLonger("metricsInterval")
        guard drainDuration >= .zero else {
            throw .invalidDuration(name: "drainDuration", value: drainDuration, allowed: "0 or longer")
        }
    }
}
