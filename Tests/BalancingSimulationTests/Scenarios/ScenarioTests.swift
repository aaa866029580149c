import LoadBalancing
import PlacementReports
import Testing

@testable import BalancingSimulation

/// What the report says of the larger scenarios, on two fifths of their servers and requests, so that a debug build takes seconds.
@Suite("Scenarios come out as they should")
struct ScenarioTests {
    private static func run(
        _ scenario: Scenario,
        _ settings: String,
        _ policy: PolicyChoice,
        serverCount: Int = 4,
        rate: Double? = nil,
        duration: Double? = nil
    ) throws -> RunResult {
        let variant = try #require(scenario.variants.first { $0.settings == settings && $0.policy == policy })
        var setup = scenario.setup(variant, seed: 7)
        setup.servers = Array(setup.servers.prefix(serverCount))
        setup.load = LoadProfile(rate: rate ?? 125 * Double(serverCount), duration: duration ?? setup.load.duration)
        return try Simulation(setup).run()
    }

    @Test("a retry storm does not end by itself without a budget, and ends within 25 s with one")
    func retryStorm() throws {
        let scenario = Scenario.retryStorm
        func secondsUntilWell(_ settings: String) throws -> Int? {
            // All ten servers: of fewer, a bad second may come by chance.
            let result = try Self.run(scenario, settings, .roundRobin, serverCount: 10, duration: 45)
            return result.secondsUntilWell(after: 15)
        }
        #expect(try secondsUntilWell("no budget") == nil)
        for settings in ["1 attempt", "budget of requests"] {
            let seconds = try #require(try secondsUntilWell(settings), "\(settings)")
            #expect(seconds <= 25, "\(settings)")
        }
    }

    @Test("least request and peak EWMA leave a slow server alone; round robin, which does not, has the longer tail")
    func oneSlow() throws {
        let roundRobin = try Self.run(.oneSlow, "no ejection", .roundRobin)
        for policy in [PolicyChoice.leastRequest, .peakEWMA] {
            let other = try Self.run(.oneSlow, "no ejection", policy)
            // More than one in a hundred is not answered in time.
            #expect(roundRobin.p99 == nil)
            #expect(try #require(other.p99) < 600_000_000, "\(policy.name)")
            #expect(other.errorShare < roundRobin.errorShare / 10, "\(policy.name)")
            #expect(3 * other.received[3] < 2 * roundRobin.received[3], "\(policy.name)")
        }
    }

    @Test("a server that fails at once draws least request to it; ejection and retries mend that")
    func oneFailing() throws {
        let roundRobin = try Self.run(.oneFailing, "neither", .roundRobin)
        let drawn = try Self.run(.oneFailing, "neither", .leastRequest)
        #expect(drawn.errorShare > roundRobin.errorShare)
        let ejected = try Self.run(.oneFailing, "ejection", .leastRequest)
        #expect(ejected.errorShare < drawn.errorShare / 10)
        let mended = try Self.run(.oneFailing, "both", .leastRequest)
        #expect(mended.errorShare < 0.001)
    }

    @Test("a black hole eats the whole deadline, unless an attempt has a time-out of its own")
    func oneGone() throws {
        let whole = try Self.run(.oneGone, "ejection, 3 attempts", .roundRobin)
        let limited = try Self.run(.oneGone, "ejection, 3 times 250 ms", .roundRobin)
        #expect(whole.failures > 0 && whole.retries == 0)
        #expect(limited.failures < whole.failures / 2)
    }

    @Test("a bound on the load takes the hot key's owner what is too much for it, and moves keys for that")
    func hotKeys() throws {
        let scenario = try #require(Scenario.all(logs: []).first { $0.id == "hot-keys-zipf" })
        let free = try Self.run(scenario, "defaults", .ring, rate: 300)
        let bounded = try Self.run(scenario, "defaults", PolicyChoice.ring.bounded(1.25), rate: 300)
        #expect(bounded.largestShare < free.largestShare)
        #expect(free.moves == 0)
        #expect(bounded.moves > 0)
    }

    @Test("keys move when servers come and go as they must, and without keys nearly always")
    func scaling() throws {
        let scenario = Scenario.scaleUp
        for policy in PolicyChoice.keyed {
            let variant = try #require(scenario.variants.first { $0.policy == policy })
            var setup = scenario.setup(variant, seed: 7)
            setup.load = LoadProfile(rate: 300, duration: 30)
            setup.keys = RequestKeys(uniform: 500)
            let moved = try #require(try Simulation(setup).run().movedKeyShare)
            // A third has to; five standard deviations of 500 keys and Maglev's needless moves are less than a tenth.
            #expect(abs(moved - 1.0 / 3) < 0.1, "\(policy.name): \(moved)")
        }
    }

    @Test("ids are all there is, and each scenario has rows whose settings and policies differ")
    func ids() {
        let log = SyntheticKeys.sample(count: 10)
        let logs = ["sticky-sessions", "cache-sharding"].map { KeyInput(id: $0, title: $0, about: "", sample: log) }
        let scenarios = Scenario.all(logs: logs)
        #expect(scenarios.map(\.id) == Scenario.ids)
        for scenario in scenarios {
            let rows = scenario.variants.map { "\($0.settings)/\($0.policy.name)" }
            #expect(Set(rows).count == rows.count, "\(scenario.id)")
            if let timeline = scenario.timeline {
                #expect(timeline.settings.allSatisfy { name in scenario.variants.contains { $0.settings == name } })
            }
        }
    }
}
