import Synchronization

/// A pick that may be finished from anywhere, by whoever comes first.
///
/// For a request that outlives the code that picked for it: a body that streams, a child task, a callback. Nobody waits;
/// a box that is dropped unfinished counts as cancelled.
///
/// ```swift
/// let box = PickBox(try balancer.pick())
/// body.onEnd { box.finish($0 == nil ? .success : .failure(.connectionLost)) }
/// ```
public final class PickBox: @unchecked Sendable {
    // Unchecked: `pick` is only touched by whoever turns `isFinished`, and by nobody after that.

    /// The endpoint as it was listed: one reference, where the endpoint itself is a dozen words, half of them references.
    package let listed: ListedEndpoint

    /// Where to send the request.
    public var endpoint: Endpoint { listed.endpoint }

    /// The same endpoint's id.
    package var endpointID: EndpointID { listed.endpoint.id }

    private var pick: Pick?
    private let isFinished = Atomic(false)

    public init(_ pick: consuming Pick) {
        listed = pick.listed
        self.pick = .some(pick)
    }

    /// Says how the request went. True if nobody had said so before; otherwise it does nothing.
    @discardableResult
    public func finish(_ outcome: Outcome) -> Bool {
        guard !isFinished.exchange(true, ordering: .acquiringAndReleasing), let pick = pick.take() else { return false }
        pick.finish(outcome)
        return true
    }
}
