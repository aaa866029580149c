import Foundation
import LoadBalancing
import Testing

@testable import BalancingSimulation

/// Small runs whose numbers are committed: they are the same on every run, and a change to a policy, to retries or to the simulation
/// shows in them.
@Suite("The simulator's numbers are the same on every run")
struct GoldenTests {
    /// Four servers, one of which is slow for a while and one of which fails, retries and a hedge.
    static func setup(_ policy: PolicyChoice) -> SimulationSetup {
        let slow = ServerPlan.Fault(.slow(6), during: 2..<4)
        let failing = ServerPlan.Fault(.failing, during: 5..<6)
        return SimulationSetup(
            servers: ServerPlan.alike(4) { plan, number in
                plan.faults = number == 0 ? [slow] : number == 2 ? [failing] : []
            },
            service: .logNormal(mean: .milliseconds(20), sigma: 0.6),
            load: LoadProfile(rate: 400, duration: 8),
            clientCount: 2,
            policy: policy,
            requests: .retrying { $0.hedging = .after(.milliseconds(100)) },
            keys: RequestKeys(uniform: 300),
            seed: 1997
        )
    }

    static func lines() throws -> [String] {
        try (PolicyChoice.all + [PolicyChoice.ring.bounded(1.25), .shuffleShards(2)]).map { policy in
            let result = try Simulation(setup(policy)).run()
            let numbers = [
                result.requests, result.successes, result.attempts, result.retries, result.hedges, result.moves,
            ]
            let times = [result.p50, result.p99, result.p999].map { $0.map { "\($0)" } ?? "-" }
            return ([policy.name] + numbers.map { "\($0)" } + times + result.received.map { "\($0)" })
                .joined(separator: ";")
        }
    }

    @Test("and are those that are committed")
    func golden() throws {
        let file = try #require(Bundle.module.url(forResource: "runs", withExtension: "txt", subdirectory: "Golden"))
        let golden = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(try Self.lines() == golden)
    }
}
