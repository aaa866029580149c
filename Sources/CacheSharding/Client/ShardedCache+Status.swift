#if Caches
    public import LoadBalancing

    extension ShardedCache {
        /// The nodes, and which are in service. O(n), for people and tests.
        public var status: LoadBalancerStatus { core.nodes.balancer.status }

        /// The endpoint that owns a key, in service or not; `nil` while no list of nodes has come.
        public func owner(of key: CacheKey) -> Endpoint? {
            core.nodes.table.replicas(1, of: key).first?.endpoint
        }

        /// The endpoints that keep a key, its owner first: as many as ``CacheConfiguration/replicas`` says.
        public func replicas(of key: CacheKey) -> [Endpoint] {
            core.nodes.table.replicas(core.configuration.replicas, of: key).map(\.endpoint)
        }
    }
#endif
