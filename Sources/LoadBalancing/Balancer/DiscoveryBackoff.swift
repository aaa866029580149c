/// How long to wait before a discovery that failed is asked again.
///
/// The *n*-th wait is min(maximum, base · 1.6ⁿ⁻¹) · uniform[0.8, 1.2], as gRPC's connection back-off has it
/// ("GRPC Connection Backoff Protocol"):
///
/// | tries that failed | 1 | 2 | 3 | 5 | 12 |
/// | --- | --- | --- | --- | --- | --- |
/// | seconds, before chance | 1 | 1.6 | 2.56 | 6.55 | 120 |
struct DiscoveryBackoff: Sendable {
    private let base: Double
    private let maximum: Double
    private var current: Double

    init(_ configuration: LoadBalancerConfiguration) {
        base = Double(configuration.discoveryBackoff.nanoseconds)
        maximum = max(base, Double(configuration.maximumDiscoveryBackoff.nanoseconds))
        current = base
    }

    /// It works again.
    mutating func reset() {
        current = base
    }

    /// The next wait, in nanoseconds.
    mutating func next(random: UInt64) -> UInt64 {
        let wait = current
        current = min(maximum, current * 1.6)
        let uniform = Double(random >> 11) / 0x1p53
        return UInt64(min(wait * (0.8 + 0.4 * uniform), 0x1p62))
    }
}
