#if GRPC
    import LoadBalancing

    /// The connections to all endpoints: made when an endpoint joins, given up when it has left. One that is given up finishes
    /// its streams.
    final class ChannelTable: Sendable {
        fileprivate enum Phase: Sendable {
            case notStarted
            case running
            case closing
        }

        fileprivate struct State: Sendable {
            var phase = Phase.notStarted
            var channels: [EndpointID: EndpointChannel] = [:]
            /// Those who wait for the start.
            var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
            var nextWaiter = 0
        }

        /// What a call gets.
        enum Lease {
            case channel(EndpointChannel)
            /// The endpoint has just left.
            case gone
            case notStarted
            case closing
        }

        private let state = Locked(State())
        private let settings: ChannelSettings
        private let known: @Sendable () -> [Endpoint]
        /// Those to be run.
        let made: AsyncStream<EndpointChannel>
        private let toRun: AsyncStream<EndpointChannel>.Continuation

        /// - Parameter known: the endpoints that are listed or drain.
        init(_ settings: ChannelSettings, known: @escaping @Sendable () -> [Endpoint]) {
            self.settings = settings
            self.known = known
            (made, toRun) = AsyncStream.makeStream()
        }

        /// The connection to an endpoint, for one call.
        ///
        /// - Throws: what is wrong with the TLS configuration.
        func lease(_ endpoint: Endpoint) throws -> Lease {
            let origin = EndpointOrigin(endpoint)
            let lease = state.withLock { state -> Lease? in
                switch state.phase {
                case .notStarted: return .notStarted
                case .closing: return .closing
                case .running: break
                }
                guard let channel = state.channels[endpoint.id], channel.origin == origin else { return nil }
                return .channel(channel)
            }
            if let lease { return lease }
            // A pick may be older than the list.
            guard known().contains(where: { $0.id == endpoint.id && EndpointOrigin($0) == origin }) else {
                return .gone
            }
            try add([endpoint])
            return state.withLock { state in
                state.channels[endpoint.id].map { .channel($0) } ?? .closing
            }
        }

        /// Makes connections to endpoints that have joined.
        func connectAll() throws {
            try add(known())
        }

        private func add(_ endpoints: [Endpoint]) throws {
            for endpoint in endpoints {
                let origin = EndpointOrigin(endpoint)
                guard state.withLock({ $0.phase == .running && $0.channels[endpoint.id]?.origin != origin }) else {
                    continue
                }
                // Outside the lock: it is gRPC's code. Where two come at once, the second one's goes unused.
                let made = try EndpointChannel(endpoint, settings)
                let (isUsed, old) = state.withLock { state -> (Bool, EndpointChannel?) in
                    guard state.phase == .running, state.channels[endpoint.id]?.origin != origin else {
                        return (false, nil)
                    }
                    defer { state.channels[endpoint.id] = made }
                    return (true, state.channels[endpoint.id])
                }
                if isUsed { toRun.yield(made) }
                old?.retire()
            }
        }

        /// Gives up the connections to endpoints that have left.
        func retire() {
            let known = Dictionary(known().map { ($0.id, EndpointOrigin($0)) }) { first, _ in first }
            let retired = state.withLock { state in
                let retired = state.channels.values.filter { known[$0.id] != $0.origin }
                for channel in retired { state.channels[channel.id] = nil }
                return retired
            }
            for channel in retired { channel.retire() }
        }

        /// Which endpoints have connections, and how these stand.
        var links: [EndpointID: ConnectionLink.State] {
            state.withLock { $0.channels.mapValues(\.link.state) }
        }

        // MARK: Beginning and end

        var isClosing: Bool { state.withLock { $0.phase == .closing } }

        /// Whether it has started, or closed.
        var isStarted: Bool { state.withLock { $0.phase != .notStarted } }

        /// From here on there are connections. False if there were before.
        func start() -> Bool {
            let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>]? in
                guard state.phase == .notStarted else { return nil }
                state.phase = .running
                return state.takeWaiters()
            }
            for waiter in waiters ?? [] { waiter.resume() }
            return waiters != nil
        }

        /// From here on there are no new streams; those that are open go on.
        func close() {
            let (channels, waiters) = state.withLock { state in
                state.phase = .closing
                defer { state.channels = [:] }
                return (Array(state.channels.values), state.takeWaiters())
            }
            toRun.finish()
            for channel in channels { channel.retire() }
            for waiter in waiters { waiter.resume() }
        }

        /// Returns when it has started or closed, or when the task is cancelled.
        func waitUntilStarted() async throws(CancellationError) {
            guard !isStarted else { return }
            let number = state.withLock { state in
                state.nextWaiter += 1
                return state.nextWaiter
            }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isThrough = state.withLock { state in
                        guard state.phase == .notStarted, !Task.isCancelled else { return true }
                        state.waiters[number] = continuation
                        return false
                    }
                    if isThrough { continuation.resume() }
                }
            } onCancel: {
                state.withLock { $0.waiters.removeValue(forKey: number) }?.resume()
            }
            if Task.isCancelled { throw CancellationError() }
        }
    }

    extension ChannelTable.State {
        fileprivate mutating func takeWaiters() -> [CheckedContinuation<Void, Never>] {
            defer { waiters = [:] }
            return Array(waiters.values)
        }
    }
#endif
