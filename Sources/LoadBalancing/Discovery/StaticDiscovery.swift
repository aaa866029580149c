/// Endpoints that never change.
///
/// ```swift
/// LoadBalancer(StaticDiscovery([Endpoint(host: "10.0.0.1", port: 80), Endpoint(host: "10.0.0.2", port: 80)]))
/// ```
public struct StaticDiscovery: EndpointDiscovery {
    private let endpoints: [Endpoint]

    public init(_ endpoints: [Endpoint]) {
        self.endpoints = endpoints
    }

    public var discoveryName: String { "static" }
    public var initialEndpoints: [Endpoint]? { endpoints }

    public func endpointLists() -> AsyncStream<[Endpoint]> {
        // Not ended: an ended sequence is a discovery that gave up, which is worth a line in the log.
        AsyncStream { $0.yield(endpoints) }
    }
}
