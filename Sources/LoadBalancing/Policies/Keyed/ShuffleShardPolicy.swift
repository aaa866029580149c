public import ConsistentHashing

/// By tenant: each has a shard of a few endpoints, and of two of them taken at random, the one with fewer requests in flight takes
/// the request.
///
/// ```swift
/// let balancer = try LoadBalancer(endpoints, policy: .shuffleShards(size: 4))
/// let pick = try balancer.pick(key: "tenant-7")
/// ```
///
/// The key is the tenant. Its shard is the same in every process with the same list, whoever is in service: see ``ShuffleShards``,
/// which says how likely two tenants meet. Requests without a key go round robin over all endpoints.
///
/// If nobody of the shard is in service, or all are excluded, there is no pick: what a tenant's requests have done to its own
/// endpoints, they must not do to the next. With `overflows`, the next in the tenant's ranking takes them: for tenants that do no
/// harm, and are in shards for their caches' sake.
///
/// What is compared is (requests in flight + 1) / weight. The requests counted are this load balancer's own.
///
/// Cost: O(n) to find the shard, nothing allocated for a size up to 16. To make: O(n) when the members change, and then only new
/// ones are hashed.
///
/// Errors: ``SubsetError/invalidSize(name:value:)``.
///
/// Source: MacCárthaigh, "Workload isolation using shuffle-sharding", Amazon Builders' Library.
public struct ShuffleShardPolicy: LoadBalancingPolicy {
    /// How many endpoints each tenant has; all, if there are no more.
    public let size: Int

    /// What tenants and ids are hashed with.
    public let hashFunction: HashFunction

    /// Whether others take a tenant's requests when nobody of its shard can.
    public let overflows: Bool

    /// Processes that are to agree on every tenant's shard need the same parameters.
    public init(size: Int, hashFunction: HashFunction = .xxh3, overflows: Bool = false) {
        self.size = size
        self.hashFunction = hashFunction
        self.overflows = overflows
    }

    public var policyName: String { "shuffle_shards" }

    public var requirements: PolicyRequirements { PolicyRequirements(keyHash: hashFunction) }

    public func makeSelection(over candidates: Candidates, replacing previous: Selection?) throws -> Selection {
        guard size >= 1 else { throw SubsetError.invalidSize(name: "size", value: size) }
        let old = previous?.keyed.placement
        return Selection(
            keyed: try KeyedSelection(
                over: candidates,
                updating: old?.hashFunction == hashFunction ? old : nil,
                loadBound: nil
            ) { members throws(PlacementError) in
                try RendezvousHash(members, hashFunction: hashFunction)
            },
            size: size,
            overflows: overflows
        )
    }

    public struct Selection: EndpointSelection {
        let keyed: KeyedSelection<RendezvousHash<String>>
        private let shards: ShuffleShards
        private let candidates: Candidates
        private let overflows: Bool

        init(keyed: KeyedSelection<RendezvousHash<String>>, size: Int, overflows: Bool) {
            self.keyed = keyed
            self.overflows = overflows
            candidates = keyed.candidates
            shards = ShuffleShards(keyed.placement, size: size)
        }

        /// Who prefers whom, by endpoint id, in service or not.
        public var placement: RendezvousHash<String> { keyed.placement }

        public func select(_ request: inout SelectionRequest) -> Int? {
            guard let tenant = request.keyHash else { return keyed.select(&request) }
            let index = shards.withMembers(ofHash: tenant) { chooseOne(of: $0, &request) }
            guard index == nil, overflows else { return index }
            // Nobody of the shard is allowed, so the first in the ranking who is comes behind it.
            return keyed.select(&request)
        }

        private func chooseOne(of shard: UnsafeBufferPointer<Int>, _ request: inout SelectionRequest) -> Int? {
            var allowed: UInt64 = 0
            for index in shard where request.allows(index) {
                allowed += 1
            }
            guard allowed > 0 else { return nil }
            let (first, second) = allowed > 1 ? request.nextRandomPair(below: allowed) : (0, 0)
            var pair = (0, 0)
            var rank: UInt64 = 0
            for index in shard where request.allows(index) {
                if rank == first { pair.0 = index }
                if rank == second { pair.1 = index }
                rank += 1
            }
            return load(of: pair.1) < load(of: pair.0) ? pair.1 : pair.0
        }

        private func load(of index: Int) -> Double {
            Double(candidates.requestsInFlight(index) + 1) / candidates.weight(index)
        }
    }
}

extension LoadBalancingPolicy where Self == ShuffleShardPolicy {
    /// By tenant: each has a shard of so many endpoints. See ``ShuffleShardPolicy``.
    public static func shuffleShards(
        size: Int,
        hashFunction: HashFunction = .xxh3,
        overflows: Bool = false
    ) -> ShuffleShardPolicy {
        ShuffleShardPolicy(size: size, hashFunction: hashFunction, overflows: overflows)
    }
}
