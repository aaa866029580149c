/// How often endpoints are probed, and how many results change what is thought of them.
///
/// The names and rules are those of Envoy's `config.core.v3.HealthCheck`.
public struct HealthConfiguration: Hashable, Sendable {
    /// From the end of a probe to the next one's start, give or take ``jitter``. 5 s; 1 ms or longer.
    public var interval: Duration

    /// How long a probe may take before it counts as failed. 1 s; 1 ms or longer.
    public var timeout: Duration

    /// Each wait is `interval · x`, x being uniform in [1 − jitter, 1 + jitter], so that a fleet's probes drift apart.
    /// 0.1; 0 or above, below 1.
    public var jitter: Double

    /// So many successes in a row make an unhealthy endpoint healthy. 2; 1 or above. An endpoint's first probe is enough by
    /// itself, so that a start is quick.
    public var healthyThreshold: Int

    /// So many failures in a row make a healthy endpoint unhealthy. 3; 1 or above. An endpoint's first probe is enough by
    /// itself, and so is a conclusive failure.
    public var unhealthyThreshold: Int

    /// Takes `interval`'s place for a healthy endpoint that had no traffic since its last probe (Envoy's
    /// `no_traffic_interval`). 60 s; 1 ms or longer. Where it is shorter than `interval`, that holds.
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

    /// Throws for the first setting that is out of its range.
    package func check() throws(ConfigurationError) {
        try interval.checkIsMillisecondOrLonger("health.interval")
        try timeout.checkIsMillisecondOrLonger("health.timeout")
        guard jitter >= 0, jitter < 1 else {
            throw .invalidNumber(name: "health.jitter", value: jitter, allowed: "0 or above, and below 1")
        }
        try healthyThreshold.checkIsPositive("health.healthyThreshold")
        try unhealthyThreshold.checkIsPositive("health.unhealthyThreshold")
        try idleInterval.checkIsMillisecondOrLonger("health.idleInterval")
    }
}
