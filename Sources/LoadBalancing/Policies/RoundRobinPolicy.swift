/// One endpoint after the other, in the order of their ids, whatever their weights. The default.
///
/// Every full turn gives each endpoint in service exactly one pick. A ``Picker`` turns by itself, from a random endpoint on;
/// all that pick by the load balancer itself share one turn. Endpoints that the caller excludes are passed over.
///
/// Cost: O(1).
public struct RoundRobinPolicy: LoadBalancingPolicy {
    public init() {}

    public var policyName: String { "round_robin" }

    public var requirements: PolicyRequirements { PolicyRequirements(readsRequestsInFlight: false) }

    public func makeSelection(over candidates: Candidates, replacing previous: Selection?) -> Selection {
        Selection(candidates: candidates)
    }

    public struct Selection: EndpointSelection {
        let candidates: Candidates

        public func select(_ request: inout SelectionRequest) -> Int? {
            let available = candidates.table.available
            let first = request.nextTurn(below: available.count)
            guard request.hasExclusions else { return available[first] }
            return firstAllowed(from: first, request)
        }

        @inline(never)
        private func firstAllowed(from first: Int, _ request: borrowing SelectionRequest) -> Int? {
            let available = candidates.table.available
            for position in 0..<available.count {
                let index = available[(first + position) % available.count]
                if request.allows(index) {
                    return index
                }
            }
            return nil
        }
    }
}

extension LoadBalancingPolicy where Self == RoundRobinPolicy {
    /// One endpoint after the other. The default.
    public static var roundRobin: RoundRobinPolicy { RoundRobinPolicy() }
}
