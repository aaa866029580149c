/// When to spread requests over all endpoints, healthy or not: so few are healthy that they would not bear the work of all,
/// and probes that fail nearly everywhere may say more about the network here than about the endpoints there.
///
/// | healthy | of | panics at 0.5 | at 0 |
/// | --- | --- | --- | --- |
/// | 2 | 4 | no | no |
/// | 1 | 3 | yes | no |
/// | 0 | 1 | yes | yes |
/// | 0 | 0 | no | no |
///
/// Source: Envoy's panic threshold (`healthy_panic_threshold`), but for its last line: with none healthy, 0 panics too, so
/// that the last endpoint is never lost.
package struct PanicRule: Hashable, Sendable {
    /// The share of healthy endpoints below which to panic.
    package let threshold: Double

    /// - Parameter threshold: 0 to 1. 0 panics only if no endpoint is healthy, 1 as soon as one isn't.
    package init(threshold: Double = 0.5) {
        self.threshold = threshold
    }

    /// Whether to panic, with so many endpoints healthy out of so many.
    package func panics(total: Int, healthy: Int) -> Bool {
        guard total > 0 else { return false }
        return healthy <= 0 || Double(healthy) / Double(total) < threshold
    }

    /// Throws if the threshold is out of its range.
    package func check() throws(ConfigurationError) {
        guard (0...1).contains(threshold) else {
            throw .invalidNumber(name: "panicThreshold", value: threshold, allowed: "0 (off) to 1")
        }
    }
}
