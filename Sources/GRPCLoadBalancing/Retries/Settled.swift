#if GRPC
    import LoadBalancing

    /// Something that comes once, and is waited for.
    final class Settled<Value: Sendable>: Sendable {
        private struct State: Sendable {
            var result: Result<Value, any Error>?
            var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
            var next = 0
        }

        private let state = Locked(State())

        /// The first time.
        func settle(_ result: Result<Value, any Error>) {
            let waiters = state.withLock { state in
                if state.result == nil { state.result = result }
                defer { state.waiters = [:] }
                return Array(state.waiters.values)
            }
            for waiter in waiters { waiter.resume() }
        }

        /// - Throws: what it was settled with; `CancellationError` if the task is cancelled before.
        func value() async throws -> Value {
            let number = state.withLock { state in
                state.next += 1
                return state.next
            }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isThrough = state.withLock { state in
                        guard state.result == nil, !Task.isCancelled else { return true }
                        state.waiters[number] = continuation
                        return false
                    }
                    if isThrough { continuation.resume() }
                }
            } onCancel: {
                state.withLock { $0.waiters.removeValue(forKey: number) }?.resume()
            }
            guard let result = state.withLock({ $0.result }) else { throw CancellationError() }
            return try result.get()
        }
    }
#endif
