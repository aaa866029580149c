import ConsistentHashing
import LoadBalancing
import TestSupport
import Testing

@Suite("Subsetted discovery", .timeLimit(.minutes(1)))
struct SubsettedDiscoveryTests {
    @Test("A load balancer has its subset of each list, and follows the lists")
    func follows() async throws {
        let feed = EndpointFeed(.numbered(1...40))
        let subset = try RocksteadierSubset(client: 3, size: 8)
        let discovery = SubsettedDiscovery(feed, by: subset)
        #expect(discovery.discoveryName == "rocksteadier of feed")
        try await BalancerUnderTest.run(discovery) { test in
            try await test.balancer.waitUntilReady()
            #expect(test.balancer.status.endpoints.count == 8)
            let expected = Set(subset.endpoints(of: .numbered(1...40)).map(\.id.string))
            #expect(Set(try test.picked(8).keys) == expected)
            feed.send(.numbered(1...60))
            let next = subset.endpoints(of: .numbered(1...60))
            let newcomer = try #require(next.first { !expected.contains($0.id.string) })
            await test.log.wait(for: "joined", of: newcomer.id.string)
            let active = test.balancer.status.endpoints.filter { $0.state == .inService }.map(\.id)
            #expect(active.sorted() == next.map(\.id).sorted())
        }
    }

    @Test("An endpoint at an aperture's edge gets a fraction of its weight; all clients together give all the same")
    func fractions() throws {
        let list = [Endpoint].numbered(1...10)
        var sums: [EndpointID: Double] = [:]
        for client in 0..<7 {
            let mine = try DeterministicAperture(client: client, of: 7, size: 4).endpoints(of: list)
            #expect(mine.map(\.id) == list.map(\.id).filter { id in mine.contains { $0.id == id } })
            for endpoint in mine { sums[endpoint.id, default: 0] += endpoint.weight }
        }
        #expect(sums.count == 10 && sums.values.allSatisfy { abs($0 - 3) < 1e-9 })
    }

    @Test("What can't be used is handed on, and so is what drains; each level is cut down by itself")
    func others() throws {
        let subset = try RendezvousSubset(client: "me", size: 2)
        let bad = Endpoint(unreadable: "line 3")
        let negative = Endpoint(id: "n", host: "h", port: 1, weight: -1)
        let draining = Endpoint.numbered(99, weight: 0)
        let backups = (1...5).map { Endpoint(id: EndpointID("b\($0)"), host: "h", port: $0, priority: 1) }
        let list = [Endpoint].numbered(1...5) + [bad, negative, draining] + backups + [.numbered(1)]
        let mine = subset.endpoints(of: list)
        #expect(mine.contains(bad) && mine.contains(negative) && mine.contains(draining))
        #expect(Set(mine.filter { $0.priority == 1 }.map(\.id)).count == 2)
        #expect(Set(mine.filter { $0.priority == 0 && $0.weight > 0 }.map(\.id)).count == 2)
        // Both entries of one id stay, for the load balancer to refuse the second.
        #expect(mine.count { $0.id == "e1" } == 2 * (mine.contains { $0.id == "e1" } ? 1 : 0))
        #expect(subset.endpoints(of: []).isEmpty)
    }

    @Test("Golden vectors: subsets are the same in every process and for ever")
    func golden() throws {
        let servers = try Membership((0..<24).map { Member("web-\($0)", weight: 1) })
        func numbers(_ subset: some ServerSubset) -> [Int] {
            subset.members(of: servers).compactMap { Int(servers[$0.index].id.dropFirst(4)) }.sorted()
        }
        let aperture = numbers(try DeterministicAperture(client: 2, of: 7, size: 4))
        #expect(aperture == [4, 5, 6, 8, 9, 10, 14, 22])
        let rocksteadier = numbers(try RocksteadierSubset(client: 13, size: 5))
        #expect(rocksteadier == [0, 7, 11, 19, 23])
        let smallLots = numbers(try RocksteadierSubset(client: 0, size: 9, lotSize: 4))
        #expect(smallLots == [0, 3, 6, 9, 10, 15, 17, 18, 22])
        let rendezvous = numbers(try RendezvousSubset(client: "client-2", size: 5))
        #expect(rendezvous == [1, 2, 7, 11, 13])
        let shards = try ShuffleShards(servers, size: 4)
        let tenants = ["ann", "bob", "eve"].map { shards.members(of: $0).map { servers[$0].id } }
        #expect(
            tenants == [
                ["web-9", "web-22", "web-19", "web-6"], ["web-7", "web-10", "web-2", "web-23"],
                ["web-4", "web-12", "web-23", "web-14"],
            ]
        )
        // Those drawn in its documentation.
        let ten = try Membership((0..<10).map { Member("s\($0)", weight: 1) })
        let drawn = try (0..<8).map { client in
            try RocksteadierSubset(client: client, size: 3, lotSize: 4).members(of: ten).map(\.index)
        }
        #expect(
            drawn == [[1, 2, 6], [0, 7, 9], [0, 2, 5], [3, 4, 8], [2, 4, 8], [1, 6, 7], [0, 5, 9], [3, 4, 7]]
        )
    }
}
