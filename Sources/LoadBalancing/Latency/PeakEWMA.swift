#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An average of latencies that rises at once and falls slowly: a peak-sensitive, exponentially weighted moving average.
///
/// A sample above the average takes its place. One below moves it by `1 − e^(−t/τ)` of the way, *t* being the time since the
/// last sample. Without samples it decays by `e^(−t/τ)`, so that an endpoint left idle is tried again.
///
/// | average | sample | after | new average (τ = 10 s) |
/// | --- | --- | --- | --- |
/// | 10 ms | 50 ms | any | 50 ms |
/// | 50 ms | 10 ms | 10 s | 10 + 40 · e⁻¹ = 24.7 ms |
/// | 50 ms | none | 10 s | 50 · e⁻¹ = 18.4 ms |
///
/// Source: Twitter's Finagle, `PeakEwma`.
public struct PeakEWMA: Hashable, Sendable {
    /// How fast it falls, and what an endpoint that never answered is taken for.
    public struct Configuration: Hashable, Sendable {
        /// τ: after this long without a higher sample, the average has come down to 1/e of the way. 10 s unless given.
        ///
        /// Above 0; ``PeakEWMAPolicy`` refuses any other, and elsewhere it counts as 1 ns: only the last sample matters.
        public var decayTime: Duration

        /// What is assumed of an endpoint before its first sample: 0, unless given, for nothing at all. It decays like any
        /// average.
        ///
        /// Not below 0; ``PeakEWMAPolicy`` refuses any other, and elsewhere it counts as 0.
        public var initialLatency: Duration

        public init(decayTime: Duration = .seconds(10), initialLatency: Duration = .zero) {
            self.decayTime = decayTime
            self.initialLatency = initialLatency
        }
    }

    /// τ, in nanoseconds.
    private let decayTime: Double

    /// The average when the last sample came, in nanoseconds.
    private(set) var average: Double

    /// When that was.
    private(set) var stamp: UInt64

    /// An average without samples.
    ///
    /// - Parameter now: nanoseconds, as in all that follows.
    init(_ configuration: Configuration, now: UInt64) {
        decayTime = max(1, configuration.decayTime / .nanoseconds(1))
        average = max(0, configuration.initialLatency / .nanoseconds(1))
        stamp = now
    }

    /// This one with another average, as it was at another time.
    func with(average: Double, stamp: UInt64) -> PeakEWMA {
        var other = self
        other.average = average
        other.stamp = stamp
        return other
    }

    /// Takes a sample in. One that comes late counts as of the last one's time.
    mutating func record(_ latency: Double, at now: UInt64) {
        let sample = max(0, latency)
        average = sample >= average ? sample : sample + (average - sample) * kept(at: now)
        stamp = max(stamp, now)
    }

    /// The average, had there been no sample since.
    func value(at now: UInt64) -> Double {
        average * kept(at: now)
    }

    /// e^(−t/τ), t being the time since the last sample.
    private func kept(at now: UInt64) -> Double {
        now > stamp ? exp(-Double(now - stamp) / decayTime) : 1
    }
}
