/// Why an endpoint was ejected.
public enum EjectionReason: String, Codable, Sendable, Hashable, CaseIterable {
    /// Too many of its requests failed in a row.
    case consecutiveFailures = "consecutive_failures"
    /// Fewer of its requests succeeded than of the others'.
    case successRate = "success_rate"
    /// Too many of its requests failed.
    case failurePercentage = "failure_percentage"
}

/// What an outlier detector decided.
package enum OutlierChange: Hashable, Sendable {
    /// The endpoint gets no requests until then.
    case ejected(EndpointID, EjectionReason, until: UInt64)
    /// The endpoint's ejection is over.
    case returned(EndpointID)
    /// The endpoint would be ejected, were it not that so many are.
    case spared(EndpointID, EjectionReason)
}
