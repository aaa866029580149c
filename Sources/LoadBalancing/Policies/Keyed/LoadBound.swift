/// How many requests an endpoint may have in flight: ⌈c · (all in flight + 1) · its share of the weights in service⌉.
///
/// For example, with c = 1.25 and ten endpoints of equal weight:
///
/// | all in flight, before the pick | 0 | 7 | 8 | 15 | 99 |
/// | --- | --- | --- | --- | --- | --- |
/// | each may have | 1 | 1 | 2 | 2 | 13 |
///
/// Source: Mirrokni, Thorup and Zadimoghaddam, "Consistent Hashing with Bounded Loads", SODA 2018.
struct LoadBound: Sendable {
    private let factor: Double
    /// Of those in service; 0 for the others.
    private let weights: [Double]
    private let total: Double

    init(_ factor: Double, over candidates: Candidates) throws(PolicyError) {
        guard factor.isFinite, factor > 1 else { throw .invalidLoadBound(factor) }
        self.factor = factor
        let own = (0..<candidates.count).map { candidates.isAvailable($0) ? candidates.endpoint($0).weight : 0 }
        // By a power of two, which rounds nothing: so that a sum of huge weights does not become infinite.
        let exponent = own.max()?.exponent ?? 0
        weights = own.map { weight in
            weight > 0
                ? Double(sign: .plus, exponent: weight.exponent - exponent, significand: weight.significand) : 0
        }
        total = weights.reduce(0, +)
    }

    /// Whether one more request would be within an endpoint's capacity.
    ///
    /// Capacities add up to c · (all + 1) or more, and all is what the endpoints hold together: so one has room, unless it is
    /// excluded, or other threads pick at this moment.
    @inline(__always)
    func hasRoom(_ index: Int, among candidates: Candidates) -> Bool {
        // For a whole number, to be below ⌈x⌉ is to be below x. Multiplied out, whole weights and a c such as 1.25 are exact.
        let requests = Double(candidates.requestsInFlight(index))
        return requests * total < factor * Double(candidates.allRequestsInFlight + 1) * weights[index]
    }
}
