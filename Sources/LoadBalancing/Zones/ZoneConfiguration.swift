/// How requests are kept in the client's own zone: see ``ZoneLoads`` for how much of them.
///
/// ```swift
/// var configuration = LoadBalancerConfiguration()
/// configuration.zones = ZoneConfiguration(local: "eu-1a")
/// ```
///
/// It goes for every policy without keys. One that places keys heeds zones only if asked to (``placesKeysByZone``), as two clients in
/// two zones would send one key to two endpoints. Endpoints without a zone are in one of their own, where no client is.
public struct ZoneConfiguration: Hashable, Sendable {
    /// The zone that this process is in, as ``Endpoint/zone`` calls it, byte by byte.
    public var local: String

    /// With fewer endpoints in service than this, those of all zones are taken as one: a share of few endpoints is a rough
    /// one. 6, as Envoy has it; counted level by level. 0 or above.
    public var minimumEndpoints: Int

    /// How many requests each zone's clients send, in any unit, by zone; none for a zone that is not named.
    ///
    /// `nil` if that is not known, as by default: then as many as its endpoints weigh, which is so where clients and endpoints are
    /// spread over zones alike. A load balancer knows its own process only, so where clients are spread otherwise, say so here:
    /// a zone with more clients than endpoints would be overloaded by those who don't know it.
    public var clients: [String: Double]?

    /// Whether policies that place keys heed zones as well. False, as by default, is one owner for a key in all zones. True is
    /// one for each zone, among its own endpoints: as caches may do, where crossing a zone costs more than a miss. The same
    /// share of the keys, chosen by their hash, spills over as that of other requests.
    public var placesKeysByZone: Bool

    public init(
        local: String,
        minimumEndpoints: Int = 6,
        clients: [String: Double]? = nil,
        placesKeysByZone: Bool = false
    ) {
        self.local = local
        self.minimumEndpoints = minimumEndpoints
        self.clients = clients
        self.placesKeysByZone = placesKeysByZone
    }

    func check() throws(ConfigurationError) {
        guard minimumEndpoints >= 0 else {
            throw .invalidCount(name: "zones.minimumEndpoints", value: minimumEndpoints, allowed: "0 or above")
        }
        guard let clients else { return }
        for (zone, count) in clients where !(count.isFinite && count >= 0) {
            throw .invalidNumber(name: "zones.clients[\(zone.quoted)]", value: count, allowed: "finite, 0 or above")
        }
        let sum = clients.values.reduce(0, +)
        guard sum.isFinite, sum > 0 else {
            throw .invalidNumber(name: "the sum of zones.clients", value: sum, allowed: "finite and above 0")
        }
    }
}

extension LoadBalancerConfiguration {
    /// The same without zones, if the policy places keys and is not asked to heed them.
    func heedingZones(by requirements: PolicyRequirements) -> LoadBalancerConfiguration {
        guard requirements.keyHash != nil, zones?.placesKeysByZone == false else { return self }
        var configuration = self
        configuration.zones = nil
        return configuration
    }
}
