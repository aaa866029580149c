import LoadBalancing
import ManualClocks
import TestSupport
import Testing

@Suite("Load balancers with priorities and zones", .timeLimit(.minutes(1)))
struct PriorityTests {
    private static func endpoint(_ number: Int, priority: Int, zone: String? = nil) -> Endpoint {
        Endpoint(
            id: EndpointID("e\(number)"),
            host: "127.0.0.1",
            port: 8000 + number,
            zone: zone,
            priority: priority
        )
    }

    @Test("As the first level's endpoints fail, the second takes over, without panic; all come back")
    func failover() async throws {
        let probe = ScriptedProbe()
        let endpoints = (0..<4).map { Self.endpoint($0, priority: 0) } + (4..<8).map { Self.endpoint($0, priority: 1) }
        try await BalancerUnderTest.run(StaticDiscovery(endpoints), probe: probe) { test in
            try await test.balancer.waitUntilReady()
            #expect(Set(try test.picked(40).keys) == ["e0", "e1", "e2", "e3"])

            for number in 0..<2 { probe.set(EndpointID("e\(number)"), .unwell) }
            await test.advance(by: .seconds(60))
            for number in 0..<2 { await test.log.wait(for: "unhealthy", of: "e\(number)") }
            // Half of it is well: 70 % stay.
            var picked = try test.picked(1_000)
            #expect(picked["e0"] == nil && picked["e1"] == nil)
            #expect(picked["e2"] == 350 && picked["e3"] == 350)
            #expect((4..<8).allSatisfy { picked["e\($0)"] == 75 })

            for number in 2..<4 { probe.set(EndpointID("e\(number)"), .unwell) }
            await test.advance(by: .seconds(60))
            for number in 2..<4 { await test.log.wait(for: "unhealthy", of: "e\(number)") }
            picked = try test.picked(400)
            #expect(picked == ["e4": 100, "e5": 100, "e6": 100, "e7": 100])
            #expect(!test.balancer.status.isPanicking)
            #expect(test.balancer.status.groups.map(\.level) == [0, 1])
            #expect(test.balancer.status.groups.map(\.share) == [0, 1])

            for number in 0..<4 { probe.set(EndpointID("e\(number)"), .well) }
            await test.advance(by: .seconds(60))
            for number in 0..<4 { await test.log.wait(for: "is healthy", of: "e\(number)", count: 2) }
            #expect(Set(try test.picked(40).keys) == ["e0", "e1", "e2", "e3"])
        }
    }

    @Test("A level panics alone, and its status says so")
    func panic() async throws {
        let probe = ScriptedProbe()
        // One of four well, one of three: 0.35 and 0.467, which is not enough.
        let endpoints = (0..<4).map { Self.endpoint($0, priority: 0) } + (4..<7).map { Self.endpoint($0, priority: 5) }
        var configuration = LoadBalancerConfiguration()
        configuration.panicThreshold = 0.3
        try await BalancerUnderTest.run(StaticDiscovery(endpoints), probe: probe, configuration: configuration) {
            test in
            try await test.balancer.waitUntilReady()
            for number in [0, 1, 2, 4, 5] { probe.set(EndpointID("e\(number)"), .unwell) }
            await test.advance(by: .seconds(60))
            for number in [0, 1, 2, 4, 5] { await test.log.wait(for: "unhealthy", of: "e\(number)") }
            let status = test.balancer.status
            #expect(status.isPanicking)
            #expect(status.groups.map(\.isPanicking) == [true, false])
            #expect(status.groups.map(\.level) == [0, 5])
            #expect(status.endpoints[0].state == .inServiceInPanic)
            #expect(status.endpoints[4].state == .unhealthy)
            #expect(status.endpoints.map(\.priority) == [0, 0, 0, 0, 5, 5, 5])
            let picked = try test.picked(700)
            #expect(picked["e4"] == nil && picked["e5"] == nil)
            #expect(Set(picked.keys) == ["e0", "e1", "e2", "e3", "e6"])
            try test.balancer.pick(stayingOn: "e0").finish(.success)
            #expect(throws: PickError.unavailable("e4")) { _ = try test.balancer.pick(stayingOn: "e4") }
        }
    }

    @Test("An endpoint's priority is in 0...127, and settings of zones are checked", arguments: [-1, 128, .max, .min])
    func errors(priority: Int) {
        let error = #expect(throws: EndpointError.self) { try Self.endpoint(1, priority: priority).check() }
        #expect(error?.description.contains("from 0 (preferred) to 127") == true)
        func refusal(_ change: (inout LoadBalancerConfiguration) -> Void) -> String? {
            var configuration = LoadBalancerConfiguration()
            change(&configuration)
            do {
                _ = try LoadBalancer([Endpoint](), configuration: configuration)
                return nil
            } catch {
                return error.description
            }
        }
        #expect(refusal { $0.overprovisioning = 0.9 } == "overprovisioning is 0.9: it must be finite, 1 or above")
        #expect(refusal { $0.overprovisioning = .infinity } != nil)
        let refused = refusal { $0.zones = ZoneConfiguration(local: "a", minimumEndpoints: priority) }
        #expect((refused == nil) == (priority >= 0))
        #expect(
            refusal { $0.zones = ZoneConfiguration(local: "a", clients: ["a": -1]) }
                == "zones.clients[“a”] is -1.0: it must be finite, 0 or above"
        )
        #expect(refusal { $0.zones = ZoneConfiguration(local: "a", clients: [:]) } != nil)
        #expect(refusal { $0.zones = ZoneConfiguration(local: "a", clients: ["a": 1, "b": 0]) } == nil)
    }
}
