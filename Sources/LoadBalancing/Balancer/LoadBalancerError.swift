/// Why a load balancer can't run, or can't be waited for.
public enum LoadBalancerError: Error, Hashable, Sendable {
    /// `run()` was called before.
    case alreadyRun
    /// It was shut down.
    case shutDown
}

extension LoadBalancerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .alreadyRun: "run() was called before: a load balancer runs once, so make another"
        case .shutDown: "the load balancer was shut down"
        }
    }
}
