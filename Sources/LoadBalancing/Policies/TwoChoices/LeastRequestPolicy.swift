/// Of two endpoints taken at random, the one with fewer requests in flight for its weight.
///
/// What is compared is (requests in flight + 1) / weight; of equals, either is as likely. The two are never the same one,
/// unless no other is allowed. The requests counted are this load balancer's own.
///
/// Two choices are enough: with one the fullest of *n* endpoints has about ln n / ln ln n requests where each has one on
/// average, with two about ln ln n / ln 2. Looking at all would send every client to the same one.
///
/// Weights say how much may be in flight: with twice the weight, twice as much. Where next to nothing is in flight, the heavier of
/// two endpoints takes every request, and one that starts slowly takes none but for its own kind.
///
/// Cost: O(1), one random number and two counters read; with exclusions O(n) at most.
///
/// Source: Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", IEEE TPDS 2001; Envoy's and gRPC's
/// least request (gRFC A48), which may take the same endpoint twice.
public struct LeastRequestPolicy: LoadBalancingPolicy {
    public init() {}

    public var policyName: String { "least_request" }

    public func makeSelection(over candidates: Candidates, replacing previous: Selection?) -> Selection {
        Selection(candidates: candidates, choices: TwoChoices(available: candidates.available))
    }

    public struct Selection: EndpointSelection {
        let candidates: Candidates
        let choices: TwoChoices

        public func select(_ request: inout SelectionRequest) -> Int? {
            choices.select(&request) { index in
                Double(candidates.requestsInFlight(index) + 1) / candidates.weight(index)
            }
        }
    }
}

extension LoadBalancingPolicy where Self == LeastRequestPolicy {
    /// Of two endpoints taken at random, the one with fewer requests in flight for its weight.
    public static var leastRequest: LeastRequestPolicy { LeastRequestPolicy() }
}
