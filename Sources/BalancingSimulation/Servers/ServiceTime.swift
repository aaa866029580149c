package import PlacementReports

/// How long a server works on a request, with nothing wrong.
package enum ServiceTime: Hashable, Sendable {
    /// Always as long.
    case constant(Duration)
    /// Without memory: what queueing theory can be held against.
    case exponential(mean: Duration)
    /// The logarithm is normal, as service times often look: e^(2.33 σ) from the median to the 99th percentile.
    case logNormal(mean: Duration, sigma: Double)
    /// The same, and such a share of all takes so many times as long.
    case withPauses(mean: Duration, sigma: Double, share: Double, factor: Double)

    /// Nanoseconds.
    package func draw(using generator: inout SplitMix64) -> Double {
        switch self {
        case .constant(let duration):
            return duration / .nanoseconds(1)
        case .exponential(let mean):
            return mean / .nanoseconds(1) * generator.nextExponential()
        case .logNormal(let mean, let sigma):
            // The mean is e^(σ²/2) times the median.
            return mean / .nanoseconds(1) * Elementary.exp(sigma * generator.nextNormal() - sigma * sigma / 2)
        case .withPauses(let mean, let sigma, let share, let factor):
            let isPaused = generator.nextFraction() < share
            let time = ServiceTime.logNormal(mean: mean, sigma: sigma).draw(using: &generator)
            return isPaused ? time * factor : time
        }
    }
}
