public import ConsistentHashing

/// By key, from a table of slots that the endpoints fill in turn, which gives the most even shares.
///
/// A request's owner is taken if it is in service and not excluded; otherwise the next in the key's ranking that is. So every
/// process with the same list and health takes the same one, and a key returns to its owner when that recovers. Requests
/// without a key go round robin.
///
/// Weights are the endpoints' own. One in slow start has all its keys at once: with a weight that rises, keys would wander from
/// endpoint to endpoint.
///
/// With a `loadBound`, keys overflow along their ranking as with ``HashRingPolicy``, whose documentation says what that costs: it
/// suits caches, not sessions. It is off unless given.
///
/// Cost: O(1) for a key whose owner takes it. Otherwise all endpoints are scored for the key's slot: O(n). Nothing is allocated.
/// To make: O(slots · log slots) when the members change, as the table is filled anew; O(n)
/// otherwise.
///
/// Errors: ``PolicyError/invalidLoadBound(_:)``, and those of `MaglevTable`, such as `slotsNotPrime`.
///
/// Source: Eisenbud et al., "Maglev: A Fast and Reliable Software Network Load Balancer", NSDI 2016.
public struct MaglevPolicy: LoadBalancingPolicy {
    /// How many slots the table has, a prime from 2 to 2³¹ − 1, and no fewer than there are endpoints.
    public let slotCount: Int

    /// What keys and ids are hashed with.
    public let hashFunction: HashFunction

    /// How much more than its share an endpoint may have in flight, as a factor above 1; `nil` if that is not bounded.
    public let loadBound: Double?

    /// Processes that are to agree on every key need the same parameters.
    public init(
        slotCount: Int = 65_537,
        hashFunction: HashFunction = .xxh3,
        loadBound: Double? = nil
    ) {
        self.slotCount = slotCount
        self.hashFunction = hashFunction
        self.loadBound = loadBound
    }

    public var policyName: String { "maglev" }

    public var requirements: PolicyRequirements {
        PolicyRequirements(
            keyHash: hashFunction,
            countsAllInFlight: loadBound != nil,
            readsRequestsInFlight: loadBound != nil
        )
    }

    public func makeSelection(over candidates: Candidates, replacing previous: Selection?) throws -> Selection {
        let placement = previous?.placement
        let isAlike = placement?.slotCount == slotCount && placement?.hashFunction == hashFunction
        return Selection(
            keyed: try KeyedSelection(
                over: candidates,
                updating: isAlike ? placement : nil,
                loadBound: loadBound
            ) { members throws(PlacementError) in
                try MaglevTable(members, slotCount: slotCount, hashFunction: hashFunction)
            }
        )
    }

    public struct Selection: EndpointSelection {
        let keyed: KeyedSelection<MaglevTable<String>>

        /// Who owns which keys, by endpoint id, in service or not.
        public var placement: MaglevTable<String> { keyed.placement }

        public func select(_ request: inout SelectionRequest) -> Int? {
            keyed.select(&request)
        }
    }
}

extension LoadBalancingPolicy where Self == MaglevPolicy {
    /// By key, from a Maglev table of 65,537 slots.
    public static var maglev: MaglevPolicy { MaglevPolicy() }

    /// The same, with parameters: see ``MaglevPolicy``.
    public static func maglev(
        slotCount: Int = 65_537,
        hashFunction: HashFunction = .xxh3,
        loadBound: Double? = nil
    ) -> MaglevPolicy {
        MaglevPolicy(slotCount: slotCount, hashFunction: hashFunction, loadBound: loadBound)
    }
}
