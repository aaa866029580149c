#if Caches
    import LoadBalancing
    import NIOCore

    /// Which keys are on which nodes: one immutable value, replaced whole when the list of nodes changes.
    final class NodeTable: Sendable {
        let nodes: [CacheNode]
        private let keyed: KeyedNodes?
        /// What it took the place of.
        let previous: Previous?

        struct Previous: Sendable {
            let nodes: [CacheNode]
            let keyed: KeyedNodes
            /// Until when keys are looked for there.
            let until: NIODeadline
        }

        init(nodes: [CacheNode] = [], keyed: KeyedNodes? = nil, previous: Previous? = nil) {
            self.nodes = nodes
            self.keyed = keyed
            self.previous = previous
        }

        var isEmpty: Bool { nodes.isEmpty }

        /// The same as the past of another.
        func asPrevious(until: NIODeadline) -> Previous? {
            keyed.map { Previous(nodes: nodes, keyed: $0, until: until) }
        }

        /// The place among ``nodes`` of the one that owns a key.
        func ownerIndex(of key: CacheKey) -> Int? { keyed?.owner(of: key) }

        /// The same of many keys, in their order.
        func ownerIndices(of keys: [CacheKey]) -> [Int?] {
            keyed?.owners(of: keys) ?? Array(repeating: nil, count: keys.count)
        }

        /// Whether keys may have been with other nodes a while ago.
        var isMoving: Bool { previous.map { .now() < $0.until } ?? false }

        /// The nodes that are to keep a key, its owner first.
        func replicas(_ count: Int, of key: CacheKey) -> [CacheNode] {
            guard let keyed else { return [] }
            if count == 1 { return keyed.owner(of: key).map { [nodes[$0]] } ?? [] }
            return keyed.first(count, of: key).map { nodes[$0] }
        }

        /// The node that owned the key before, if that was another and it may still be asked.
        func oldOwner(of key: CacheKey) -> CacheNode? {
            guard let previous, .now() < previous.until, let place = previous.keyed.owner(of: key) else { return nil }
            let old = previous.nodes[place]
            return keyed?.owner(of: key).map { nodes[$0].endpoint.id } == old.endpoint.id ? nil : old
        }
    }

    /// Where the newest table is, and who makes it.
    final class NodeTables: Sendable {
        private struct State: Sendable {
            var table = NodeTable()
            var endpoints: [Endpoint] = []
        }

        private let state = Locked(State())
        private let registry: NodeRegistry
        private let placement: CachePlacement
        private let warmUp: TimeAmount

        init(registry: NodeRegistry, placement: CachePlacement, warmUp: TimeAmount) {
            self.registry = registry
            self.placement = placement
            self.warmUp = warmUp
        }

        var current: NodeTable { state.withLock { $0.table } }

        /// Takes in a list of nodes. Called by one task at a time.
        func update(to endpoints: [Endpoint]) throws {
            let known = state.withLock { $0.endpoints }
            guard known != endpoints else { return }
            let keyed = try placement.make(endpoints)
            let nodes = endpoints.map { registry.node(for: $0) }
            let old = current
            let isMoved = !known.elementsEqual(endpoints) { $0.id == $1.id && $0.weight == $1.weight }
            let previous = isMoved ? (warmUp > .zero ? old.asPrevious(until: .now() + warmUp) : nil) : old.previous
            let table = NodeTable(nodes: nodes, keyed: keyed, previous: previous)
            state.withLock { state in
                state.table = table
                state.endpoints = endpoints
            }
        }
    }

    /// Hands the load balancer's list of nodes on, whatever their health. What it chooses itself is not used: a key has one owner.
    struct NodeTablePolicy: LoadBalancingPolicy {
        let tables: NodeTables

        var policyName: String { "cache" }
        var requirements: PolicyRequirements { PolicyRequirements(readsRequestsInFlight: false) }

        func makeSelection(over candidates: Candidates, replacing previous: Selection?) throws -> Selection {
            try tables.update(to: (0..<candidates.count).map { candidates.endpoint($0) })
            return Selection()
        }

        struct Selection: EndpointSelection {
            func select(_ request: inout SelectionRequest) -> Int? { nil }
        }
    }

    /// A discovery's endpoints without their levels of priority: a key has one owner, whatever level it is of.
    struct LevelDiscovery<Base: EndpointDiscovery>: EndpointDiscovery {
        let base: Base

        var discoveryName: String { base.discoveryName }
        var initialEndpoints: [Endpoint]? { base.initialEndpoints.map(Self.level) }

        func endpointLists() -> AsyncMapSequence<Base.EndpointLists, [Endpoint]> {
            base.endpointLists().map { Self.level($0) }
        }

        func resolveAgain() { base.resolveAgain() }

        private static func level(_ endpoints: [Endpoint]) -> [Endpoint] {
            endpoints.map { endpoint in
                var endpoint = endpoint
                endpoint.priority = 0
                return endpoint
            }
        }
    }
#endif
