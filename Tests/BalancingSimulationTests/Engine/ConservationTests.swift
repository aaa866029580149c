import ConsistentHashing
import LoadBalancing
import PlacementReports
import Testing

@testable import BalancingSimulation

@Suite("Nothing is lost and nothing made up in a simulation")
struct ConservationTests {
    /// Servers, faults and settings by chance.
    static func setup(seed: UInt64) -> SimulationSetup {
        var chance = Chance.generator(seed: seed, stream: .client, number: 99)
        let count = 1 + chance.nextIndex(below: 6)
        let servers = ServerPlan.alike(count) { plan, number in
            plan.workers = 1 + chance.nextIndex(below: 4)
            plan.queueLimit = chance.nextIndex(below: 30)
            plan.weight = number == 0 ? 1 : Double(chance.nextIndex(below: 4))
            plan.cachedKeys = chance.nextIndex(below: 20)
            plan.missFactor = 3
            if number > 0, chance.nextIndex(below: 3) == 0 { plan.listed = 1..<(2 + 2 * chance.nextFraction()) }
            let kinds: [ServerPlan.Fault.Kind] = [.slow(8), .warming(atMost: 5), .failing, .gone]
            if chance.nextIndex(below: 2) == 0 {
                let start = 3 * chance.nextFraction()
                plan.faults = [.init(kinds[chance.nextIndex(below: 4)], during: start..<(start + 1.5))]
            }
        }
        let policies = PolicyChoice.all + PolicyChoice.keyed.map { $0.bounded(1.25) }
        let budgets: [RetryBudget] = [.shareOfRequests(), .shareOfActive(), .unlimited, .none]
        var retries = RetryConfiguration(
            attempts: 1 + chance.nextIndex(below: 4),
            attemptTimeout: chance.nextIndex(below: 2) == 0 ? nil : .milliseconds(120),
            timeout: .milliseconds(600),
            budget: budgets[chance.nextIndex(below: 4)]
        )
        if chance.nextIndex(below: 2) == 0 { retries.hedging = .after(.milliseconds(30)) }
        if chance.nextIndex(below: 3) == 0 { retries.throttle = RetryThrottle() }
        if chance.nextIndex(below: 3) == 0 { retries.adaptiveThrottle = AdaptiveThrottle() }
        return SimulationSetup(
            servers: servers,
            service: .withPauses(mean: .milliseconds(20), sigma: 0.6, share: 0.02, factor: 20),
            load: LoadProfile([(0, 150), (2, 300)], duration: 4),
            clientCount: 1 + chance.nextIndex(below: 3),
            policy: policies[chance.nextIndex(below: policies.count)],
            isProbed: chance.nextIndex(below: 2) == 0,
            requests: RequestSettings(retries: retries),
            keys: RequestKeys(uniform: 200),
            noticesCancellation: chance.nextIndex(below: 2) == 0,
            seed: seed
        )
    }

    @Test(
        "every request ends once, every pick is finished, every attempt was sent to a server",
        arguments: 1...60 as ClosedRange<UInt64>
    )
    func conservation(seed: UInt64) throws {
        let setup = Self.setup(seed: seed)
        let simulation = try Simulation(setup)
        // A request that ended twice would trap.
        let result = simulation.run()
        #expect(result.requests == result.successes + result.failures, "seed \(seed)")
        #expect(result.openRequests == 0, "seed \(seed)")
        #expect(result.picksInFlight == 0, "seed \(seed)")
        #expect(simulation.attempts.allSatisfy { $0.pick == nil }, "seed \(seed)")
        #expect(simulation.requests.allSatisfy { $0.hasEnded }, "seed \(seed)")
        #expect(result.received.reduce(0, +) == result.attempts, "seed \(seed)")
        #expect(simulation.attempts.count == result.attempts, "seed \(seed)")
        let firsts = simulation.requests.count { !$0.attempts.isEmpty }
        #expect(result.attempts == firsts + result.retries + result.hedges, "seed \(seed)")
        #expect(result.seconds.reduce(0) { $0 + $1.requests } == result.requests, "seed \(seed)")
        #expect(result.seconds.reduce(0) { $0 + $1.successes } == result.successes, "seed \(seed)")
        for request in simulation.requests {
            #expect(request.attempts.count <= setup.requests.retries.attempts, "seed \(seed)")
        }
        // Nobody is sent to who is not listed.
        for (number, plan) in setup.servers.enumerated() where plan.weight == 0 {
            #expect(result.received[number] == 0, "seed \(seed)")
        }
    }

    @Test("the same seed gives the same run, and another one another", arguments: 1...10 as ClosedRange<UInt64>)
    func determinism(seed: UInt64) throws {
        let first = try Simulation(Self.setup(seed: seed)).run()
        #expect(try Simulation(Self.setup(seed: seed)).run() == first, "seed \(seed)")
        var other = Self.setup(seed: seed)
        other.seed += 1000
        #expect(try Simulation(other).run() != first, "seed \(seed)")
    }

    @Test("every policy is given the same requests at the same times with the same work")
    func commonRequests() throws {
        var first: [(UInt64, Int?, Double)]?
        for policy in PolicyChoice.all {
            var setup = Self.setup(seed: 3)
            setup.requests = .once()
            setup.servers = ServerPlan.alike(3)
            setup.policy = policy
            let simulation = try Simulation(setup)
            _ = simulation.run()
            let requests = simulation.requests.map { request in
                (request.arrivedAt, request.key, request.attempts.first.map { simulation.attempts[$0].work } ?? 0)
            }
            if let first {
                #expect(requests.count == first.count)
                #expect(zip(requests, first).allSatisfy { $0.0 == $1.0 && $0.1 == $1.1 && $0.2 == $1.2 })
            } else {
                first = requests
            }
        }
    }
}
