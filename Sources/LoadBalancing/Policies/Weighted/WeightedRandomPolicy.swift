/// Any endpoint, each as likely as its weight says.
///
/// Shares are the weights' to 2⁻⁵² of themselves, or to 2⁻⁶⁴, whichever is more; the heaviest endpoint gets what that leaves.
/// Weights are what ``Candidates/weight(_:)`` says. Endpoints that the caller excludes are never chosen; the shares of the
/// others keep their proportions.
///
/// Cost: O(1) expected, O(log n) at most; with exclusions O(n) at most. To make: O(n).
public struct WeightedRandomPolicy: LoadBalancingPolicy {
    public init() {}

    public var policyName: String { "weighted_random" }

    public var requirements: PolicyRequirements { PolicyRequirements(readsRequestsInFlight: false) }

    public func makeSelection(over candidates: Candidates, replacing previous: Selection?) -> Selection {
        let available = candidates.available
        return Selection(
            available: available,
            intervals: WeightedIntervals(weights: available.map { candidates.weight($0) })
        )
    }

    public struct Selection: EndpointSelection {
        let available: [Int]
        let intervals: WeightedIntervals

        public func select(_ request: inout SelectionRequest) -> Int? {
            let index = available[intervals.position(of: request.nextRandom())]
            guard request.hasExclusions, !request.allows(index) else { return index }
            return selectAllowed(&request)
        }

        /// Chosen anew, among the allowed alone. Whether the first choice was allowed says nothing of this one.
        private func selectAllowed(_ request: inout SelectionRequest) -> Int? {
            // One at least is excluded, so that the sum does not wrap around.
            var sum: UInt64 = 0
            for position in available.indices where request.allows(available[position]) {
                sum += intervals.width(position)
            }
            var point = request.nextRandom(below: sum)
            for position in available.indices where request.allows(available[position]) {
                let width = intervals.width(position)
                guard point >= width else { return available[position] }
                point -= width
            }
            return nil
        }
    }
}

extension LoadBalancingPolicy where Self == WeightedRandomPolicy {
    /// Any endpoint, each as likely as its weight says.
    public static var weightedRandom: WeightedRandomPolicy { WeightedRandomPolicy() }
}
