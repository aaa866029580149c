/// Something that changed, to be logged and counted once.
package enum BalancerEvent: Hashable, Sendable {
    /// A list came that is not the one before.
    case listChanged(joined: Int, changed: Int, left: Int, listed: Int)
    case joined(EndpointID)
    /// Listed before, listed again with another weight, address or the like.
    case changed(EndpointID)
    /// No longer listed.
    case draining(EndpointID)
    /// Listed again while it was draining.
    case undrained(EndpointID)
    /// Drained.
    case gone(EndpointID, inFlight: Int)
    /// Entries of a list that can't be used.
    case refused([EndpointError])
    /// A list without a usable endpoint came, and the one before stays.
    case emptyListKept
    case discoveryFailed(String, retryAfter: UInt64)
    case discoveryRecovered
    case discoveryEnded
    case healthChanged(EndpointID, HealthState, reason: String?)
    case ejected(EndpointID, EjectionReason, forNanoseconds: UInt64)
    case spared(EndpointID, EjectionReason)
    case readmitted(EndpointID)
    case panicBegan(well: Int, of: Int)
    case panicEnded(well: Int, of: Int)
    /// The first probes have answered, or the start-up limit has passed without.
    case ready(hasList: Bool, probesMissing: Int)
    /// The policy could not choose from the endpoints; round robin takes its place until it can.
    case policyFailed(String)
    /// A probe whose time was up goes on all the same.
    case probeOverdue(EndpointID)
    /// It was cancelled by the shutdown and goes on all the same.
    case shutdownDelayed(by: String)
}

extension BalancerEvent {
    /// Whether the endpoints may have gone elsewhere, so that it is worth asking the discovery again.
    var makesListDoubtful: Bool {
        switch self {
        case .ejected, .spared, .healthChanged(_, .unhealthy, _): true
        default: false
        }
    }
}
