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
    /// c times each candidate's share; 0 for those out of service.
    private let quotas: [Double]

    init(_ factor: Double, over candidates: Candidates) throws(PolicyError) {
        guard factor.isFinite, factor > 1 else { throw .invalidLoadBound(factor) }
        let weights = (0..<candidates.count).map { candidates.isAvailable($0) ? candidates.endpoint($0).weight : 0 }
        // Scaled first: a sum of huge weights must not become infinite.
        let heaviest = weights.max() ?? 1
        let scaled = weights.map { $0 / heaviest }
        let total = scaled.reduce(0, +)
        quotas = scaled.map { factor * ($0 / total) }
    }

    /// Whether one more request would be within an endpoint's capacity.
    ///
    /// Capacities add up to c · (all + 1) or more, and all is what the endpoints hold together: so one has room, unless it is
    /// excluded, or other threads pick at this moment.
    @inline(__always)
    func hasRoom(_ index: Int, among candidates: Candidates) -> Bool {
        // For a whole number, to be below ⌈x⌉ is to be below x.
        Double(candidates.requestsInFlight(index)) < quotas[index] * Double(candidates.allRequestsInFlight + 1)
    }
}
