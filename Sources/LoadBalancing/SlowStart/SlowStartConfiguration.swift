#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// How an endpoint that is new, or back from being unhealthy, comes to its full weight: little by little, so that its caches
/// and its compiler can warm up.
///
/// Its weight is `weight · max(minimumWeight, (t / window)^(1 / aggression))`, *t* being the time since it came. With a window
/// of 60 s, a weight of 1 and a minimum of 0.1:
///
/// | t | aggression 1 | 2 | 0.5 |
/// | --- | --- | --- | --- |
/// | 0 s | 0.1 | 0.1 | 0.1 |
/// | 3 s | 0.1 | 0.2236 | 0.1 |
/// | 15 s | 0.25 | 0.5 | 0.1 |
/// | 30 s | 0.5 | 0.7071 | 0.25 |
/// | 45 s | 0.75 | 0.8660 | 0.5625 |
/// | 60 s and later | 1 | 1 | 1 |
///
/// Source: Envoy's slow start mode, without its rounding of *t* up to a second.
public struct SlowStartConfiguration: Hashable, Sendable {
    /// How long it takes. Above 0.
    public var window: Duration

    /// 1 is a straight line; above 1 rises early, below 1 late. 1; above 0.
    public var aggression: Double

    /// The share of its weight that an endpoint has from the first moment on. 0.1; above 0, at most 1.
    public var minimumWeight: Double

    public init(window: Duration, aggression: Double = 1, minimumWeight: Double = 0.1) {
        self.window = window
        self.aggression = aggression
        self.minimumWeight = minimumWeight
    }

    /// The weight to use in place of an endpoint's own one.
    ///
    /// - Parameters:
    ///   - weight: the endpoint's own: finite, 0 or above.
    ///   - elapsed: nanoseconds since it came.
    /// - Returns: never more than `weight`.
    package func weight(_ weight: Double, elapsed: UInt64) -> Double {
        let window = window.nanoseconds
        guard elapsed < window else { return weight }
        let share = max(minimumWeight, pow(Double(elapsed) / Double(window), 1 / aggression))
        return share < 1 ? weight * share : weight
    }

    /// Throws for the first setting that is out of its range.
    package func check() throws(ConfigurationError) {
        guard window > .zero else {
            throw .invalidDuration(name: "slowStart.window", value: window, allowed: "longer than 0")
        }
        guard aggression > 0, aggression.isFinite else {
            throw .invalidNumber(name: "slowStart.aggression", value: aggression, allowed: "finite and above 0")
        }
        guard minimumWeight > 0, minimumWeight <= 1 else {
            throw .invalidNumber(
                name: "slowStart.minimumWeight",
                value: minimumWeight,
                allowed: "above 0, and at most 1"
            )
        }
    }
}
