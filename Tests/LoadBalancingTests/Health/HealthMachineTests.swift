import Testing

@testable import LoadBalancing

@Suite("Health of an endpoint")
struct HealthMachineTests {
    /// The number from which half an interval's jitter comes: a wait of exactly the interval.
    private static let middle = UInt64(1) << 63

    /// Probes as soon as it is due, with an answer at once, and says what changed.
    private func probe(
        _ machine: inout HealthMachine,
        succeeds: Bool,
        conclusive: Bool = false,
        hadTraffic: Bool = true,
        random: UInt64 = middle
    ) throws -> HealthState? {
        let now = try #require(machine.nextProbeAt)
        machine.probeStarted(at: now)
        #expect(machine.nextProbeAt == nil)
        return machine.probeEnded(
            succeeded: succeeds,
            conclusive: conclusive,
            hadTraffic: hadTraffic,
            at: now,
            random: random
        )
    }

    private func machine(_ configuration: HealthConfiguration = HealthConfiguration()) -> HealthMachine {
        HealthMachine(configuration, now: 0, random: 0)
    }

    @Test("The defaults are those that the documentation gives")
    func defaults() {
        let configuration = HealthConfiguration()
        #expect(configuration.interval == .seconds(5))
        #expect(configuration.timeout == .seconds(1))
        #expect(configuration.jitter == 0.1)
        #expect(configuration.healthyThreshold == 2)
        #expect(configuration.unhealthyThreshold == 3)
        #expect(configuration.idleInterval == .seconds(60))
    }

    @Test("The first probe is due at once, whatever chance says", arguments: [UInt64(0), 1, .max])
    func firstProbe(random: UInt64) {
        let machine = HealthMachine(HealthConfiguration(), now: 17, random: random)
        #expect(machine.state == .unknown)
        #expect(machine.nextProbeAt == 17)
        #expect(machine.lastResult == nil)
    }

    @Test("The first probe decides alone: a success makes healthy, a failure unhealthy")
    func firstResult() throws {
        var machine = machine()
        #expect(try probe(&machine, succeeds: true) == .healthy)
        machine = self.machine()
        #expect(try probe(&machine, succeeds: false) == .unhealthy)
        // From then on one success is not enough.
        #expect(try probe(&machine, succeeds: true) == nil)
        #expect(machine.state == .unhealthy)
        #expect(try probe(&machine, succeeds: true) == .healthy)
    }

    @Test("Three failures in a row make unhealthy, two successes in a row healthy")
    func thresholds() throws {
        var machine = machine()
        var states: [HealthState] = []
        for result in "+--+--+---+-+-++-++---" {
            _ = try probe(&machine, succeeds: result == "+")
            states.append(machine.state)
        }
        let letters: [HealthState: Character] = [.healthy: "H", .unhealthy: "u"]
        #expect(String(states.compactMap { letters[$0] }) == "HHHHHHHHHuuuuuuHHHHHHu")
    }

    @Test("A conclusive failure needs no others; a conclusive success is one like any other")
    func conclusive() throws {
        var machine = machine()
        _ = try probe(&machine, succeeds: true)
        #expect(try probe(&machine, succeeds: false, conclusive: true) == .unhealthy)
        #expect(try probe(&machine, succeeds: true, conclusive: true) == nil)
        #expect(try probe(&machine, succeeds: true, conclusive: true) == .healthy)
    }

    @Test("Thresholds of one follow every result")
    func thresholdsOfOne() throws {
        var machine = machine(HealthConfiguration(healthyThreshold: 1, unhealthyThreshold: 1))
        for succeeds in [true, false, true, false, false, true] {
            _ = try probe(&machine, succeeds: succeeds)
            #expect(machine.state == (succeeds ? .healthy : .unhealthy))
        }
    }

    private static let waits: [(UInt64, Double)] = [
        (UInt64(0), 4.5), (1 << 62, 4.75), (1 << 63, 5), (3 << 62, 5.25), (.max, 5.5),
    ]

    @Test("A wait is the interval times a number in [1 - jitter, 1 + jitter], after the probe's end", arguments: waits)
    func jitter(random: UInt64, seconds: Double) throws {
        var machine = HealthMachine(HealthConfiguration(), now: 0, random: 0)
        machine.probeStarted(at: 100)
        _ = machine.probeEnded(succeeded: true, conclusive: false, hadTraffic: true, at: 1000, random: random)
        let next = try #require(machine.nextProbeAt)
        #expect(abs(Double(next - 1000) - seconds * 1e9) < 2)
    }

    @Test("Endpoints that are given the same numbers later still do not wait alike")
    func phase() throws {
        let waits = try (UInt64(0)..<8).map { number in
            var machine = HealthMachine(HealthConfiguration(), now: 0, random: number << 61)
            _ = try probe(&machine, succeeds: true)
            return try #require(machine.nextProbeAt)
        }
        #expect(Set(waits).count == 8)
        #expect(waits.allSatisfy { (.seconds(4.5)...UInt64.seconds(5.5)).contains($0) })
    }

    @Test("Without jitter the interval is kept to the nanosecond")
    func noJitter() throws {
        var machine = machine(HealthConfiguration(interval: .nanoseconds(9_007_199_254_740_993), jitter: 0))
        _ = try probe(&machine, succeeds: true, random: 12345)
        #expect(machine.nextProbeAt == 9_007_199_254_740_993)
    }

    @Test("Only a healthy endpoint whose last probe succeeded is probed less often without traffic")
    func idle() throws {
        var machine = machine(HealthConfiguration(jitter: 0))
        var waits: [Int] = []
        for (result, hadTraffic) in zip("++-++---++++", "__TT____T__T") {
            let before = try #require(machine.nextProbeAt)
            _ = try probe(&machine, succeeds: result == "+", hadTraffic: hadTraffic == "T")
            waits.append(Int((try #require(machine.nextProbeAt) - before) / 1_000_000_000))
        }
        // The first had no chance to have traffic; the three failures are followed closely, the recovery too.
        #expect(waits == [5, 60, 5, 5, 60, 5, 5, 5, 5, 60, 60, 5])
    }

    @Test("An idle interval shorter than the interval does not probe idle endpoints more often")
    func shortIdleInterval() throws {
        var machine = machine(HealthConfiguration(interval: .seconds(90), jitter: 0))
        for _ in 0..<3 { _ = try probe(&machine, succeeds: true, hadTraffic: false) }
        #expect(machine.nextProbeAt == .seconds(270))
    }

    @Test("A result that nobody waits for is not counted")
    func strayResults() throws {
        var machine = machine()
        #expect(machine.probeEnded(succeeded: false, conclusive: true, hadTraffic: true, at: 1, random: 0) == nil)
        #expect(machine.state == .unknown)
        #expect(machine.nextProbeAt == 0)
        #expect(machine.lastResult == nil)
        machine.probeStarted(at: 1)
        machine.probeStarted(at: 2)
        #expect(machine.probeEnded(succeeded: true, conclusive: false, hadTraffic: true, at: 3, random: 0) == .healthy)
        #expect(machine.probeEnded(succeeded: false, conclusive: true, hadTraffic: true, at: 4, random: 0) == nil)
        #expect(machine.lastResult == HealthMachine.Result(succeeded: true, at: 3))
    }

    @Test("Absurd configurations are refused where they can be, and never trap")
    func absurd() throws {
        let forever = Duration.seconds(Int64.max) + .seconds(Int64.max)
        let configurations = [
            HealthConfiguration(interval: forever, idleInterval: forever),
            HealthConfiguration(interval: .seconds(-1), jitter: .nan, healthyThreshold: .min, unhealthyThreshold: .min),
            HealthConfiguration(jitter: .infinity, healthyThreshold: .max, unhealthyThreshold: .max),
            HealthConfiguration(jitter: -5, idleInterval: .seconds(Int64.min)),
        ]
        for configuration in configurations {
            var machine = HealthMachine(configuration, now: .max - 1, random: .max)
            for random in [UInt64(0), 1 << 63, .max] {
                for succeeds in [true, false, true, false] {
                    _ = try probe(&machine, succeeds: succeeds, hadTraffic: random == 0, random: random)
                }
            }
            #expect(machine.lastResult != nil)
        }
        try configurations[0].check()
        for configuration in configurations[1...] {
            #expect(throws: ConfigurationError.self) { try configuration.check() }
        }
    }
}
