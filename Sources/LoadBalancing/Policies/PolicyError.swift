/// Why a policy can't make a selection: what was wrong, with which value, and what is allowed.
///
/// What a policy by key throws beside it is a `PlacementError`.
public enum PolicyError: Error, Hashable, Sendable {
    /// A load bound is not a finite number above 1.
    case invalidLoadBound(Double)
    /// A decay time is not above 0.
    case invalidDecayTime(Duration)
    /// An initial latency is below 0.
    case invalidInitialLatency(Duration)
}

extension PolicyError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalidLoadBound(let bound):
            "the load bound \(bound) is not allowed: it is a finite number above 1 "
                + "(1.25 lets an endpoint take a quarter more than its share), or nil for no bound"
        case .invalidDecayTime(let time):
            "the decay time \(time) is not allowed: it is above 0 (10 seconds unless given)"
        case .invalidInitialLatency(let latency):
            "the initial latency \(latency) is not allowed: it is 0 (nothing is known) or above"
        }
    }
}
