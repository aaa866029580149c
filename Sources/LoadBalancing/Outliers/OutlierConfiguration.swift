/// When endpoints are ejected because requests to them fail, for how long, and how many at most.
///
/// Source: gRFC A50, "gRPC xDS Outlier Detection Support", and Envoy, "Outlier detection". The defaults are theirs.
public struct OutlierConfiguration: Hashable, Sendable {
    /// Ejects an endpoint whose requests succeed much less often than the others'.
    public struct SuccessRate: Hashable, Sendable {
        /// How many endpoints must have had enough requests. 5.
        public var minimumHosts: Int
        /// How many requests in an interval are enough. 100.
        public var requestVolume: Int
        /// An endpoint is ejected if its rate is below the mean less this many standard deviations. 1.9.
        public var deviations: Double

        public init(minimumHosts: Int = 5, requestVolume: Int = 100, deviations: Double = 1.9) {
            self.minimumHosts = minimumHosts
            self.requestVolume = requestVolume
            self.deviations = deviations
        }
    }

    /// Ejects an endpoint of whose requests too many fail.
    public struct FailurePercentage: Hashable, Sendable {
        /// How many endpoints must have had enough requests. 5.
        public var minimumHosts: Int
        /// How many requests in an interval are enough. 50.
        public var requestVolume: Int
        /// An endpoint is ejected if at least this many percent of its requests fail. 85; in `0...100`.
        public var threshold: Double

        public init(minimumHosts: Int = 5, requestVolume: Int = 50, threshold: Double = 85) {
            self.minimumHosts = minimumHosts
            self.requestVolume = requestVolume
            self.threshold = threshold
        }
    }

    /// How often success rates and percentages are looked at, each time over the requests since the last. 10 s.
    public var interval: Duration

    /// For how long an endpoint is ejected, times how often it was. 30 s.
    public var baseEjectionTime: Duration

    /// For how long at most. 300 s.
    public var maximumEjectionTime: Duration

    /// Which part of the endpoints may be ejected at a time, in `0...1`. 0.1. One may always be, if there are others.
    public var maximumEjectedFraction: Double

    /// How many failures in a row eject an endpoint, at once; `nil` if none do. 5.
    public var consecutiveFailures: Int?

    /// `nil` if success rates are not looked at.
    public var successRate: SuccessRate?

    /// `nil` if percentages are not looked at.
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

    package func check() throws(ConfigurationError) {
        try ConfigurationError.check(interval, "outliers.interval")
        try ConfigurationError.check(baseEjectionTime, "outliers.baseEjectionTime")
        try ConfigurationError.check(maximumEjectionTime, "outliers.maximumEjectionTime")
        try ConfigurationError.check(maximumEjectedFraction, "outliers.maximumEjectedFraction", in: 0...1)
        try ConfigurationError.check(consecutiveFailures ?? 1, "outliers.consecutiveFailures", in: 1...1_000_000)
        let counts = 1...Int(Int32.max)
        if let successRate {
            try ConfigurationError.check(successRate.minimumHosts, "outliers.successRate.minimumHosts", in: counts)
            try ConfigurationError.check(successRate.requestVolume, "outliers.successRate.requestVolume", in: counts)
            try ConfigurationError.check(successRate.deviations, "outliers.successRate.deviations", in: 0...1000)
        }
        if let failurePercentage {
            let name = "outliers.failurePercentage"
            try ConfigurationError.check(failurePercentage.minimumHosts, "\(name).minimumHosts", in: counts)
            try ConfigurationError.check(failurePercentage.requestVolume, "\(name).requestVolume", in: counts)
            try ConfigurationError.check(failurePercentage.threshold, "\(name).threshold", in: 0...100)
        }
    }
}

/// Why an endpoint was ejected.
public enum EjectionReason: String, Hashable, Sendable, Codable, CaseIterable {
    case consecutiveFailures = "consecutive_failures"
    case successRate = "success_rate"
    case failurePercentage = "failure_percentage"
}
