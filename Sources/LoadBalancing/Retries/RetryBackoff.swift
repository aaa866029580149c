/// How long to wait before an attempt is repeated: exponential, with full jitter.
///
/// Before the *n*-th retry it is uniform[0, min(maximum, base · multiplierⁿ⁻¹)]. That it may be nothing at all is the point: requests
/// that failed together do not come back together.
///
/// | retry | 1 | 2 | 3 | 4 | 5 and later |
/// | --- | --- | --- | --- | --- | --- |
/// | at most, in ms | 25 | 50 | 100 | 200 | 250 |
/// | on average, in ms | 12.5 | 25 | 50 | 100 | 125 |
///
/// Source: Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog 2015; the times are those of Envoy's router.
public struct RetryBackoff: Hashable, Sendable {
    /// The longest wait before the first retry. 25 ms; 0 or longer.
    public var base: Duration

    /// No wait is longer. 250 ms; 0 or longer.
    public var maximum: Duration

    /// By how much the longest wait grows from retry to retry. 2; finite, above 0.
    public var multiplier: Double

    public init(
        base: Duration = .milliseconds(25),
        maximum: Duration = .milliseconds(250),
        multiplier: Double = 2
    ) {
        self.base = base
        self.maximum = maximum
        self.multiplier = multiplier
    }

    /// The wait before a retry, in nanoseconds.
    ///
    /// - Parameters:
    ///   - retry: 1 for the first.
    ///   - random: 64 random bits.
    package func wait(beforeRetry retry: Int, random: UInt64) -> UInt64 {
        let longest = min(maximum.nanoseconds, grown(before: retry))
        return random.multipliedFullWidth(by: longest.addingSaturating(1)).high
    }

    private func grown(before retry: Int) -> UInt64 {
        let steps = max(0, retry - 1)
        guard multiplier != 2 else {
            // 2⁶³ times a nanosecond is above any maximum that can be told from "never".
            return base.nanoseconds.multipliedSaturating(by: UInt64(1) << UInt64(min(63, steps)))
        }
        var longest = Double(base.nanoseconds)
        for _ in 0..<min(steps, 1000) { longest *= multiplier }
        return UInt64(saturating: longest)
    }

    func check() throws(ConfigurationError) {
        guard multiplier.isFinite, multiplier > 0 else {
            throw .invalidNumber(name: "backoff.multiplier", value: multiplier, allowed: "finite, above 0")
        }
        for (name, value) in [("backoff.base", base), ("backoff.maximum", maximum)] where value < .zero {
            throw .invalidDuration(name: name, value: value, allowed: "0 or longer")
        }
    }
}
