import LoadBalancing

/// A service whose answers a test gives, attempt by attempt.
final class ScriptedService: Sendable {
    struct Down: Error, Equatable {}

    /// An attempt that waits for its answer.
    final class Call: Sendable {
        private enum State {
            case open
            case waiting(CheckedContinuation<Result<String, any Error>, Never>)
            case answered(Result<String, any Error>)
        }

        let attempt: Attempt
        private let endsWhenCancelled: Bool
        private let state = Locked((state: State.open, isCancelled: false))

        init(_ attempt: Attempt, endsWhenCancelled: Bool) {
            self.attempt = attempt
            self.endsWhenCancelled = endsWhenCancelled
        }

        var endpoint: String { attempt.endpoint.id.string }
        var isCancelled: Bool { state.withLock { $0.isCancelled } }

        func answer(_ text: String) { end(.success(text)) }
        func fail(_ error: any Error = Down()) { end(.failure(error)) }

        fileprivate func wait() async throws -> String {
            try await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let answer = state.withLock { state -> Result<String, any Error>? in
                        if case .answered(let result) = state.state { return result }
                        state.state = .waiting(continuation)
                        return nil
                    }
                    if let answer { continuation.resume(returning: answer) }
                }
            } onCancel: {
                state.withLock { $0.isCancelled = true }
                if endsWhenCancelled { fail(CancellationError()) }
            }
            .get()
        }

        /// The first answer counts.
        private func end(_ result: Result<String, any Error>) {
            let waiter = state.withLock { state -> CheckedContinuation<Result<String, any Error>, Never>? in
                switch state.state {
                case .open:
                    state.state = .answered(result)
                    return nil
                case .waiting(let continuation):
                    state.state = .answered(result)
                    return continuation
                case .answered: return nil
                }
            }
            waiter?.resume(returning: result)
        }
    }

    private let arrivals = AsyncStream<Call>.makeStream()
    private let endsWhenCancelled: Bool
    private let running = Locked(0)

    /// - Parameter endsWhenCancelled: false for a client that ignores its cancellation.
    init(endsWhenCancelled: Bool = true) {
        self.endsWhenCancelled = endsWhenCancelled
    }

    /// How many attempts have begun and not ended.
    var underWay: Int { running.withLock { $0 } }

    /// The attempts as they come: for one reader.
    var calls: AsyncStream<Call>.Iterator { arrivals.stream.makeAsyncIterator() }

    func send(_ attempt: Attempt) async throws -> String {
        running.withLock { $0 += 1 }
        defer { running.withLock { $0 -= 1 } }
        let call = Call(attempt, endsWhenCancelled: endsWhenCancelled)
        arrivals.continuation.yield(call)
        return try await call.wait()
    }

    /// Texts are answers, but for "busy"; a service that is down may be asked again.
    static func verdict(_ result: Result<String, any Error>) -> Verdict {
        switch result {
        case .success("busy"): .failure(.overloaded, .notSent)
        case .success: .answer()
        case .failure(RetrierError.attemptTimedOut): .failure(.timedOut, .sentAndSafe)
        case .failure: .failure(.connectFailed, .notSent)
        }
    }
}
