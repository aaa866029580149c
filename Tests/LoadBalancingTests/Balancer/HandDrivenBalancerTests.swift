import LoadBalancing
import Testing

@Suite("A load balancer whose time is moved by hand")
struct HandDrivenBalancerTests {
    private static func second(_ second: UInt64) -> UInt64 { second * 1_000_000_000 }

    @Test("refuses picks without a list, and picks from one that was delivered once it has had its turn")
    func lists() throws {
        let balancer = try HandDrivenBalancer(policy: .roundRobin, seed: 1)
        #expect(throws: PickError.notReady) { _ = try balancer.pick(at: 0) }
        balancer.deliver(.numbered(1...3), at: 0)
        #expect(balancer.hasNews)
        _ = balancer.turn(at: 0)
        #expect(!balancer.hasNews)
        var picked: [String] = []
        for _ in 0..<3 {
            let pick = try balancer.pick(at: 0)
            picked.append(pick.endpoint.id.string)
            pick.finish(.success)
        }
        #expect(picked.sorted() == ["e1", "e2", "e3"])
        #expect(balancer.counts.map(\.totals.finished) == [1, 1, 1])
    }

    @Test("ejects after five failures in a row, says so as news, and readmits at the time it gave")
    func ejection() throws {
        let balancer = try HandDrivenBalancer(policy: .roundRobin, seed: 1)
        balancer.deliver(.numbered(1...2), at: 0)
        _ = balancer.turn(at: 0)
        for _ in 0..<5 {
            let pick = try balancer.pick(excluding: ["e2"], at: Self.second(1))
            pick.finish(.failure(.serverError))
        }
        #expect(balancer.hasNews)
        var next = balancer.turn(at: Self.second(1)).next
        for _ in 0..<10 {
            let pick = try balancer.pick(at: Self.second(1))
            #expect(pick.endpoint.id == "e2")
            pick.finish(.success)
        }
        while next < Self.second(31) { next = balancer.turn(at: next).next }
        #expect(next == Self.second(31))
        _ = balancer.turn(at: next)
        let pick = try balancer.pick(excluding: ["e2"], at: next)
        #expect(pick.endpoint.id == "e1")
    }

    @Test("orders probes, and heeds their results")
    func probes() throws {
        let balancer = try HandDrivenBalancer(policy: .random, isProbed: true, seed: 4)
        balancer.deliver(.numbered(1...3), at: 0)
        let orders = balancer.turn(at: 0).probes
        #expect(orders.map(\.endpoint.id) == ["e1", "e2", "e3"])
        for order in orders {
            let result: ProbeResult = order.endpoint.id == "e2" ? .failed("no", isConclusive: false) : .succeeded
            balancer.deliver(result, of: order, at: 1000)
        }
        _ = balancer.turn(at: 1000)
        for _ in 0..<50 {
            let pick = try balancer.pick(at: 1000)
            #expect(pick.endpoint.id != "e2")
        }
    }

    @Test("measures latencies by the time it was given")
    func latencies() throws {
        let balancer = try HandDrivenBalancer(policy: .peakEWMA, seed: 1)
        balancer.deliver(.numbered(1...2), at: 0)
        _ = balancer.turn(at: 0)
        for (id, milliseconds) in [("e1", 500), ("e2", 1)] as [(EndpointID, UInt64)] {
            let pick = try balancer.pick(excluding: [id == "e1" ? "e2" : "e1"], at: 0)
            balancer.set(milliseconds * 1_000_000)
            pick.finish(.success)
        }
        for _ in 0..<20 {
            let pick = try balancer.pick(at: Self.second(1))
            #expect(pick.endpoint.id == "e2")
            pick.finish(.success)
        }
    }

    @Test("does the same for the same seed, and throws what a load balancer throws")
    func seeds() throws {
        func picked(seed: UInt64) throws -> [String] {
            let balancer = try HandDrivenBalancer(policy: .random, seed: seed)
            balancer.deliver(.numbered(1...9), at: 0)
            _ = balancer.turn(at: 0)
            return try (0..<50).map { _ in
                let pick = try balancer.pick(at: 0)
                return pick.endpoint.id.string
            }
        }
        #expect(try picked(seed: 1) == picked(seed: 1))
        #expect(try picked(seed: 1) != picked(seed: 2))
        #expect(throws: ConfigurationError.self) {
            _ = try HandDrivenBalancer(
                policy: .random,
                configuration: LoadBalancerConfiguration(panicThreshold: 2),
                seed: 1
            )
        }
    }
}
