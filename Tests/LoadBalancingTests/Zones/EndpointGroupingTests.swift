import Testing

@testable import LoadBalancing

@Suite("Endpoints in groups")
struct EndpointGroupingTests {
    private func configuration(
        local: String? = nil,
        minimum: Int = 1,
        panicThreshold: Double = 0.5
    ) -> LoadBalancerConfiguration {
        LoadBalancerConfiguration(
            panicThreshold: panicThreshold,
            zones: local.map { ZoneConfiguration(local: $0, minimumEndpoints: minimum) }
        )
    }

    private func candidates(_ zones: [String?], level: Int = 0, out: Set<Int> = []) -> [GroupCandidate] {
        zones.enumerated().map { index, zone in
            GroupCandidate(level: level, zone: zone, weight: 1, isWell: !out.contains(index))
        }
    }

    @Test("Without priorities and zones there is one group")
    func one() {
        let groups = EndpointGrouping(candidates(["a", "b", nil]), configuration: configuration()).groups
        #expect(groups == [EndpointGroup(level: 0, zone: .all, members: [0, 1, 2], share: 1, isPanicking: false)])
        #expect(EndpointGrouping([], configuration: configuration()).groups.isEmpty)
    }

    @Test("The own zone is first, endpoints without one last; names are compared byte by byte")
    func order() {
        let zones: [String?] = [nil, "c", "b", "a", "e\u{301}", "\u{e9}"]
        let groups = EndpointGrouping(candidates(zones), configuration: configuration(local: "b")).groups
        #expect(
            groups.map(\.zone) == [
                .named("b"), .named("a"), .named("c"), .named("e\u{301}"), .named("\u{e9}"), .unnamed,
            ]
        )
        #expect(groups.map(\.share) == [1, 0, 0, 0, 0, 0])
        #expect(groups.map(\.members) == [[2], [3], [1], [4], [5], [0]])
    }

    @Test("With fewer endpoints in service than the minimum, zones are not heeded")
    func minimum() {
        let zones = ["a", "a", "a", "b", "b", "b"]
        func groups(out: Set<Int>) -> [EndpointGroup] {
            EndpointGrouping(
                candidates(zones, out: out),
                configuration: configuration(local: "a", minimum: 6)
            ).groups
        }
        #expect(groups(out: []).map(\.share) == [1, 0])
        #expect(groups(out: [5]).map(\.zone) == [.all])
    }

    @Test("A level that panics is one group, whatever its zones; the next level is not")
    func panic() {
        let first = candidates(["a", "b", "a", "b"], out: [0, 1, 2])
        let second = candidates(["a", "b"], level: 1, out: [0])
        let groups = EndpointGrouping(first + second, configuration: configuration(local: "a")).groups
        // 25 % and 50 % well: healths 0.35 and 0.7, so there is enough, and nothing panics.
        #expect(groups.map(\.isPanicking) == [false, false, false, false])
        let worse = candidates(["a", "b"], level: 1, out: [0, 1])
        let panicking = EndpointGrouping(first + worse, configuration: configuration(local: "a")).groups
        #expect(panicking.map(\.zone) == [.all, .all])
        #expect(panicking.map(\.isPanicking) == [true, true])
        #expect(panicking.map(\.share) == [4.0 / 6, 2.0 / 6])
    }

    @Test("Huge and tiny weights neither overflow nor vanish")
    func weights() {
        let huge = (0..<4).map {
            GroupCandidate(level: $0 / 2, zone: $0 % 2 == 0 ? "a" : "b", weight: $0 < 2 ? 1e308 : 1e-308, isWell: true)
        }
        let groups = EndpointGrouping(huge, configuration: configuration(local: "a")).groups
        #expect(groups.map(\.share) == [1, 0, 0, 0])
    }

    @Test(
        "Over random histories of health: shares add up, none is for those out of service, and the own zone stays alone",
        arguments: 1...30
    )
    func histories(seed: UInt64) {
        var chance = Chance(seed: seed)
        let count = Int.random(in: 1...40, using: &chance)
        let names: [String?] = ["a", "b", "c", nil]
        let levels = Int.random(in: 1...3, using: &chance)
        var endpoints = (0..<count).map { _ in
            GroupCandidate(
                level: Int.random(in: 0..<levels, using: &chance),
                zone: names.randomElement(using: &chance) ?? nil,
                weight: Double.random(in: 0.5...2, using: &chance),
                isWell: true
            )
        }
        for _ in 0..<100 {
            let changed = Int.random(in: 0..<count, using: &chance)
            let old = endpoints[changed]
            endpoints[changed] = GroupCandidate(
                level: old.level,
                zone: old.zone,
                weight: old.weight,
                isWell: chance.says(0.7)
            )
            let grouping = EndpointGrouping(
                endpoints,
                configuration: configuration(local: "a", minimum: 4, panicThreshold: 0.4)
            )
            let groups = grouping.groups
            #expect(abs(groups.reduce(0) { $0 + $1.share } - 1) < 1e-9, "seed \(seed)")
            #expect(groups.flatMap(\.members).sorted() == Array(0..<count), "seed \(seed)")
            for group in groups where group.share > 0 && !group.isPanicking {
                #expect(group.members.contains { endpoints[$0].isWell }, "seed \(seed)")
            }
            for level in grouping.levels {
                let own = groups.filter { $0.level == level && $0.zone == .named("a") }
                let others = groups.filter { $0.level == level && $0.zone != .named("a") }
                guard let own = own.first else { continue }
                let weight = own.members.reduce(0) { $0 + endpoints[$1].weight }
                let well = own.members.reduce(0) { endpoints[$1].isWell ? $0 + endpoints[$1].weight : $0 }
                let all = endpoints.filter { $0.level == level }
                let carried = 1.4 * all.filter(\.isWell).reduce(0) { $0 + $1.weight } / all.reduce(0) { $0 + $1.weight }
                if 1.4 * well > weight, carried >= 1 {
                    #expect(others.allSatisfy { $0.share == 0 }, "seed \(seed)")
                }
            }
        }
    }
}
