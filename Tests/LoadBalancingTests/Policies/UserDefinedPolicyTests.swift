import LoadBalancing
import Testing

/// The one of ``LoadBalancingPolicy``'s documentation, made as a user makes it.
private struct FirstAvailable: LoadBalancingPolicy {
    var policyName: String { "first_available" }

    func makeSelection(over candidates: Candidates, replacing previous: Selection?) -> Selection {
        Selection(candidates: candidates)
    }

    struct Selection: EndpointSelection {
        let candidates: Candidates

        func select(_ request: inout SelectionRequest) -> Int? {
            candidates.available.first { request.allows($0) }
        }
    }
}

@Suite("A user's own policy")
struct UserDefinedPolicyTests {
    @Test("It conforms from outside, and needs nothing measured unless it says so")
    func documented() {
        let fleet = Fleet(count: 4)
        let candidates = fleet.candidates(out: [0])
        let policy = FirstAvailable()
        #expect(policy.requirements == PolicyRequirements())
        #expect(policy.requirements.keyHash == nil && policy.requirements.latency == nil)
        let selection = policy.makeSelection(over: candidates, replacing: nil)
        var lane = PickLane(seed: 71)
        #expect(fleet.pick(by: selection, over: candidates, lane: &lane) == 1)
        #expect(fleet.pick(by: selection, over: candidates, excluding: [1, 2], lane: &lane) == 3)
        #expect(fleet.pick(by: selection, over: candidates, excluding: [1, 2, 3], lane: &lane) == nil)
    }
}
