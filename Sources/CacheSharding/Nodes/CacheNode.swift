#if Caches
    import ConsistentHashing
    import LoadBalancing
    import NIOCore

    /// A node and its connections, one on each lane.
    final class CacheNode: Sendable {
        let endpoint: Endpoint
        private let links: [Link]

        init(_ endpoint: Endpoint, lanes: [Lane], settings: LinkSettings) {
            self.endpoint = endpoint
            links = lanes.map { Link(endpoint, on: $0, settings) }
        }

        /// The key's connection. It is always the same one, so that what is asked of a key is done in the order asked.
        func link(for key: CacheKey) -> Link { links[linkIndex(for: key)] }

        func link(number: Int) -> Link { links[number] }

        /// The number of the key's connection.
        func linkIndex(for key: CacheKey) -> Int {
            guard links.count > 1 else { return 0 }
            // Not the placement's hash, by which a node's keys have much in common.
            let hash = HashFunction.xxh3.hash(key.bytes)
            return Int(hash.multipliedFullWidth(by: UInt64(links.count)).high)
        }

        func shutDown(by deadline: NIODeadline) -> [EventLoopFuture<Void>] {
            links.map { $0.shutDown(by: deadline) }
        }
    }

    /// The nodes that are connected to, each for as long as the load balancer knows it.
    final class NodeRegistry: Sendable {
        private struct State: Sendable {
            var nodes: [EndpointID: CacheNode] = [:]
            var isClosed = false
            /// The sockets that are given up and not closed yet.
            var closing: [UInt64: EventLoopFuture<Void>] = [:]
            var nextClosing: UInt64 = 0
        }

        private let state = Locked(State())
        private let lanes: [Lane]
        private let settings: LinkSettings
        /// What was sent may be waited for this long.
        private let grace: TimeAmount

        init(lanes: [Lane], settings: LinkSettings, grace: TimeAmount) {
            self.lanes = lanes
            self.settings = settings
            self.grace = grace
        }

        /// The node of an endpoint. One whose address is another by now is given up.
        func node(for endpoint: Endpoint) -> CacheNode {
            state.withLock { state in
                let known = state.nodes[endpoint.id]
                if let known {
                    let isSame = known.endpoint.address == endpoint.address
                    if isSame, known.endpoint.tlsHostName == endpoint.tlsHostName { return known }
                    giveUp(known, &state)
                }
                let node = CacheNode(endpoint, lanes: lanes, settings: settings)
                if state.isClosed { giveUp(node, &state) } else { state.nodes[endpoint.id] = node }
                return node
            }
        }

        /// Gives up the nodes that are not among these.
        func retire(exceptFor known: [EndpointID: EndpointAddress]) {
            state.withLock { state in
                for (id, node) in state.nodes where known[id] != node.endpoint.address {
                    state.nodes[id] = nil
                    giveUp(node, &state)
                }
            }
        }

        private func giveUp(_ node: CacheNode, _ state: inout State) {
            for closed in node.shutDown(by: .now() + grace) {
                let number = state.nextClosing
                state.nextClosing += 1
                state.closing[number] = closed
                // Not before this has returned: it is done in a later turn of the loop.
                closed.whenComplete { [weak self] _ in self?.state.withLock { $0.closing[number] = nil } }
            }
        }

        /// How many nodes are connected to.
        var count: Int { state.withLock { $0.nodes.count } }

        /// Gives up all nodes. The futures succeed when all sockets are closed.
        func closeAll() -> [EventLoopFuture<Void>] {
            state.withLock { state in
                state.isClosed = true
                for node in state.nodes.values { giveUp(node, &state) }
                state.nodes = [:]
                return Array(state.closing.values)
            }
        }
    }
#endif
