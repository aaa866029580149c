import ConsistentHashing

/// The endpoints of another discovery, cut down to those that this process talks to.
///
/// ```swift
/// // Client 3 of 40, at 12 servers or more each:
/// let aperture = try DeterministicAperture(client: 3, of: 40, size: 12)
/// let balancer = try LoadBalancer(SubsettedDiscovery(FileDiscovery(path: path), by: aperture), policy: .leastRequest)
/// ```
///
/// Each list is cut down by itself, each level of priority in it by itself, so that there is somebody to turn to on each. An
/// endpoint of which only a fraction is this client's gets that fraction of its weight. What can't be used is handed on, for the
/// load balancer to refuse and count; so are endpoints of weight 0, for those who are on them already.
///
/// Zones are not looked at: a subset has endpoints of all zones, of its own about as large a part as there is among all. Where a
/// client is to stay in its zone, cut down that zone's list.
public struct SubsettedDiscovery<Base: EndpointDiscovery>: EndpointDiscovery {
    private let base: Base
    private let subset: any ServerSubset

    public init(_ base: Base, by subset: some ServerSubset) {
        self.base = base
        self.subset = subset
    }

    /// Such as `aperture of file /etc/endpoints.yaml`.
    public var discoveryName: String { "\(subset.subsetName) of \(base.discoveryName)" }

    public var initialEndpoints: [Endpoint]? { base.initialEndpoints.map { subset.endpoints(of: $0) } }

    public func endpointLists() -> AsyncMapSequence<Base.EndpointLists, [Endpoint]> {
        base.endpointLists().map { [subset] in subset.endpoints(of: $0) }
    }
}

extension ServerSubset {
    /// The endpoints of a list that are this client's: see ``SubsettedDiscovery``. In the order of the list.
    public func endpoints(of list: [Endpoint]) -> [Endpoint] {
        var weights: [EndpointID: Double] = [:]
        for level in Dictionary(grouping: list.filter(\.takesNewRequests), by: \.priority).values {
            var seen: Set<EndpointID> = []
            let members = level.filter { seen.insert($0.id).inserted }.map { Member($0.id.string, weight: $0.weight) }
            // Without duplicates and bad weights, there is nothing to throw for.
            guard let servers = try? Membership(members) else { return list }
            for member in self.members(of: servers) {
                let server = servers[member.index]
                weights[EndpointID(server.id)] = server.weight * member.fraction
            }
        }
        return list.compactMap { endpoint in
            guard endpoint.takesNewRequests else { return endpoint }
            guard let weight = weights[endpoint.id] else { return nil }
            var endpoint = endpoint
            endpoint.weight = weight
            return endpoint
        }
    }
}

extension Endpoint {
    /// Whether it can be used, and has a weight.
    fileprivate var takesNewRequests: Bool {
        guard weight > 0 else { return false }
        do {
            try check()
            return true
        } catch {
            return false
        }
    }
}
