/// When endpoints are probed, and how many answers it takes to believe them.
public struct HealthConfiguration: Hashable, Sendable {
    /// How long after one probe of an endpoint began the next begins. 5 s.
    public var interval: Duration

    /// How long a probe may take. It counts as failed then. 1 s.
    public var timeout: Duration

    /// By which part of itself each wait is shortened or stretched at random, so that a fleet does not probe in step. 0.1; in
    /// `0...1`.
    public var jitter: Double

    /// How many probes in a row must succeed for an unhealthy endpoint to be healthy again. 2. An endpoint that was never
    /// probed before needs one.
    public var healthyThreshold: Int

    /// How many probes in a row must fail for an endpoint to be unhealthy. 3.
    public var unhealthyThreshold: Int

    /// The interval for a healthy endpoint that had no request since its last probe. 60 s, as Envoy's `no_traffic_interval`.
    public var idleInterval: Duration

    public init(
        interval: Duration = .seconds(5),
        timeout: Duration = .seconds(1),
        jitter: Double = 0.1,
        healthyThreshold: Int = 2,
        unhealthyThreshold: Int = 3,
        idleInterval: Duration = .seconds(60)
    ) {
        self.interval = interval
        self.timeout = timeout
        self.jitter = jitter
        self.healthyThreshold = healthyThreshold
        self.unhealthyThreshold = unhealthyThreshold
        self.idleInterval = idleInterval
    }

    package func check() throws(ConfigurationError) {
        try ConfigurationError.check(interval, "health.interval")
        try ConfigurationError.check(timeout, "health.timeout")
        try ConfigurationError.check(idleInterval, "health.idleInterval")
        try ConfigurationError.check(jitter, "health.jitter", in: 0...1)
        try ConfigurationError.check(healthyThreshold, "health.healthyThreshold", in: 1...1000)
        try ConfigurationError.check(unhealthyThreshold, "health.unhealthyThreshold", in: 1...1000)
    }
}

/// What probes say of an endpoint.
public enum HealthState: String, Hashable, Sendable, Codable {
    /// No probe has come to an end, or too few have failed to say.
    case unknown
    case healthy
    case unhealthy
}
