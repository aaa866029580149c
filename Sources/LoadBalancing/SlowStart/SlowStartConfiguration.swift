#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// How an endpoint that joins or recovers gets its share: bit by bit, while its caches are cold.
///
/// Its weight is multiplied by max(`minimumWeight`, (*t* / `window`)^(1 / `aggression`)), *t* being the time since it joined
/// or recovered:
///
/// | t / window | aggression 1 | 2 | 0.5 |
/// | --- | --- | --- | --- |
/// | 0 | 0.1 | 0.1 | 0.1 |
/// | 0.25 | 0.25 | 0.5 | 0.1 |
/// | 0.5 | 0.5 | 0.707 | 0.25 |
/// | 1 | 1 | 1 | 1 |
///
/// Source: Envoy, "Slow start mode".
public struct SlowStartConfiguration: Hashable, Sendable {
    /// How long it takes.
    public var window: Duration

    /// 1 for a straight line; above 1, more comes early, below 1, more comes late.
    public var aggression: Double

    /// The part of its weight that it gets from the start. 0.1; in `0.001...1`.
    public var minimumWeight: Double

    public init(window: Duration, aggression: Double = 1, minimumWeight: Double = 0.1) {
        self.window = window
        self.aggression = aggression
        self.minimumWeight = minimumWeight
    }

    package func check() throws(ConfigurationError) {
        try ConfigurationError.check(window, "slowStart.window")
        try ConfigurationError.check(aggression, "slowStart.aggression", in: 0.01...100)
        try ConfigurationError.check(minimumWeight, "slowStart.minimumWeight", in: 0.001...1)
    }

    /// What an endpoint's weight counts for.
    ///
    /// - Parameter elapsed: nanoseconds since it joined or recovered.
    package func weight(_ weight: Double, elapsed: UInt64) -> Double {
        let window = Double(max(1, window.nanoseconds))
        let progress = min(1, Double(elapsed) / window)
        return weight * min(1, max(minimumWeight, pow(progress, 1 / aggression)))
    }
}
