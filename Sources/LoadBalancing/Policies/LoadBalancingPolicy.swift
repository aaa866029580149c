public import ConsistentHashing

/// How a load balancer chooses an endpoint: round robin, least request, a hash ring, or one of your own.
///
/// A policy is a description; what it chooses by is an ``EndpointSelection`` that it makes whenever endpoints, weights or
/// health change, off the path of picks. One that always takes the first available endpoint:
///
/// ```swift
/// struct FirstAvailable: LoadBalancingPolicy {
///     var policyName: String { "first_available" }
///
///     func makeSelection(over candidates: Candidates, replacing previous: Selection?) -> Selection {
///         Selection(candidates: candidates)
///     }
///
///     struct Selection: EndpointSelection {
///         let candidates: Candidates
///
///         func select(_ request: inout SelectionRequest) -> Int? {
///             candidates.available.first { request.allows($0) }
///         }
///     }
/// }
/// ```
public protocol LoadBalancingPolicy: Sendable {
    associatedtype Selection: EndpointSelection

    /// What to call it in logs, metrics and status, such as `round_robin`.
    var policyName: String { get }

    /// What has to be known or measured for it: nothing, unless it says so.
    var requirements: PolicyRequirements { get }

    /// What to choose by while these endpoints, weights and health last. There is at least one available.
    ///
    /// The balancer's ``LoadBalancer/status`` waits for this, so this must not ask for it.
    ///
    /// - Parameters:
    ///   - candidates: to choose from.
    ///   - previous: what this call's result takes the place of, so that a placement can be updated instead of built.
    /// - Throws: What stands in the way, such as a `PlacementError`. Round robin takes its place until it works.
    func makeSelection(over candidates: Candidates, replacing previous: Selection?) throws -> Selection
}

extension LoadBalancingPolicy {
    public var requirements: PolicyRequirements { PolicyRequirements() }
}

/// What a policy needs a load balancer to know or to measure. What nobody needs is not done.
public struct PolicyRequirements: Hashable, Sendable {
    /// What keys are hashed with; `nil` if the policy takes no keys.
    public var keyHash: HashFunction?

    /// How each endpoint's latency is remembered; `nil` if it need not be, and then no clock is read.
    public var latency: PeakEWMA.Configuration?

    /// Whether all requests in flight are counted together: one more number that all threads write to.
    public var countsAllInFlight: Bool

    /// Whether the policy chooses by ``Candidates/requestsInFlight(_:)``. If not, pickers count apart from each other, so that
    /// threads don't wait for one another; reading the sum is then slower.
    public var readsRequestsInFlight: Bool

    public init(
        keyHash: HashFunction? = nil,
        latency: PeakEWMA.Configuration? = nil,
        countsAllInFlight: Bool = false,
        readsRequestsInFlight: Bool = true
    ) {
        self.readsRequestsInFlight = readsRequestsInFlight
        self.keyHash = keyHash
        self.latency = latency
        self.countsAllInFlight = countsAllInFlight
    }
}

/// What a policy chooses by, for one list of endpoints with their weights and health. Immutable, and read by all threads.
public protocol EndpointSelection: Sendable {
    /// The index of the candidate to send a request to, `nil` if none is allowed.
    ///
    /// It must answer with a candidate that ``SelectionRequest/allows(_:)``. It runs in every pick: it should not allocate, and
    /// must not wait.
    func select(_ request: inout SelectionRequest) -> Int?
}
