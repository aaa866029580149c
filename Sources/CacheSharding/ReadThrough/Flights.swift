#if Caches
    import LoadBalancing

    /// Loads that are under way, one for a key: who comes later waits for the first one's result.
    ///
    /// The first one loads in a task of its own caller, so no load outlives who asked for it. If that caller is cancelled, the next of
    /// those who wait loads in its place.
    final class Flights: Sendable {
        /// What is loaded: two types under one key are two flights.
        struct ID: Hashable, Sendable {
            let key: CacheKey
            let type: ObjectIdentifier
        }

        /// What one who joined is to do.
        enum Turn: Sendable {
            /// Load, and end with ``land(_:_:)`` or ``handOver(_:)``.
            case load
            case landed(Result<any Sendable, any Error>)
            case cancelled
        }

        private struct Flight: Sendable {
            var waiters: [(number: UInt64, waiter: CheckedContinuation<Turn, Never>)] = []
        }

        private struct State: Sendable {
            var flights: [ID: Flight] = [:]
            var next: UInt64 = 0
        }

        private let state = Locked(State())

        /// How many keys are loaded.
        var count: Int { state.withLock { $0.flights.count } }
        /// How many wait for what others load.
        var waiterCount: Int { state.withLock { state in state.flights.values.reduce(0) { $0 + $1.waiters.count } } }

        /// Begins a flight, unless there is one.
        func begin(_ id: ID) -> Bool {
            state.withLock { state in
                guard state.flights[id] == nil else { return false }
                state.flights[id] = Flight()
                return true
            }
        }

        /// Begins a flight, or waits for the one there is.
        func join(_ id: ID) async -> Turn {
            let number = state.withLock { state in
                state.next += 1
                return state.next
            }
            return await withTaskCancellationHandler {
                await withCheckedContinuation { waiter in
                    let turn = state.withLock { state -> Turn? in
                        if Task.isCancelled { return .cancelled }
                        guard state.flights[id] != nil else {
                            state.flights[id] = Flight()
                            return .load
                        }
                        state.flights[id]?.waiters.append((number, waiter))
                        return nil
                    }
                    if let turn { waiter.resume(returning: turn) }
                }
            } onCancel: {
                let waiter = state.withLock { state -> CheckedContinuation<Turn, Never>? in
                    guard let index = state.flights[id]?.waiters.firstIndex(where: { $0.number == number }) else {
                        return nil
                    }
                    return state.flights[id]?.waiters.remove(at: index).waiter
                }
                waiter?.resume(returning: .cancelled)
            }
        }

        /// The load has ended: all who wait have its result.
        func land(_ id: ID, _ result: Result<any Sendable, any Error>) {
            let waiters = state.withLock { $0.flights.removeValue(forKey: id)?.waiters ?? [] }
            for (_, waiter) in waiters { waiter.resume(returning: .landed(result)) }
        }

        /// The one who loads gives up: the next who waits loads.
        func handOver(_ id: ID) {
            let waiter = state.withLock { state -> CheckedContinuation<Turn, Never>? in
                guard var flight = state.flights[id], !flight.waiters.isEmpty else {
                    state.flights[id] = nil
                    return nil
                }
                let next = flight.waiters.removeFirst().waiter
                state.flights[id] = flight
                return next
            }
            waiter?.resume(returning: .load)
        }
    }
#endif
