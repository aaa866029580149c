/// An endpoint chosen for one request, to be finished once with how that went.
///
/// ```swift
/// let pick = try balancer.pick(key: "user:1")
/// do {
///     let answer = try await send(request, to: pick.endpoint)
///     pick.finish(answer.isServerError ? .failure(.serverError) : .success)
/// } catch {
///     pick.finish(.failure(.connectionLost))
///     throw error
/// }
/// ```
///
/// The compiler sees to it that it is finished at most once; one that is dropped counts as cancelled. Where a request
/// outlives the code that picked for it, such as by a body that streams, keep it in a ``PickBox``.
///
/// Cost: finishing it adds to the endpoint's counters; nothing is allocated, and nobody waits. Where the policy asks for
/// latencies, the clock is read at either end.
public struct Pick: ~Copyable, Sendable {
    // Not a strong reference, which could not be discarded: retained in `init`, released at either end.
    private let state: Unmanaged<EndpointState>
    private let start: UInt64

    /// - Parameter state: not retained for this pick yet.
    init(_ state: Unmanaged<EndpointState>, at start: UInt64) {
        self.state = state.retain()
        self.start = start
        state._withUnsafeGuaranteedRef { $0.start() }
    }

    deinit {
        end(.cancelled)
    }

    /// Where to send the request.
    public var endpoint: Endpoint { state._withUnsafeGuaranteedRef { $0.endpoint } }

    /// Says how the request went.
    public consuming func finish(_ outcome: Outcome) {
        end(outcome)
        discard self
    }

    private func end(_ outcome: Outcome) {
        state._withUnsafeGuaranteedRef { $0.finish(outcome, startedAt: start) }
        state.release()
    }
}
