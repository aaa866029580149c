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
    /// Lasts until the pick has ended, as the pick is counted in it.
    private let cell: PickCell
    private let start: UInt64

    /// - Parameters:
    ///   - cell: of an ``EndpointState`` that the caller holds.
    ///   - alone: see ``PickCell/start(alone:)``.
    @inline(__always)
    init(_ cell: PickCell, at start: UInt64, alone: Bool = false) {
        self.cell = cell
        self.start = start
        cell.start(alone: alone)
    }

    deinit {
        cell.finish(.cancelled, startedAt: start)
    }

    /// Where to send the request.
    public var endpoint: Endpoint { cell.endpoint }

    var listed: ListedEndpoint { cell.listed }

    /// Says how the request went.
    public consuming func finish(_ outcome: Outcome) {
        cell.finish(outcome, startedAt: start)
        discard self
    }
}
