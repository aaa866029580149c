/// A pick that may be finished from anywhere, by whoever comes first.
///
/// For a request that outlives the code that picked for it: a body that streams, a child task, a callback. It locks for a
/// few instructions; a box that is dropped unfinished counts as cancelled.
///
/// ```swift
/// let box = PickBox(try balancer.pick())
/// body.onEnd { box.finish($0 == nil ? .success : .failure(.connectionLost)) }
/// ```
public final class PickBox: Sendable {
    /// Where to send the request.
    public let endpoint: Endpoint

    private let pick: Locked<Pick?>

    public init(_ pick: consuming Pick) {
        endpoint = pick.endpoint
        self.pick = Locked(pick)
    }

    /// Says how the request went. True if nobody had said so before; otherwise it does nothing.
    @discardableResult
    public func finish(_ outcome: Outcome) -> Bool {
        guard let pick = pick.withLock({ $0.take() }) else { return false }
        pick.finish(outcome)
        return true
    }
}
