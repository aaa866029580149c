public import ConsistentHashing

/// By key, from a table of slots, each owned by the endpoint that rendezvous hashing prefers for it.
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
/// To make: O(slots) for each endpoint that changed, when the members do; O(n) otherwise.
///
/// Errors: ``PolicyError/invalidLoadBound(_:)``, and those of `RendezvousTable`: `tooFewSlots` where an endpoint weighs too little
/// beside the others to get a slot.
///
/// Source: Thaler and Ravishankar, "Using Name-Based Mappings to Increase Hit Rates", IEEE/ACM ToN 1998.
public struct RendezvousTablePolicy: LoadBalancingPolicy {
    /// How many slots the table has, from 1 to 2³⁰.
    public let slotCount: Int

    /// What keys and ids are hashed with.
    public let hashFunction: HashFunction

    /// How much more than its share an endpoint may have in flight, as a factor above 1; `nil` if that is not bounded.
    public let loadBound: Double?

    /// Processes that are to agree on every key need the same parameters.
    public init(
        slotCount: Int = 131_072,
        hashFunction: HashFunction = .xxh3,
        loadBound: Double? = nil
    ) {
        self.slotCount = slotCount
        self.hashFunction = hashFunction
        self.loadBound = loadBound
    }

    public var policyName: String { "rendezvous_table" }

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
                try RendezvousTable(members, slotCount: slotCount, hashFunction: hashFunction)
            }
        )
    }

    public struct Selection: EndpointSelection {
        let keyed: KeyedSelection<RendezvousTable<String>>

        /// Who owns which keys, by endpoint id, in service or not.
        public var placement: RendezvousTable<String> { keyed.placement }

        public func select(_ request: inout SelectionRequest) -> Int? {
            keyed.select(&request)
        }
    }
}

extension LoadBalancingPolicy where Self == RendezvousTablePolicy {
    /// By key, from a table of 131,072 slots filled by rendezvous hashing.
    public static var rendezvousTable: RendezvousTablePolicy { RendezvousTablePolicy() }

    /// The same, with parameters: see ``RendezvousTablePolicy``.
    public static func rendezvousTable(
        slotCount: Int = 131_072,
        hashFunction: HashFunction = .xxh3,
        loadBound: Double? = nil
    ) -> RendezvousTablePolicy {
        RendezvousTablePolicy(slotCount: slotCount, hashFunction: hashFunction, loadBound: loadBound)
    }
}
