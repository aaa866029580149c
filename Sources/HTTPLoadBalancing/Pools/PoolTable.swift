#if HTTP
    import LoadBalancing
    import Synchronization

    /// The connections to all endpoints: made when an endpoint is first used, given up when it has left and its last request has
    /// ended.
    final class PoolTable: Sendable {
        private struct State: Sendable {
            var pools: [EndpointOrigin: EndpointPool] = [:]
            /// Those without TLS, by the endpoints that they were used for: what nearly every request finds its own by. Some of
            /// the endpoints may have been listed anew since.
            var known: [ObjectIdentifier: Known] = [:]
            /// Those whose endpoint has left: each goes with its last request.
            var retired: Set<EndpointOrigin> = []
            var leases = 0
            /// Those that are given up, and not closed yet.
            var closing = 0
            var isClosed = false
            /// Those who wait until no request is under way.
            var unused: [CheckedContinuation<Void, Never>] = []
            /// Those who wait until all that were given up are closed.
            var closed: [CheckedContinuation<Void, Never>] = []

            mutating func lend(_ pool: EndpointPool) {
                pool.leases.add(1, ordering: .relaxed)
                leases += 1
            }

            /// `nil` if it has to be looked for by its origin, or none can be lent any more.
            mutating func takeKnown(_ endpoint: ListedEndpoint) -> EndpointPool? {
                guard !isClosed, let pool = known[ObjectIdentifier(endpoint)]?.pool else { return nil }
                lend(pool)
                return pool
            }

            mutating func know(_ endpoint: ListedEndpoint, _ pool: EndpointPool) {
                // It may have gone meanwhile.
                guard pools[pool.origin] === pool else { return }
                // At most as many are kept of former lists as of this one.
                if known.count >= 2 * pools.count { known = [:] }
                known[ObjectIdentifier(endpoint)] = Known(endpoint: endpoint, pool: pool)
            }

            mutating func remove(_ origin: EndpointOrigin) {
                pools[origin] = nil
                // They are found again when they are next used.
                known = [:]
            }
        }

        /// It holds the endpoint, so that its identity is nobody else's.
        private struct Known: Sendable {
            let endpoint: ListedEndpoint
            let pool: EndpointPool
        }

        private let state = Locked(State())
        private let settings: PoolSettings

        init(_ settings: PoolSettings) {
            self.settings = settings
        }

        /// How many requests are under way, the bodies that stream included.
        var leases: Int { state.withLock { $0.leases } }

        /// Which endpoints have connections.
        var origins: Set<EndpointOrigin> { state.withLock { Set($0.pools.keys) } }

        /// The connections to an endpoint, for one request.
        ///
        /// - Throws: ``LoadBalancedHTTPError/shutDown``, ``LoadBalancedHTTPError/noNameToVerify(_:_:)``
        func lease(_ endpoint: ListedEndpoint, for target: RequestTarget) throws(LoadBalancedHTTPError) -> PoolLease {
            if !target.isSecure, let pool = state.withLock({ $0.takeKnown(endpoint) }) {
                return PoolLease(pool, of: self)
            }
            let lease = try lease(EndpointOrigin(endpoint.endpoint, for: target))
            if !target.isSecure { state.withLock { $0.know(endpoint, lease.pool) } }
            return lease
        }

        private func lease(_ origin: EndpointOrigin) throws(LoadBalancedHTTPError) -> PoolLease {
            if let pool = try take(origin, orAdd: nil) { return PoolLease(pool, of: self) }
            // Outside the lock: it is AsyncHTTPClient's code. Where two come at once, the second one's goes unused.
            let made = EndpointPool(origin, settings)
            let used: EndpointPool?
            do {
                used = try take(origin, orAdd: made)
            } catch {
                close(made)
                throw error
            }
            if used !== made { close(made) }
            return PoolLease(used ?? made, of: self)
        }

        private func take(
            _ origin: EndpointOrigin,
            orAdd made: EndpointPool?
        ) throws(LoadBalancedHTTPError) -> EndpointPool? {
            let (pool, isClosed) = state.withLock { state -> (EndpointPool?, Bool) in
                guard !state.isClosed else { return (nil, true) }
                var pool = state.pools[origin]
                if pool == nil, let made {
                    state.pools[origin] = made
                    pool = made
                }
                guard let pool else { return (nil, false) }
                state.lend(pool)
                return (pool, false)
            }
            if isClosed { throw .shutDown }
            return pool
        }

        fileprivate func release(_ pool: EndpointPool) {
            let (isThrough, waiters) = state.withLock { state in
                state.leases -= 1
                let isUnused = pool.leases.subtract(1, ordering: .relaxed).newValue == 0
                let isThrough = isUnused && !state.retired.isEmpty && state.retired.remove(pool.origin) != nil
                if isThrough { state.remove(pool.origin) }
                return (isThrough, state.leases == 0 ? state.unused.takeAll() : [])
            }
            if isThrough { close(pool) }
            for waiter in waiters { waiter.resume() }
        }

        /// Gives up the connections to endpoints that are not where these say: at once where no request is under way.
        func retire(exceptFor known: [EndpointID: EndpointAddress]) {
            let retired = state.withLock { state in
                let left = state.pools.filter { origin, _ in known[origin.id] != origin.address }
                state.retired = Set(left.keys)
                var retired: [EndpointPool] = []
                for (origin, pool) in left where pool.leases.load(ordering: .relaxed) == 0 {
                    state.retired.remove(origin)
                    state.remove(origin)
                    retired.append(pool)
                }
                return retired
            }
            for pool in retired { close(pool) }
        }

        // MARK: The end

        /// From here on nothing can be leased any more.
        func refuse() {
            state.withLock { $0.isClosed = true }
        }

        var isClosed: Bool { state.withLock { $0.isClosed } }

        /// Closes all connections that are left. Requests that are under way fail.
        func closeAll() {
            let pools = state.withLock { state in
                state.isClosed = true
                defer { (state.pools, state.known, state.retired) = ([:], [:], []) }
                return Array(state.pools.values)
            }
            for pool in pools { close(pool) }
        }

        private func close(_ pool: EndpointPool) {
            state.withLock { $0.closing += 1 }
            pool.close { [state] in
                let waiters = state.withLock { state in
                    state.closing -= 1
                    return state.closing == 0 ? state.closed.takeAll() : []
                }
                for waiter in waiters { waiter.resume() }
            }
        }

        /// Returns when no request is under way, or when the task is cancelled.
        func waitUntilUnused() async {
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isThrough = state.withLock { state in
                        if state.leases == 0 || Task.isCancelled { return true }
                        state.unused.append(continuation)
                        return false
                    }
                    if isThrough { continuation.resume() }
                }
            } onCancel: {
                for waiter in state.withLock({ $0.unused.takeAll() }) { waiter.resume() }
            }
        }

        /// Returns when all that were given up are closed.
        func waitUntilClosed() async {
            await withCheckedContinuation { continuation in
                let isThrough = state.withLock { state in
                    if state.closing == 0 { return true }
                    state.closed.append(continuation)
                    return false
                }
                if isThrough { continuation.resume() }
            }
        }
    }

    extension Array {
        fileprivate mutating func takeAll() -> [Element] {
            defer { self = [] }
            return self
        }
    }

    /// The use of an endpoint's connections by one request, to be given back once.
    struct PoolLease: Sendable {
        let pool: EndpointPool
        private let table: PoolTable

        fileprivate init(_ pool: EndpointPool, of table: PoolTable) {
            self.pool = pool
            self.table = table
        }

        func giveBack() {
            table.release(pool)
        }
    }
#endif
