import LoadBalancing
import TestSupport
import Testing

@Suite("Active health checks of a load balancer", .timeLimit(.minutes(1)))
struct BalancerHealthTests {
    @Test("It is ready once every endpoint's first probe has answered, and picks those that are well")
    func firstProbes() async throws {
        let probe = ScriptedProbe(["e2": .unwell])
        try await BalancerUnderTest.run(StaticDiscovery(.numbered(1...3)), probe: probe) { test in
            try await test.balancer.waitUntilReady()
            #expect(try test.picked(10) == ["e1": 5, "e3": 5])
            #expect(test.log.count("start-up limit") == 0)
            let dead = try #require(test.balancer.status.endpoints.first { $0.id == "e2" })
            #expect(dead.state == .unhealthy)
            #expect(dead.probeFailure == "scripted")
        }
    }

    @Test("Three failures in a row take an endpoint out, two successes bring it back, five seconds apart")
    func thresholds() async throws {
        let probe = ScriptedProbe()
        var configuration = LoadBalancerConfiguration()
        configuration.health.jitter = 0
        configuration.health.idleInterval = .seconds(5)
        try await BalancerUnderTest.run(
            StaticDiscovery(.numbered(1...3)),
            probe: probe,
            configuration: configuration
        ) { test in
            try await test.balancer.waitUntilReady()
            probe.set("e1", .unwell)
            await test.advance(by: .seconds(11))
            #expect(try test.picked(9) == ["e1": 3, "e2": 3, "e3": 3])
            await test.advance(by: .seconds(5))
            await test.log.wait(for: "unhealthy", of: "e1")
            #expect(try test.picked(10) == ["e2": 5, "e3": 5])
            probe.set("e1", .well)
            await test.advance(by: .seconds(10))
            await test.log.wait(for: "is healthy", of: "e1")
            #expect(try test.picked(9) == ["e1": 3, "e2": 3, "e3": 3])
        }
    }

    @Test("An endpoint without traffic is probed once a minute, one with traffic every five seconds")
    func idle() async throws {
        let probe = ScriptedProbe()
        var configuration = LoadBalancerConfiguration()
        configuration.health.jitter = 0
        try await BalancerUnderTest.run(
            StaticDiscovery(.numbered(1...2)),
            probe: probe,
            configuration: configuration
        ) { test in
            try await test.balancer.waitUntilReady()
            await test.advance(by: .zero)
            // The second probe comes after five seconds for both: before the first nobody could send a request.
            for _ in 0..<13 {
                try test.balancer.pick(excluding: ["e2"]).finish(.success)
                await test.advance(by: .seconds(5))
            }
            #expect(probe.asked("e1") == 14)
            #expect(probe.asked("e2") == 3)
        }
    }

    @Test("A probe that is asked for is made at once, and another one if it is asked for while one is under way")
    func asked() async throws {
        let probe = ScriptedProbe()
        try await BalancerUnderTest.run(StaticDiscovery(.numbered(1...2)), probe: probe) { test in
            try await test.balancer.waitUntilReady()
            await test.advance(by: .zero)
            test.balancer.probeSoon("e1")
            test.balancer.probeSoon("e9")
            await test.advance(by: .zero)
            #expect(probe.asked("e1") == 2)
            #expect(probe.asked("e2") == 1)

            probe.set("e1", .hanging)
            test.balancer.probeSoon("e1")
            await test.advance(by: .zero)
            #expect(probe.blocked == 1)
            test.balancer.probeSoon("e1")
            await test.advance(by: .zero)
            #expect(probe.asked("e1") == 3)
            probe.set("e1", .well)
            await test.advance(by: .seconds(1))
            #expect(probe.asked("e1") == 4)
        }
        #expect(probe.mostAtOnce == 1)
    }

    @Test("A probe that hangs counts as failed after its time-out, and harms no other")
    func hanging() async throws {
        let probe = ScriptedProbe(["e1": .hanging])
        try await BalancerUnderTest.run(StaticDiscovery(.numbered(1...3)), probe: probe) { test in
            await test.log.wait(for: "healthy", of: "e2")
            await test.log.wait(for: "healthy", of: "e3")
            await test.advance(by: .seconds(1))
            await test.log.wait(for: "unhealthy", of: "e1")
            try await test.balancer.waitUntilReady()
            #expect(try test.picked(10) == ["e2": 5, "e3": 5])
        }
        #expect(probe.running == 0)
        #expect(probe.mostAtOnce == 1)
    }

    @Test("A probe that ignores its cancellation is named, delays its own endpoint and the shutdown, and nothing else")
    func stubborn() async throws {
        let probe = ScriptedProbe(["e1": .stubborn])
        try await BalancerUnderTest.run(StaticDiscovery(.numbered(1...2)), probe: probe) { test in
            await test.log.wait(for: "healthy", of: "e2")
            await test.advance(by: .seconds(2))
            await test.log.wait(for: "ignores its cancellation", of: "e1")
            try await test.balancer.waitUntilReady()
            await test.advance(by: .seconds(130))
            #expect(probe.asked("e1") == 1)
            #expect(probe.asked("e2") > 1)
            #expect(test.log.count("ignores its cancellation") == 1)
            #expect(try test.picked(4) == ["e2": 4])
            probe.letGo()
        }
        #expect(probe.mostAtOnce == 1)
    }

    @Test("While fewer than half are well, all are in service; none well is no reason to refuse")
    func panic() async throws {
        let probe = ScriptedProbe(["e1": .unwell, "e2": .unwell, "e3": .unwell])
        try await BalancerUnderTest.run(StaticDiscovery(.numbered(1...3)), probe: probe) { test in
            await test.log.wait(for: "all are in service")
            try await test.balancer.waitUntilReady()
            #expect(test.balancer.status.isPanicking)
            #expect(try test.picked(9) == ["e1": 3, "e2": 3, "e3": 3])
            probe.set("e1", .well)
            probe.set("e2", .well)
            await test.advance(by: .seconds(12))
            await test.log.wait(for: "only these are in service")
            #expect(try test.picked(10) == ["e1": 5, "e2": 5])
            #expect(test.log.count("all are in service") == 1)
        }
    }

    @Test("After the start-up limit it is ready without its probes' answers")
    func startUpLimit() async throws {
        var configuration = LoadBalancerConfiguration()
        configuration.health.timeout = .seconds(20)
        let probe = ScriptedProbe(["e1": .hanging])
        try await BalancerUnderTest.run(
            StaticDiscovery(.numbered(1...1)),
            probe: probe,
            configuration: configuration
        ) { test in
            await test.advance(by: .seconds(10))
            try await test.balancer.waitUntilReady()
            #expect(test.log.count("1 probes have not answered") == 1)
            #expect(try test.picked(2) == ["e1": 2])
        }
    }
}
