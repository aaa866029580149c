/// Any endpoint, each as likely as the others, whatever their weights.
///
/// For many clients that each send little: round robin evens out one client's picks, chance those of all. Endpoints that the
/// caller excludes are never chosen, the others equally often.
///
/// Cost: O(1); with exclusions O(n) at most.
public struct RandomPolicy: LoadBalancingPolicy {
    public init() {}

    public var policyName: String { "random" }

    public var requirements: PolicyRequirements { PolicyRequirements(readsRequestsInFlight: false) }

    public func makeSelection(over candidates: Candidates, replacing previous: Selection?) -> Selection {
        Selection(available: candidates.available)
    }

    public struct Selection: EndpointSelection {
        let available: [Int]

        public func select(_ request: inout SelectionRequest) -> Int? {
            let index = available[Int(request.nextRandom(below: UInt64(available.count)))]
            guard request.hasExclusions, !request.allows(index) else { return index }
            return selectAllowed(&request)
        }

        /// Chosen anew, among the allowed alone. Whether the first choice was allowed says nothing of this one.
        private func selectAllowed(_ request: inout SelectionRequest) -> Int? {
            var allowed: UInt64 = 0
            for index in available where request.allows(index) {
                allowed += 1
            }
            var rank = request.nextRandom(below: allowed)
            for index in available where request.allows(index) {
                guard rank > 0 else { return index }
                rank -= 1
            }
            return nil
        }
    }
}

extension LoadBalancingPolicy where Self == RandomPolicy {
    /// Any endpoint, each as likely as the others.
    public static var random: RandomPolicy { RandomPolicy() }
}
