import LoadBalancing
import Testing

/// The code of the article "Zones, priorities, subsets and shuffle shards", as it stands there.
@Suite("The article on zones and subsets")
struct ZonesAndSubsetsTests {
    private static func endpoints(_ zone: String) -> [Endpoint] {
        (1...3).map { Endpoint(id: EndpointID("\(zone)-\($0)"), host: "10.0.0.\($0)", port: 80, zone: zone) }
    }

    @Test("Requests stay in the zone")
    func zones() throws {
        let endpoints = Self.endpoints("eu-1a") + Self.endpoints("eu-1b")
        var configuration = LoadBalancerConfiguration()
        configuration.zones = ZoneConfiguration(local: "eu-1a")
        let balancer = try LoadBalancer(endpoints, policy: .leastRequest, configuration: configuration)
        for _ in 0..<20 {
            let pick = try balancer.pick()
            #expect(pick.endpoint.zone == "eu-1a")
            pick.finish(.success)
        }
        #expect(balancer.status.groups.map(\.zone) == ["eu-1a", "eu-1b"])
        #expect(balancer.status.groups.map(\.share) == [1, 0])
    }

    @Test("Endpoints of level 1 wait")
    func priorities() throws {
        let balancer = try LoadBalancer([
            Endpoint(host: "10.0.0.1", port: 80),
            Endpoint(host: "10.8.0.1", port: 80, priority: 1),
        ])
        for _ in 0..<20 {
            let pick = try balancer.pick()
            #expect(pick.endpoint.id == "10.0.0.1:80")
            pick.finish(.success)
        }
        #expect(try balancer.pick(excluding: ["10.0.0.1:80"]).endpoint.id == "10.8.0.1:80")
    }

    @Test("A client has its aperture")
    func aperture() throws {
        let list = (0..<100).map { Endpoint(host: "10.0.0.\($0)", port: 80) }
        let aperture = try DeterministicAperture(client: 3, of: 40, size: 12)
        let discovery = SubsettedDiscovery(StaticDiscovery(list), by: aperture)
        let balancer = try LoadBalancer(discovery, policy: .leastRequest)
        // Five parts of 1/40 of the ring are 12.5 servers.
        #expect((13...14).contains(balancer.status.endpoints.count))
        #expect(abs(balancer.status.endpoints.reduce(0) { $0 + $1.weight } - 12.5) < 1e-9)
    }

    @Test("A tenant has its shard")
    func shards() throws {
        let endpoints = Self.endpoints("a") + Self.endpoints("b") + Self.endpoints("c")
        let balancer = try LoadBalancer(endpoints, policy: .shuffleShards(size: 4))
        var picked: Set<EndpointID> = []
        for _ in 0..<100 {
            let pick = try balancer.pick(key: "tenant-7")
            picked.insert(pick.endpoint.id)
            pick.finish(.success)
        }
        #expect(picked.count == 4)
        #expect(throws: PickError.allExcluded) { _ = try balancer.pick(key: "tenant-7", excluding: Array(picked)) }
    }
}
