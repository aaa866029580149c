/// When an endpoint is left out because its requests fail, and for how long.
///
/// The names, rules and defaults are those of Envoy's outlier detection and of gRFC A50 ("gRPC xDS Outlier Detection
/// Support"), which has no ejection for consecutive failures.
public struct OutlierConfiguration: Hashable, Sendable {
    /// How often the endpoints are compared. 10 s; 1 ms or longer.
    public var interval: Duration

    /// How long the first ejection lasts; the next ones last twice, three times, … as long. 30 s; 1 ms or longer.
    public var baseEjectionTime: Duration

    /// No ejection lasts longer, unless `baseEjectionTime` does. 300 s; 0 or longer.
    public var maximumEjectionTime: Duration

    /// No endpoint is ejected if more than this share of all would be, 0 to 1. 0.1.
    ///
    /// One may be ejected whatever the share is, but never the only one there is.
    public var maximumEjectedFraction: Double

    /// So many failures in a row eject an endpoint at once. 5; 1 or above, or `nil` to switch it off.
    public var consecutiveFailures: Int?

    /// Ejects endpoints with fewer successes than the others; `nil` switches it off.
    public var successRate: SuccessRate?

    /// Ejects endpoints with many failures, however the others do; `nil` switches it off.
    public var failurePercentage: FailurePercentage?

    public init(
        interval: Duration = .seconds(10),
        baseEjectionTime: Duration = .seconds(30),
        maximumEjectionTime: Duration = .seconds(300),
        maximumEjectedFraction: Double = 0.1,
        consecutiveFailures: Int? = 5,
        successRate: SuccessRate? = SuccessRate(),
        failurePercentage: FailurePercentage? = FailurePercentage()
    ) {
        self.interval = interval
        self.baseEjectionTime = baseEjectionTime
        self.maximumEjectionTime = maximumEjectionTime
        self.maximumEjectedFraction = maximumEjectedFraction
        self.consecutiveFailures = consecutiveFailures
        self.successRate = successRate
        self.failurePercentage = failurePercentage
    }

    /// Ejects an endpoint whose share of successes in an interval is below `mean − stdevFactor · σ`, both over all endpoints
    /// with enough requests; σ is the population's standard deviation.
    public struct SuccessRate: Hashable, Sendable {
        /// So many endpoints must have enough requests, or none is judged. 5; 1 or above.
        public var minimumHosts: Int

        /// So many requests in an interval are enough to judge an endpoint. 100; 1 or above.
        public var requestVolume: Int

        /// How far below the mean is too far, in standard deviations. 1.9; finite, 0 or above.
        public var stdevFactor: Double

        public init(minimumHosts: Int = 5, requestVolume: Int = 100, stdevFactor: Double = 1.9) {
            self.minimumHosts = minimumHosts
            self.requestVolume = requestVolume
            self.stdevFactor = stdevFactor
        }
    }

    /// Ejects an endpoint of whose requests in an interval at least this percentage failed.
    public struct FailurePercentage: Hashable, Sendable {
        /// So many endpoints must have enough requests, or none is judged. 5; 1 or above.
        public var minimumHosts: Int

        /// So many requests in an interval are enough to judge an endpoint. 50; 1 or above.
        public var requestVolume: Int

        /// The percentage. 85; above 0, at most 100.
        ///
        /// It is enough to reach it, as Envoy's and gRFC A50's documentation of the field has it; the steps that A50 lists
        /// ask for more.
        public var threshold: Double

        public init(minimumHosts: Int = 5, requestVolume: Int = 50, threshold: Double = 85) {
            self.minimumHosts = minimumHosts
            self.requestVolume = requestVolume
            self.threshold = threshold
        }
    }

    /// Throws for the first setting that is out of its range.
    package func check() throws(ConfigurationError) {
        try interval.checkIsMillisecondOrLonger("outliers.interval")
        try baseEjectionTime.checkIsMillisecondOrLonger("outliers.baseEjectionTime")
        guard maximumEjectionTime >= .zero else {
            throw .invalidDuration(
                name: "outliers.maximumEjectionTime",
                value: maximumEjectionTime,
                allowed: "0 or longer"
            )
        }
        guard (0...1).contains(maximumEjectedFraction) else {
            throw .invalidNumber(
                name: "outliers.maximumEjectedFraction",
                value: maximumEjectedFraction,
                allowed: "0 to 1"
            )
        }
        try consecutiveFailures?.checkIsPositive("outliers.consecutiveFailures")
        try successRate?.check()
        try failurePercentage?.check()
    }
}

extension OutlierConfiguration.SuccessRate {
    fileprivate func check() throws(ConfigurationError) {
        try minimumHosts.checkIsPositive("outliers.successRate.minimumHosts")
        try requestVolume.checkIsPositive("outliers.successRate.requestVolume")
        guard stdevFactor >= 0, stdevFactor.isFinite else {
            throw .invalidNumber(
                name: "outliers.successRate.stdevFactor",
                value: stdevFactor,
                allowed: "finite, 0 or above"
            )
        }
    }
}

extension OutlierConfiguration.FailurePercentage {
    fileprivate func check() throws(ConfigurationError) {
        try minimumHosts.checkIsPositive("outliers.failurePercentage.minimumHosts")
        try requestVolume.checkIsPositive("outliers.failurePercentage.requestVolume")
        guard threshold > 0, threshold <= 100 else {
            throw .invalidNumber(
                name: "outliers.failurePercentage.threshold",
                value: threshold,
                allowed: "above 0, at most 100"
            )
        }
    }
}
