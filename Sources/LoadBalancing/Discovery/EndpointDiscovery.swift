/// Where a load balancer learns which endpoints exist: an async sequence of whole lists, the newest of which holds.
///
/// ```swift
/// struct Registry: EndpointDiscovery {
///     func endpointLists() -> AsyncThrowingStream<[Endpoint], any Error> { … }
/// }
/// ```
///
/// What a load balancer does with it:
///
/// - It iterates one sequence at a time, in a child task of its own `run()`; cancelling that task must end the sequence.
/// - A sequence that throws is asked for again, after a back-off that grows from one second to two minutes. Meanwhile, and
///   after a sequence that ends, the last list that was not empty stays in use.
/// - A list equal to the one before changes nothing. Of two endpoints with one id the first is kept; an endpoint that can't
///   be used is refused and counted, and the others stay. An entry that can't even be read is handed on as
///   ``Endpoint/init(unreadable:)``, so that it counts as well.
public protocol EndpointDiscovery: Sendable {
    /// The lists, one after the other.
    associatedtype EndpointLists: AsyncSequence where EndpointLists.Element == [Endpoint]

    /// What to call it in logs and status, such as `file /etc/endpoints.yaml`.
    var discoveryName: String { get }

    /// The endpoints at once, where they are known without waiting; `nil` by default.
    ///
    /// With them, a load balancer can be picked from as soon as it is made.
    var initialEndpoints: [Endpoint]? { get }

    /// A new sequence of lists, the first of which should come at once.
    func endpointLists() -> EndpointLists

    /// Look sooner than planned: an endpoint was found unhealthy or was ejected, so that what is known may be out of date.
    ///
    /// A load balancer calls it each time that happens, so it returns at once, and how often to look is the discovery's own
    /// affair. It does nothing by default.
    func resolveAgain()
}

extension EndpointDiscovery {
    public var discoveryName: String { "\(Self.self)" }
    public var initialEndpoints: [Endpoint]? { nil }
    public func resolveAgain() {}
}
