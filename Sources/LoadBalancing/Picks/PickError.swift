/// Why no endpoint could be picked.
public enum PickError: Error, Hashable, Sendable {
    /// No list of endpoints has come yet: wait for ``LoadBalancer/waitUntilReady()``, and see that `run()` is running.
    case notReady
    /// The list has no endpoint that takes new requests: every weight is 0, or all are draining.
    case noEndpoints
    /// All endpoints in service are excluded by the caller.
    case allExcluded
    /// No endpoint has this id, or it is not in service.
    case unavailable(EndpointID)
    /// The load balancer was shut down.
    case shutDown
}

extension PickError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notReady:
            "no list of endpoints has come yet: run() must be running, and waitUntilReady() returns when one has come; if it has, "
                + "the discovery has failed: the log and the load balancer's status say why"
        case .noEndpoints:
            "no endpoint takes new requests: all weights are 0, or all endpoints are draining"
        case .allExcluded:
            "all endpoints in service are excluded: exclude fewer, or give up"
        case .unavailable(let id):
            "endpoint \(id.string.quoted) is not listed or not in service: pick another by key"
        case .shutDown:
            "the load balancer was shut down"
        }
    }
}
