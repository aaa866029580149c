import Testing

@testable import LoadBalancing

/// Keeps all results of an endpoint's probes, and works out from them alone what its machine must say.
///
/// It throws for whatever must never happen, so that a test which drives the machine need not know.
struct HealthModel {
    enum Illegal: Error, Equatable {
        /// A probe is due while another is under way.
        case twoProbesAtOnce
        /// A probe was started before it was due.
        case tooEarly
        /// The state changed without the results for it.
        case unearned(HealthState)
        /// The state should have changed.
        case overdue(HealthState)
        /// The change that was reported is not the one that was made.
        case misreported
        /// The wait is none of those allowed.
        case wait(seconds: Double, allowed: ClosedRange<Double>)
        /// The last result is not the one that was given.
        case forgotten
    }

    let configuration: HealthConfiguration
    private var results: [(succeeded: Bool, conclusive: Bool)] = []
    private var isProbing = false
    private(set) var state = HealthState.unknown
    private(set) var changes = 0

    init(_ configuration: HealthConfiguration) {
        self.configuration = configuration
    }

    mutating func start(_ machine: inout HealthMachine, at now: UInt64) throws {
        guard !isProbing else { throw Illegal.twoProbesAtOnce }
        guard let due = machine.nextProbeAt, now >= due else { throw Illegal.tooEarly }
        isProbing = true
        machine.probeStarted(at: now)
        guard machine.nextProbeAt == nil else { throw Illegal.twoProbesAtOnce }
    }

    mutating func end(
        _ machine: inout HealthMachine,
        succeeded: Bool,
        conclusive: Bool,
        hadTraffic: Bool,
        at now: UInt64,
        random: UInt64
    ) throws {
        let change = machine.probeEnded(
            succeeded: succeeded,
            conclusive: conclusive,
            hadTraffic: hadTraffic,
            at: now,
            random: random
        )
        isProbing = false
        results.append((succeeded, conclusive))
        let expected = stateByResults()
        guard machine.state == expected else {
            throw machine.state == state ? Illegal.overdue(expected) : .unearned(machine.state)
        }
        guard change == (expected == state ? nil : expected) else { throw Illegal.misreported }
        if expected != state { changes += 1 }
        state = expected
        guard machine.lastResult == HealthMachine.Result(succeeded: succeeded, at: now) else { throw Illegal.forgotten }

        let isIdle = results.count > 1 && succeeded && state == .healthy && !hadTraffic
        let seconds = (isIdle ? configuration.idleInterval : configuration.interval) / .seconds(1)
        let allowed = seconds * (1 - configuration.jitter) - 1e-6...seconds * (1 + configuration.jitter) + 1e-6
        let wait = Double((machine.nextProbeAt ?? 0) - now) / 1e9
        guard allowed.contains(wait) else { throw Illegal.wait(seconds: wait, allowed: allowed) }
    }

    /// The state, from the whole history: the last row of alike results that is long enough, or conclusive, decides.
    private func stateByResults() -> HealthState {
        for end in results.indices.reversed() {
            let row = results[...end].reversed().prefix { $0.succeeded == results[end].succeeded }.count
            if results[end].succeeded {
                if row >= configuration.healthyThreshold || end == 0 { return .healthy }
            } else {
                if results[end].conclusive || row >= configuration.unhealthyThreshold || end == 0 { return .unhealthy }
            }
        }
        return .unknown
    }
}

@Suite("Health, beside a model of it")
struct HealthModelTests {
    @Test("Over random histories the machine does what the model allows, and all it must", arguments: 1...60)
    func histories(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let interval = Double.random(in: 0.01...20, using: &chance)
        let configuration = HealthConfiguration(
            interval: .seconds(interval),
            jitter: .random(in: 0..<1, using: &chance),
            healthyThreshold: .random(in: 1...4, using: &chance),
            unhealthyThreshold: .random(in: 1...4, using: &chance),
            idleInterval: .seconds(interval * .random(in: 1...20, using: &chance))
        )
        try configuration.check()
        var now = chance.next() >> 20
        var machine = HealthMachine(configuration, now: now, random: chance.next())
        var model = HealthModel(configuration)
        #expect(machine.nextProbeAt == now)
        // Streaks of both kinds: chance alone would hardly give long ones.
        var wellness = 0.5
        do {
            for _ in 0..<400 {
                if chance.says(0.1) { wellness = [0.05, 0.5, 0.95].randomElement(using: &chance) ?? 0.5 }
                now = max(now, machine.nextProbeAt ?? now) + chance.next() >> 36
                try model.start(&machine, at: now)
                now += chance.next() >> 34
                let succeeds = chance.says(wellness)
                try model.end(
                    &machine,
                    succeeded: succeeds,
                    conclusive: chance.says(0.05),
                    hadTraffic: chance.says(0.5),
                    at: now,
                    random: chance.next()
                )
            }
        } catch {
            Issue.record("seed \(seed), \(configuration): \(error)")
        }
        #expect(model.changes > 3, "seed \(seed): a history in which nothing happens proves nothing")
    }

    @Test("The model refuses a second probe at once, and one too early")
    func modelRefuses() throws {
        var model = HealthModel(HealthConfiguration())
        var machine = HealthMachine(HealthConfiguration(), now: 10, random: 0)
        #expect(throws: HealthModel.Illegal.tooEarly) { try model.start(&machine, at: 9) }
        try model.start(&machine, at: 10)
        #expect(throws: HealthModel.Illegal.twoProbesAtOnce) { try model.start(&machine, at: 11) }
    }

    @Test("The model catches a machine that flips without enough results, or waits too long")
    func modelCatches() throws {
        // Machines that are configured otherwise than the model believes.
        func run(_ results: String, on configuration: HealthConfiguration) throws {
            var model = HealthModel(HealthConfiguration())
            var machine = HealthMachine(configuration, now: 0, random: 0)
            for result in results {
                let now = machine.nextProbeAt ?? 0
                try model.start(&machine, at: now)
                try model.end(
                    &machine,
                    succeeded: result == "+",
                    conclusive: false,
                    hadTraffic: true,
                    at: now,
                    random: 0
                )
            }
        }
        try run("+---++", on: HealthConfiguration())
        #expect(throws: HealthModel.Illegal.unearned(.unhealthy)) {
            try run("+--", on: HealthConfiguration(unhealthyThreshold: 2))
        }
        #expect(throws: HealthModel.Illegal.overdue(.unhealthy)) {
            try run("+---", on: HealthConfiguration(unhealthyThreshold: 4))
        }
        #expect(throws: HealthModel.Illegal.self) { try run("+", on: HealthConfiguration(interval: .seconds(7))) }
    }
}
