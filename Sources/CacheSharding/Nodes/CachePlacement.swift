#if Caches
    public import ConsistentHashing
    public import LoadBalancing

    /// Which placement says which node a key is on.
    ///
    /// ```swift
    /// MemcachedCache(endpoints)                                     // our ring over the endpoints' ids and weights
    /// MemcachedCache(endpoints, placement: CachePlacement { endpoints in
    ///     try RendezvousTable(endpoints.map { Member($0, weight: $0.weight) })
    /// })
    /// // With PeerPlacements: the servers are shared with clients of libmemcached.
    /// MemcachedCache(endpoints, placement: CachePlacement { endpoints in
    ///     try LibmemcachedKetama(endpoints.map { LibmemcachedServer($0.id.string) }, isWeighted: true)
    /// })
    /// ```
    ///
    /// It is made anew whenever the list of endpoints changes, off the path of requests. Health does not change it: a key goes
    /// back to its owner as soon as that is well.
    public struct CachePlacement: Sendable {
        let make: @Sendable ([Endpoint]) throws -> KeyedNodes

        /// A placement of your own, or a peer's.
        ///
        /// - Parameter make: gives the placement of these endpoints, which have weights above 0 and come in the order of their
        ///   ids: where a peer's placement depends on the order of its configuration, put them in that order. Its nodes' ids
        ///   have to be the endpoints'. If it throws, the placement there was stays in use, and the load balancer's log and
        ///   `status` say why. A `status` waits for it, so it must not ask for one.
        // Inlined in its caller's module, where the placement's type is known: looked up without it, a key takes many times as long.
        @inlinable
        public init(_ make: @escaping @Sendable ([Endpoint]) throws -> some Placement) {
            self.init(keyed: { endpoints in
                let placement = try make(endpoints)
                return try KeyedNodes(
                    ids: placement.membership.map { $0.id },
                    over: endpoints,
                    owner: { placement.ownerIndex(of: $0) },
                    owners: { placement.ownerIndices(of: $0) },
                    first: { key, count in Array(placement.rankingIndices(of: key).prefix(count)) }
                )
            })
        }

        @usableFromInline
        init(keyed make: @escaping @Sendable ([Endpoint]) throws -> KeyedNodes) {
            self.make = make
        }

        /// A ring of the endpoints' ids with their weights, of 160 points each: see `HashRing`.
        public static var ring: CachePlacement {
            CachePlacement { try HashRing($0.map { Member($0.id.string, weight: $0.weight) }) }
        }
    }

    /// Why a placement can't be used: it has a node that is none of the endpoints.
    public struct UnknownNode: Error, Hashable, Sendable, CustomStringConvertible {
        /// The node's id.
        public let id: String

        public var description: String {
            "the placement has a node \(id.quoted) that is no endpoint: give its nodes the endpoints' ids"
        }
    }

    /// A placement of any kind, whose nodes are known by their place in a list of endpoints.
    @usableFromInline
    final class KeyedNodes: Sendable {
        private let ownerIndex: @Sendable ([UInt8]) -> Int?
        private let ownerIndices: @Sendable ([CacheKey]) -> [Int?]
        private let firstIndices: @Sendable ([UInt8], Int) -> [Int]
        /// For each of the placement's nodes, its place among the endpoints.
        private let places: [Int]
        /// Each has the place that it has among the placement's nodes.
        private let keepsOrder: Bool

        /// - Parameters:
        ///   - ids: of the placement's nodes, in their order.
        ///   - endpoints: those it is over.
        ///   - owner: a key's, as its place among the placement's nodes.
        ///   - owners: the same of many keys.
        ///   - first: so many of the key's ranking.
        @usableFromInline
        init(
            ids: [String],
            over endpoints: [Endpoint],
            owner: @escaping @Sendable ([UInt8]) -> Int?,
            owners: @escaping @Sendable ([CacheKey]) -> [Int?],
            first: @escaping @Sendable ([UInt8], Int) -> [Int]
        ) throws(UnknownNode) {
            ownerIndex = owner
            ownerIndices = owners
            firstIndices = first
            let known = Dictionary(endpoints.enumerated().map { ($1.id, $0) }) { first, _ in first }
            var places: [Int] = []
            for id in ids {
                guard let place = known[EndpointID(id)] else { throw UnknownNode(id: id) }
                places.append(place)
            }
            self.places = places
            keepsOrder = places.elementsEqual(places.indices)
        }

        func owner(of key: CacheKey) -> Int? {
            ownerIndex(key.bytes).map { places[$0] }
        }

        /// The same of many keys, in their order.
        func owners(of keys: [CacheKey]) -> [Int?] {
            let owners = ownerIndices(keys)
            return keepsOrder ? owners : owners.map { $0.map { places[$0] } }
        }

        /// The first distinct nodes of the key's ranking.
        func first(_ count: Int, of key: CacheKey) -> [Int] {
            if count == 1 { return owner(of: key).map { [$0] } ?? [] }
            return firstIndices(key.bytes, count).map { places[$0] }
        }
    }
#endif
