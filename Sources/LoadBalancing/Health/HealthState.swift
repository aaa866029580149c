/// What an endpoint's probes say of it.
public enum HealthState: String, Codable, Sendable, Hashable, CaseIterable {
    /// Its first probe has not ended yet, or nothing probes it.
    case unknown
    /// It answers.
    case healthy
    /// It does not answer, or it said that it is unwell.
    case unhealthy
}
