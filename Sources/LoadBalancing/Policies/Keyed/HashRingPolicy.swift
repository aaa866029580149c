public import ConsistentHashing

/// By key, on a ring: each endpoint has points on it, and a key belongs to the one that its way clockwise leads to.
///
/// A request's owner is taken if it is in service and not excluded; otherwise the next in the key's ranking that is. So every
/// process with the same list and health takes the same one, and a key returns to its owner when that recovers. Requests
/// without a key go round robin.
///
/// Weights are the endpoints' own. One in slow start has all its keys at once: with a weight that rises, keys would wander from
/// endpoint to endpoint.
///
/// ## Bounded load
///
/// With a `loadBound` *c* above 1, no endpoint is sent a request that would bring it above
/// ⌈*c* · (all in flight + 1) · its share of the weights in service⌉ requests in flight; the key goes to the next in its ranking
/// that has room. If none that is allowed has room, the first that is allowed takes it. It is off unless given.
///
/// Overflow depends on what this process itself has in flight, so two processes need not agree on who takes a key. That suits
/// caches, where a stand-in answers more slowly, but not sessions, which it would not know. And it comes soon: where there are
/// fewer requests than endpoints, each may have one, and whoever has it is full. Measured with ten endpoints of equal weight,
/// *c* = 1.25, random keys and requests that finish in random order:
///
/// | in flight, with the pick | 1 | 2 | 4 | 8 | 10 | 20 | 50 | 100 | 1000 |
/// | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
/// | picks that miss their owner | 0 % | 10 % | 30 % | 70 % | 22 % | 30 % | 18 % | 12 % | 0.2 % |
///
/// Cost: O(1) expected for a key whose owner takes it. Otherwise the ring is walked from the key on, past as many points as it takes
/// to meet one that is allowed. Nothing is allocated. To make: O(n · virtual nodes) when the members change, and then only new ones'
/// points are hashed; O(n) otherwise.
///
/// Errors: ``PolicyError/invalidLoadBound(_:)``, and those of `HashRing`, such as `invalidVirtualNodes`.
///
/// Source: Karger et al., "Consistent Hashing and Random Trees", STOC 1997; gRFC A42 and Envoy's `ring_hash`, whose rings are others.
public struct HashRingPolicy: LoadBalancingPolicy {
    /// How many points each endpoint has, from 1 to 65,536.
    public let virtualNodes: Int

    /// What keys and ids are hashed with.
    public let hashFunction: HashFunction

    /// How much more than its share an endpoint may have in flight, as a factor above 1; `nil` if that is not bounded.
    public let loadBound: Double?

    /// Processes that are to agree on every key need the same parameters.
    public init(
        virtualNodes: Int = 160,
        hashFunction: HashFunction = .xxh3,
        loadBound: Double? = nil
    ) {
        self.virtualNodes = virtualNodes
        self.hashFunction = hashFunction
        self.loadBound = loadBound
    }

    public var policyName: String { "ring_hash" }

    public var requirements: PolicyRequirements {
        PolicyRequirements(
            keyHash: hashFunction,
            countsAllInFlight: loadBound != nil,
            readsRequestsInFlight: loadBound != nil
        )
    }

    public func makeSelection(over candidates: Candidates, replacing previous: Selection?) throws -> Selection {
        let placement = previous?.placement
        let isAlike = placement?.virtualNodes == virtualNodes && placement?.hashFunction == hashFunction
        return Selection(
            keyed: try KeyedSelection(
                over: candidates,
                updating: isAlike ? placement : nil,
                loadBound: loadBound
            ) { members throws(PlacementError) in
                try HashRing(members, virtualNodes: virtualNodes, hashFunction: hashFunction)
            }
        )
    }

    public struct Selection: EndpointSelection {
        let keyed: KeyedSelection<HashRing<String>>

        /// Who owns which keys, by endpoint id, in service or not.
        public var placement: HashRing<String> { keyed.placement }

        public func select(_ request: inout SelectionRequest) -> Int? {
            keyed.select(&request)
        }
    }
}

extension LoadBalancingPolicy where Self == HashRingPolicy {
    /// By key, on a ring of 160 points an endpoint.
    public static var hashRing: HashRingPolicy { HashRingPolicy() }

    /// The same, with parameters: see ``HashRingPolicy``.
    public static func hashRing(
        virtualNodes: Int = 160,
        hashFunction: HashFunction = .xxh3,
        loadBound: Double? = nil
    ) -> HashRingPolicy {
        HashRingPolicy(virtualNodes: virtualNodes, hashFunction: hashFunction, loadBound: loadBound)
    }
}
