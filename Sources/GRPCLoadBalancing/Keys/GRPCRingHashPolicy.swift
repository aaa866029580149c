#if GRPC && Peers
    import ConsistentHashing
    public import LoadBalancing
    public import PeerPlacements

    /// By key, on the ring of gRPC's own `ring_hash`, so that a key goes where a client in C++, Python or Ruby sends it.
    ///
    /// The key is the value of the header that those clients are told to hash (`requestHashHeader`), hashed by XXH64; of one that
    /// occurs several times, all values joined with commas. A call without a key gets a random hash (gRFC A76).
    ///
    /// An endpoint is known by its address, or by its metadata's `hash_key` where there is one, and has as many turns as its
    /// weight, rounded to a whole number from 1 on. While it is out, its keys go on along the ring, as with gRPC.
    ///
    /// Checked with C-core through grpcio 1.85: 2,000 keys over three servers, and over the two that are left.
    ///
    /// Cost: O(1) expected; to make: O(ring size · log) when endpoints or weights change, 1024 to 4096 points.
    ///
    /// Errors: `PeerPlacementError`, such as for ring sizes that gRPC refuses; the load balancer goes round robin then.
    ///
    /// Source: gRFC A42, "xDS Ring Hash LB Policy"; gRFC A76, "Improvements to the Ring Hash LB Policy".
    public struct GRPCRingHashPolicy: LoadBalancingPolicy {
        public let minRingSize: Int
        public let maxRingSize: Int

        /// - Parameters:
        ///   - minRingSize: so many points at least; 1024, as in gRPC; above 4096 it counts as 4096.
        ///   - maxRingSize: so many points at most; 4096, as in gRPC; above, it counts as 4096.
        public init(minRingSize: Int = 1024, maxRingSize: Int = 4096) {
            self.minRingSize = minRingSize
            self.maxRingSize = maxRingSize
        }

        public var policyName: String { "ring_hash_experimental" }

        public var requirements: PolicyRequirements {
            PolicyRequirements(keyHash: .xxh64, readsRequestsInFlight: false)
        }

        public func makeSelection(over candidates: Candidates, replacing previous: Selection?) throws -> Selection {
            let endpoints = (0..<candidates.count).map { index in
                let endpoint = candidates.endpoint(index)
                return GRPCEndpoint(
                    endpoint.address.description,
                    weight: max(1, Int(clamping: UInt64(saturating: endpoint.weight.rounded()))),
                    hashKey: endpoint.metadata["hash_key"]
                )
            }
            // Most changes are of health, and leave the ring as it is.
            let isAlike = previous?.policy == self && previous?.endpoints == endpoints
            let ring: GRPCRingHash
            if isAlike, let previous {
                ring = previous.placement
            } else {
                ring = try GRPCRingHash(endpoints, minRingSize: minRingSize, maxRingSize: maxRingSize)
            }
            return Selection(policy: self, endpoints: endpoints, placement: ring)
        }

        public struct Selection: EndpointSelection {
            let policy: GRPCRingHashPolicy
            let endpoints: [GRPCEndpoint]
            /// Candidates' indices by those of the placement, whose members are in the order of their addresses.
            private let candidate: [Int]

            /// Who owns which keys, by address, in service or not.
            public let placement: GRPCRingHash

            init(policy: GRPCRingHashPolicy, endpoints: [GRPCEndpoint], placement: GRPCRingHash) {
                self.policy = policy
                self.endpoints = endpoints
                self.placement = placement
                let indices = Dictionary(zip(endpoints.map(\.address), endpoints.indices)) { first, _ in first }
                candidate = placement.membership.map { indices[$0.node.address] ?? 0 }
            }

            public func select(_ request: inout SelectionRequest) -> Int? {
                let hash = request.keyHash ?? request.nextRandom()
                guard let owner = placement.ownerIndex(ofHash: hash) else { return nil }
                if request.allows(candidate[owner]) { return candidate[owner] }
                return standIn(ofHash: hash, request)
            }

            @inline(never)
            private func standIn(ofHash hash: UInt64, _ request: borrowing SelectionRequest) -> Int? {
                placement.firstIndex(inRankingOfHash: hash) { request.allows(candidate[$0]) }.map { candidate[$0] }
            }
        }
    }

    extension LoadBalancingPolicy where Self == GRPCRingHashPolicy {
        /// By key, on gRPC's own ring: see ``GRPCRingHashPolicy``.
        public static var grpcRingHash: GRPCRingHashPolicy { GRPCRingHashPolicy() }
    }

    extension GRPCRingHashPolicy: Hashable {}
#endif
