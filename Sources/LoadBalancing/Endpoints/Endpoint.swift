public import ConsistentHashing

/// A server that can take requests: a node with a network address.
///
/// ```swift
/// Endpoint(host: "10.0.0.1", port: 8080)                                  // its id is "10.0.0.1:8080"
/// Endpoint(id: "cache-1", host: "10.0.0.2", port: 11211, weight: 2, zone: "eu-1a")
/// ```
///
/// An endpoint can be made with any values, for they may come from outside; a load balancer refuses one that
/// ``check()`` throws for, counts it, and keeps the rest of its list.
public struct Endpoint: Hashable, Sendable {
    /// What it is known by. State (health, load) is kept under it, keys are placed by it: an endpoint that changes its
    /// address but not its id keeps both.
    public var id: EndpointID

    /// Where it listens.
    public var address: EndpointAddress

    /// How much of the work it is to get, beside the others' weights: finite, 0 or above; 1 unless given.
    ///
    /// 0 means no new keys and no new picks: what it has, it keeps, as while it drains.
    public var weight: Double

    /// The failure domain it stands in, such as an availability zone: see ``ZoneConfiguration``.
    public var zone: String?

    /// Its level of priority, in `0...127`; 0 unless given. Those of a level take requests as far as those of lower numbers can't:
    /// see ``PriorityLoads``.
    public var priority: Int

    /// The name to ask for in TLS (SNI) and to verify its certificate against, where it isn't the address's host.
    public var tlsHostName: String?

    /// What else is known of it. The load balancer hands it on and never reads it.
    public var metadata: [String: String]

    /// Why it is none; `nil` for every endpoint but those of ``init(unreadable:)``.
    private let unreadable: String?

    /// An endpoint at an address; its id is the address's description unless given.
    public init(
        id: EndpointID? = nil,
        address: EndpointAddress,
        weight: Double = 1,
        zone: String? = nil,
        priority: Int = 0,
        tlsHostName: String? = nil,
        metadata: [String: String] = [:]
    ) {
        self.id = id ?? EndpointID(address.description)
        self.address = address
        self.weight = weight
        self.zone = zone
        self.priority = priority
        self.tlsHostName = tlsHostName
        self.metadata = metadata
        unreadable = nil
    }

    /// An endpoint at a host, a name or an IP address, and a port; its id is `host:port` unless given.
    public init(
        id: EndpointID? = nil,
        host: String,
        port: Int,
        weight: Double = 1,
        zone: String? = nil,
        priority: Int = 0,
        tlsHostName: String? = nil,
        metadata: [String: String] = [:]
    ) {
        self.init(
            id: id,
            address: .hostPort(host: host, port: port),
            weight: weight,
            zone: zone,
            priority: priority,
            tlsHostName: tlsHostName,
            metadata: metadata
        )
    }

    /// An entry of a list of which a discovery could make no endpoint.
    ///
    /// ``check()`` throws for it, so a load balancer refuses and counts it with the others that it can't use, and keeps the
    /// rest of the list.
    ///
    /// - Parameter reason: what is wrong, where, and what to do about it: it is what the load balancer logs.
    public init(unreadable reason: String) {
        id = ""
        address = .hostPort(host: "", port: 0)
        weight = 0
        priority = 0
        metadata = [:]
        unreadable = reason
    }

    /// Throws if a load balancer could not use it.
    public func check() throws(EndpointError) {
        if let unreadable { throw .unreadableEntry(unreadable) }
        guard
            (1...1024).contains(id.string.utf8.count),
            id.string.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else { throw .invalidID(id, address: address) }
        guard weight.isFinite, weight >= 0 else { throw .invalidWeight(weight, id: id) }
        guard (0...127).contains(priority) else { throw .invalidPriority(priority, id: id) }
        try address.check()
    }
}

extension Endpoint: PlacementNode {
    public var nodeID: String { id.string }
}
