/// When so few endpoints are well that all are put in service: those left could not carry the load, or the probes are wrong.
///
/// Source: Envoy, "Panic threshold".
package struct PanicRule: Hashable, Sendable {
    private let threshold: Double

    /// - Parameter threshold: a fraction, in `0...1`.
    package init(threshold: Double) {
        self.threshold = threshold
    }

    /// Whether less than the threshold are well, or none is: the last endpoint is never lost.
    package func panics(well: Int, of all: Int) -> Bool {
        all > 0 && (well == 0 || Double(well) < threshold * Double(all))
    }
}
