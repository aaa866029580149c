import Foundation
import LoadBalancing
import PlacementReports
import Testing

@testable import BalancingSimulation

/// One server with a line before it is what queueing theory has formulas for.
///
/// Each figure is measured in independent runs, whose mean is compared with the formula: a test fails if they are more than 4.89
/// standard errors apart, which happens once in a million times if the formula holds. Seeds are fixed, so it fails always or never.
@Suite("The engine does what queueing theory says")
struct QueueingTheoryTests {
    private static let runs: ClosedRange<UInt64> = 1...30

    /// What a request takes on average, in seconds, in each of the runs.
    private static func means(service: ServiceTime, rate: Double, workers: Int) throws -> [Double] {
        try runs.map { seed in
            let result = try Simulation(
                SimulationSetup(
                    servers: [ServerPlan(id: "only", workers: workers, queueLimit: .max)],
                    service: service,
                    load: LoadProfile(rate: rate, duration: 60),
                    policy: .roundRobin,
                    requests: .once(deadline: .seconds(100_000)),
                    seed: seed
                )
            ).run()
            #expect(result.failures == 0)
            return try #require(result.mean) / 1e9
        }
    }

    private static func agrees(_ measured: [Double], with expected: Double) -> Bool {
        let count = Double(measured.count)
        let mean = measured.reduce(0, +) / count
        let variance = measured.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        return abs(mean - expected) < 4.89 * (variance / count).squareRoot()
    }

    @Test("M/M/1: 1 / (μ − λ)")
    func oneWorker() throws {
        let means = try Self.means(service: .exponential(mean: .milliseconds(10)), rate: 50, workers: 1)
        #expect(Self.agrees(means, with: 1 / (100 - 50.0)), "\(means), seeds \(Self.runs)")
        // And it can tell: a tenth more would not agree.
        #expect(!Self.agrees(means, with: 1.1 / (100 - 50.0)))
    }

    @Test("M/M/c: 1 / μ, and Erlang's C / (c μ − λ) of waiting")
    func severalWorkers() throws {
        let (rate, one, workers) = (160.0, 50.0, 4)
        let offered = rate / one
        var term = 1.0
        var sum = 0.0
        for number in 0..<workers {
            sum += term
            term *= offered / Double(number + 1)
        }
        let all = term * Double(workers) / (Double(workers) - offered)
        let expected = 1 / one + all / (sum + all) / (Double(workers) * one - rate)
        let means = try Self.means(service: .exponential(mean: .milliseconds(20)), rate: rate, workers: workers)
        #expect(Self.agrees(means, with: expected), "\(means), seeds \(Self.runs)")
    }

    @Test("M/G/1 (Pollaczek, Khinchine): E[S] + λ E[S²] / 2 (1 − ρ), of log-normal and of constant service")
    func anyService() throws {
        let (mean, rate) = (0.01, 50.0)
        let services: [(ServiceTime, secondMoment: Double)] = [
            (.constant(.milliseconds(10)), mean * mean),
            (.logNormal(mean: .milliseconds(10), sigma: 0.6), mean * mean * exp(0.36)),
        ]
        for (service, secondMoment) in services {
            let expected = mean + rate * secondMoment / (2 * (1 - rate * mean))
            let means = try Self.means(service: service, rate: rate, workers: 1)
            #expect(Self.agrees(means, with: expected), "\(service): \(means), seeds \(Self.runs)")
        }
    }

    @Test("of requests at a rate that changes, each part has its number")
    func changingRate() {
        let load = LoadProfile([(0, 100), (20, 400), (30, 50)], duration: 60)
        var chance = Chance.generator(seed: 5, stream: .arrivals)
        var counts = [0, 0, 0]
        var now = 0.0
        while let next = load.next(after: now, using: &chance) {
            #expect(next > now && next < 60)
            now = next
            counts[now < 20 ? 0 : now < 30 ? 1 : 2] += 1
        }
        // Poisson: 4.89 standard deviations, once in a million times.
        for (count, expected) in zip(counts, [2000.0, 4000, 1500]) {
            #expect(abs(Double(count) - expected) < 4.89 * expected.squareRoot(), "\(counts)")
        }
    }
}
