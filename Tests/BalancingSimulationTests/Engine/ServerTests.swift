import PlacementReports
import Testing

@testable import BalancingSimulation

@Suite("Simulated servers")
struct ServerTests {
    @Test("work, wait, refuse, and take up who waits in order")
    func workersAndLine() {
        var server = SimulatedServer(ServerPlan(id: "s", workers: 2, queueLimit: 2), keyCount: 0)
        let receptions = (0..<5).map { server.receive($0, at: 0) }
        #expect(receptions == [.starts, .starts, .waits, .waits, .refused])
        let taken = (0..<2).map { _ in server.workerFreed() }
        #expect(taken == [2, 3])
        #expect(server.busyWorkers == 2)
        let idle = (0..<2).map { _ in server.workerFreed() }
        #expect(idle == [nil, nil])
        #expect(server.busyWorkers == 0)
        #expect(server.received == 5)
    }

    @Test("fail, vanish and slow down in their time alone")
    func faults() {
        let plan = ServerPlan(
            id: "s",
            speed: 2,
            faults: [
                .init(.failing, during: 1..<2), .init(.gone, during: 2..<3), .init(.slow(10), during: 3..<4),
                .init(.warming(atMost: 5), during: 10..<20),
            ]
        )
        var server = SimulatedServer(plan, keyCount: 0)
        let receptions = [0.5, 1, 1.9, 2, 3].map { server.receive(0, at: $0) }
        #expect(receptions == [.starts, .fails, .fails, .swallowed, .starts])
        #expect([0.5, 3, 3.5, 4].map { plan.slowness(at: $0) } == [0.5, 5, 5, 0.5])
        // Over the window that has passed, at most 5 times.
        #expect([10.5, 12, 14, 15, 20].map { plan.slowness(at: $0) } == [2.5, 2.5, 1.25, 1, 0.5])
        let time = server.serviceTime(work: 1000, key: nil, at: 3)
        #expect(time == 5000)
    }

    @Test("hold the keys they were asked for, and let go of those that nobody asked for since")
    func cache() {
        var cache = KeyCache(capacity: 2, keyCount: 10)
        let first = [1, 2, 1].map { cache.ask(for: $0) }
        #expect(first == [false, false, true])
        // 1 was asked for again, so 3 takes the place of 2.
        let second = [3, 1, 2].map { cache.ask(for: $0) }
        #expect(second == [false, true, false])
        var none = KeyCache(capacity: 0, keyCount: 10)
        let always = (0..<5).map { none.ask(for: $0) }
        #expect(always == Array(repeating: true, count: 5))
    }

    @Test("a cache never holds more than it may, and a key asked for twice in a row is at hand", arguments: [1, 7, 50])
    func cacheLimits(capacity: Int) {
        var cache = KeyCache(capacity: capacity, keyCount: 200)
        var chance = Chance.generator(seed: 11, stream: .work)
        for _ in 0..<2000 {
            let key = chance.nextIndex(below: 200)
            _ = cache.ask(for: key)
            let isHeld = cache.ask(for: key)
            #expect(isHeld)
        }
        // A copy is asked: asking changes it.
        let held = (0..<200).count { key in
            var copy = cache
            return copy.ask(for: key)
        }
        #expect(held == min(capacity, 200))
    }

    @Test(
        "service times have their means",
        arguments: [
            ServiceTime.constant(.milliseconds(20)), .exponential(mean: .milliseconds(20)),
            .logNormal(mean: .milliseconds(20), sigma: 0.6),
        ]
    )
    func means(service: ServiceTime) {
        var chance = Chance.generator(seed: 2, stream: .work)
        let count = 20_000
        let times = (0..<count).map { _ in service.draw(using: &chance) }
        let mean = times.reduce(0, +) / Double(count)
        let variance = times.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
        // 4.89 standard errors, once in a million times; a constant has none.
        #expect(abs(mean - 20e6) <= 4.89 * (variance / Double(count)).squareRoot() + 1e-3, "\(mean)")
    }
}
