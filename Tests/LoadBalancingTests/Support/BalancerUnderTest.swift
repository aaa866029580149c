import LoadBalancing
import ManualClocks
import Metrics
import TestSupport
import Testing

/// A load balancer that runs on a clock moved by hand, with its log.
struct BalancerUnderTest {
    let balancer: LoadBalancer
    let clock: ManualClock
    let log: RecordingLog
    let probe: ScriptedProbe?

    /// Runs a load balancer for as long as `body` takes, and then shuts it down.
    static func run(
        _ discovery: some EndpointDiscovery,
        policy: some LoadBalancingPolicy = .roundRobin,
        probe: ScriptedProbe? = nil,
        configuration: LoadBalancerConfiguration = LoadBalancerConfiguration(),
        metrics: any MetricsFactory = NOOPMetricsHandler.instance,
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
            logger: log.logger,
            metrics: metrics
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await balancer.run() }
            try await body(BalancerUnderTest(balancer: balancer, clock: clock, log: log, probe: probe))
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(throws: PickError.shutDown) { _ = try balancer.pick() }
    }

    /// Moves the time, from each moment at which the load balancer has something to do to the next. When this returns, it has done
    /// all that was to be done until then.
    func advance(by duration: Duration) async {
        let end = clock.now.offset + duration
        while let next = await settled(), next <= end {
            clock.advance(by: next - clock.now.offset)
        }
        clock.advance(by: end - clock.now.offset)
        _ = await settled()
    }

    /// Waits until it has done what is to be done now. Returns when there is something to do next.
    private func settled() async -> Duration? {
        while true {
            if let next = balancer.nextEventAt, balancer.probesUnderWay == probe?.blocked ?? 0,
                balancer.nextEventAt == next
            {
                return next == .max ? nil : .nanoseconds(Int64(next))
            }
            await Task.yield()
        }
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
