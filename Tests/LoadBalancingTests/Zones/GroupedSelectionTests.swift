import ConsistentHashing
import Testing

@testable import LoadBalancing

/// Load balancers over endpoints of two zones and two levels, by every policy.
@Suite("Policies over levels and zones")
struct GroupedSelectionTests {
    /// Ids are zone, level and number: `a0-1`.
    private static func endpoints(_ names: String..., count: Int) -> [Endpoint] {
        names.flatMap { name in
            (0..<count).map { number in
                Endpoint(
                    id: EndpointID("\(name)-\(number)"),
                    host: "10.0.0.\(number + 1)",
                    port: 80,
                    zone: String(name.prefix(1)),
                    priority: Int(name.dropFirst()) ?? 0
                )
            }
        }
    }

    private static func balancer(
        _ endpoints: [Endpoint],
        _ policy: some LoadBalancingPolicy,
        local: String? = "a"
    ) throws -> LoadBalancer {
        try LoadBalancer(
            endpoints,
            policy: policy,
            configuration: LoadBalancerConfiguration(zones: local.map { ZoneConfiguration(local: $0) })
        )
    }

    private static let unkeyed: [any LoadBalancingPolicy] = [
        RoundRobinPolicy(), RandomPolicy(), WeightedRandomPolicy(), SmoothWeightedRoundRobinPolicy(),
        LeastRequestPolicy(), PeakEWMAPolicy(),
    ]

    private func counts(_ balancer: LoadBalancer, _ count: Int) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        var picker = balancer.makePicker()
        for _ in 0..<count {
            let pick = try picker.pick()
            counts[pick.endpoint.id.string, default: 0] += 1
            pick.finish(.success)
        }
        return counts
    }

    @Test("Every policy stays in its zone, and spreads requests over all of it", arguments: 0..<6)
    func ownZone(policy: Int) throws {
        let balancer = try Self.balancer(Self.endpoints("a0", "b0", "c1", count: 4), Self.unkeyed[policy])
        let counts = try counts(balancer, 4_000)
        #expect(Set(counts.keys) == ["a0-0", "a0-1", "a0-2", "a0-3"])
        // By latency, which is the machine's, whoever is quicker gets more.
        guard policy != 5 else { return }
        // 6 standard deviations of chance or more.
        #expect(counts.values.allSatisfy { (800...1200).contains($0) }, "\(counts)")
    }

    @Test("Every policy spills over by the shares, and round robin goes round in each zone", arguments: 0..<6)
    func spill(policy: Int) throws {
        let fleet = Fleet(count: 9)
        let out: Set = [1, 2]
        let candidates = fleet.candidates(out: out)
        // Three zones of three, two of the own three out: 1.4 / 3 of the requests stay.
        let grouping = EndpointGrouping(
            (0..<9).map {
                GroupCandidate(level: 0, zone: ["a", "b", "c"][$0 / 3], weight: 1, isWell: !out.contains($0))
            },
            configuration: LoadBalancerConfiguration(zones: ZoneConfiguration(local: "a"))
        )
        let selection = try makeGrouped(Self.unkeyed[policy], candidates, grouping.groups)
        var lane = PickLane(seed: 7)
        let picks = fleet.picks(15_000, by: selection, over: candidates, lane: &lane)
        let counts = picks.counts(9)
        #expect(counts[1] == 0 && counts[2] == 0)
        let kept = 1.4 / 3
        #expect(abs(Double(counts[0]) - kept * 15_000) <= 4, "\(counts)")
        let rest = (1 - kept) / 6
        if policy == 0 || policy == 3 {
            #expect(counts[3...].allSatisfy { abs(Double($0) - rest * 15_000) <= 3 }, "\(counts)")
        } else {
            #expect(ChiSquared.fits(Array(counts[3...]), shares: Array(repeating: 1, count: 6)))
        }
    }

    private func makeGrouped<Policy: LoadBalancingPolicy>(
        _ policy: Policy,
        _ candidates: Candidates,
        _ groups: [EndpointGroup]
    ) throws -> GroupedSelection {
        try GroupedSelection(
            over: candidates,
            groups: groups,
            replacing: nil,
            takesKeys: policy.requirements.keyHash != nil
        ) { .erasing(try policy.makeSelection(over: $0, replacing: $1 as? Policy.Selection)) }
    }

    @Test("If all of the own zone are excluded, another zone's endpoint is picked; if all are, none", arguments: 0..<6)
    func exclusions(policy: Int) throws {
        let balancer = try Self.balancer(Self.endpoints("a0", "b0", "c1", count: 3), Self.unkeyed[policy])
        let own: [EndpointID] = ["a0-0", "a0-1", "a0-2"]
        let others: [EndpointID] = ["b0-0", "b0-1", "b0-2"]
        for _ in 0..<50 {
            let second = try balancer.pick(excluding: [own[0], own[2]])
            #expect(second.endpoint.id == own[1])
            let third = try balancer.pick(excluding: own)
            #expect(third.endpoint.zone == "b")
            let fourth = try balancer.pick(excluding: own + others)
            #expect(fourth.endpoint.zone == "c")
        }
        #expect(throws: PickError.allExcluded) {
            _ = try balancer.pick(excluding: own + others + ["c1-0", "c1-1", "c1-2"])
        }
    }

    @Test("Keys have the same owner whatever the zone of the client, unless zones are asked for")
    func keys() throws {
        let endpoints = Self.endpoints("a0", "b0", count: 4)
        let balancers = try ["a", "b", nil].map { try Self.balancer(endpoints, .hashRing, local: $0) }
        for key in 0..<300 {
            let owners = try balancers.map { try $0.pick(key: key).endpoint.id }
            #expect(Set(owners).count == 1)
        }
        var configuration = LoadBalancerConfiguration()
        configuration.zones = ZoneConfiguration(local: "b", placesKeysByZone: true)
        let inZone = try LoadBalancer(endpoints, policy: .hashRing, configuration: configuration)
        let twin = try LoadBalancer(endpoints, policy: .hashRing, configuration: configuration)
        let ring = try HashRing(endpoints.filter { $0.zone == "b" }.map(\.id.string))
        for key in 0..<300 {
            let owner = try inZone.pick(key: key).endpoint.id
            let other = try twin.pick(key: key).endpoint.id
            #expect(owner == other)
            #expect(owner.string == ring.owner(of: key))
        }
    }

    @Test("As a level loses load, keys leave it and none come; what is left are the ring's own")
    func levels() throws {
        let fleet = Fleet(count: 20)
        func owners(out: Set<Int>) throws -> [Int?] {
            let candidates = fleet.candidates(out: out)
            let groups = EndpointGrouping(
                (0..<20).map {
                    GroupCandidate(level: $0 / 10, zone: nil, weight: 1, isWell: !out.contains($0))
                },
                configuration: LoadBalancerConfiguration()
            ).groups
            let selection = try makeGrouped(HashRingPolicy(), candidates, groups)
            var lane = PickLane(seed: 1)
            return (0..<5_000).map { key in
                fleet.pick(by: selection, over: candidates, keyHash: HashFunction.xxh3.hash(key), lane: &lane)
            }
        }
        let whole = try owners(out: [])
        #expect(whole.allSatisfy { $0.map { $0 < 10 } ?? false })
        let half = try owners(out: [0, 1, 2, 3, 4])
        let gone = half.count { $0.map { $0 >= 10 } ?? false }
        // 30 % of 5,000: within 4.9 standard deviations, a significance of 1e-6.
        #expect(abs(gone - 1500) < 159, "\(gone)")
        for (before, after) in zip(whole, half) {
            guard let before, let after, after < 10 else { continue }
            #expect(after == before || before < 5)
        }
        let fewer = try owners(out: [0, 1, 2, 3, 4, 5])
        for (before, after) in zip(half, fewer) where before.map({ $0 >= 10 }) ?? false {
            #expect(before == after)
        }
    }

    @Test("A policy that can't choose is replaced by round robin, level by level")
    func failing() throws {
        let balancer = try Self.balancer(
            Self.endpoints("a0", "b0", "c1", count: 3),
            .peakEWMA(decayTime: .zero),
            local: "a"
        )
        let counts = try counts(balancer, 300)
        #expect(counts == ["a0-0": 100, "a0-1": 100, "a0-2": 100])
        #expect(balancer.status.policyFailure != nil)
    }

    @Test("A load bound counts what falls to the level")
    func loadBound() throws {
        let requirements = HashRingPolicy(loadBound: 1.25).requirements
        let fleet = Fleet(count: 4, requirements: requirements)
        let candidates = fleet.candidates()
        let level = candidates.group(at: [0, 1], loadShare: 0.5)
        for index in [0, 0, 1, 2, 2, 2, 3, 3, 3, 3] { fleet.start(index) }
        #expect(candidates.allRequestsInFlight == 10)
        #expect(level.allRequestsInFlight == 5)
        #expect(level.count == 2 && level.requestsInFlight(0) == 2 && level.requestsInFlight(1) == 1)
        #expect(candidates.group(at: [1, 3], loadShare: 1).endpoint(1).id == "e-003")
    }
}
