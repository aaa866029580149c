/// Asks an endpoint whether it is alive.
///
/// ```swift
/// struct Ping: EndpointProbe {
///     func probe(_ endpoint: Endpoint) async throws {
///         guard try await ping(endpoint.address) else { throw Unwell() }
///     }
/// }
/// ```
///
/// A load balancer asks each endpoint in turn from child tasks of its own, never two at once of one endpoint, and cancels a
/// probe whose time is up. A probe that ignores its cancellation delays its own endpoint's next one, and the shutdown.
public protocol EndpointProbe: Sendable {
    /// What to call it in logs and status, such as `TCP`.
    var probeName: String { get }

    /// Returns if the endpoint is well, and throws what is wrong if it is not.
    func probe(_ endpoint: Endpoint) async throws

    /// Whether what ``probe(_:)`` threw is the endpoint's own word that it is unwell, such as an unexpected HTTP status. One
    /// such failure is enough; others count only when ``HealthConfiguration/unhealthyThreshold`` have come in a row. False
    /// unless it is implemented.
    func isConclusive(_ error: any Error) -> Bool
}

extension EndpointProbe {
    public var probeName: String { "\(Self.self)" }

    public func isConclusive(_ error: any Error) -> Bool { false }
}
