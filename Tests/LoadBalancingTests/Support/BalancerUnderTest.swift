import LoadBalancing
import ManualClocks
import Testing

/// A load balancer that runs on a clock moved by hand, with its log.
struct BalancerUnderTest {
    let balancer: LoadBalancer
    let clock: ManualClock
    let log: RecordingLog

    /// Runs a load balancer for as long as `body` takes, and then shuts it down.
    static func run(
        _ discovery: some EndpointDiscovery,
        policy: some LoadBalancingPolicy = .roundRobin,
        probe: (any EndpointProbe)? = nil,
        configuration: LoadBalancerConfiguration = LoadBalancerConfiguration(),
        _ body: @escaping @Sendable (BalancerUnderTest) async throws -> Void
    ) async throws {
        let clock = ManualClock()
        let log = RecordingLog()
        let balancer = try LoadBalancer(
            discovery,
            policy: policy,
            probe: probe,
            configuration: configuration,
            clock: clock,
            logger: log.logger
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await balancer.run() }
            try await body(BalancerUnderTest(balancer: balancer, clock: clock, log: log))
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(throws: PickError.shutDown) { _ = try balancer.pick() }
    }

    /// Moves the time, step by step, each one to the next moment for which something waits.
    func advance(by duration: Duration) async {
        let end = clock.now.offset + duration
        while true {
            await clock.waitForSleepers(1)
            guard let next = clock.nextSleeperDeadline?.offset, next <= end else { break }
            clock.advance(by: next - clock.now.offset)
            // Those who were woken have to have gone on, and to sleep again.
            await Task.yield()
        }
        clock.advance(by: end - clock.now.offset)
    }

    /// Who is picked in so many picks, all of which succeed.
    func picked(_ count: Int) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for _ in 0..<count {
            let pick = try balancer.pick()
            counts[pick.endpoint.id.string, default: 0] += 1
            pick.finish(.success)
        }
        return counts
    }
}

extension Endpoint {
    /// One on this machine, called by its number.
    static func numbered(_ number: Int, weight: Double = 1) -> Endpoint {
        Endpoint(id: EndpointID("e\(number)"), host: "127.0.0.1", port: 8000 + number, weight: weight)
    }
}

extension [Endpoint] {
    static func numbered(_ numbers: ClosedRange<Int>) -> [Endpoint] {
        numbers.map { Endpoint.numbered($0) }
    }
}
