import LoadBalancing
import Logging
import ManualClocks
import Metrics
import MetricsTestKit
import TestSupport
import Testing

@Suite("Metrics of a load balancer", .timeLimit(.minutes(1)))
struct MetricsTests {
    private static let name = ("lb.name", "users")

    private static var configuration: LoadBalancerConfiguration { LoadBalancerConfiguration(name: "users") }

    @Test("Ejections are counted by their reason, refused entries one by one")
    func counters() async throws {
        let metrics = TestMetrics()
        let log = RecordingLog()
        let balancer = try LoadBalancer(
            [.numbered(1), .numbered(2), .numbered(3), .numbered(3), .numbered(4, weight: -1)],
            configuration: Self.configuration,
            // No interval ends meanwhile, after which whoever was spared would be spared, and counted, again.
            clock: ManualClock(),
            logger: log.logger,
            metrics: metrics
        )
        let run = Task { try await balancer.run() }
        for others: [EndpointID] in [["e2", "e3"], ["e1", "e3"]] {
            for _ in 1...5 {
                try balancer.pick(excluding: others).finish(.failure(.timedOut))
            }
        }
        await log.wait(for: "not ejected")
        run.cancel()
        try await run.value

        let reason = ("lb.outlier_detection.detection_method", "consecutive_failures")
        let overflow = ("lb.outlier_detection.unenforced_reason", "max_ejection_overflow")
        let enforced = try metrics.expectCounter("lb.outlier_detection.ejections_enforced", [Self.name, reason])
        let unenforced = try metrics.expectCounter(
            "lb.outlier_detection.ejections_unenforced",
            [Self.name, reason, overflow]
        )
        let refused = try metrics.expectCounter("lb.discovery.refused_entries", [Self.name])
        #expect(enforced.totalValue == 1)
        #expect(unenforced.totalValue == 1)
        #expect(refused.totalValue == 2)
    }

    /// What has been recorded of an endpoint's picks; `nil` for what has no metric.
    private struct Recorded {
        let metrics: TestMetrics

        func started(_ id: String) -> Int64? {
            total("client.attempt.started", [MetricsTests.name, ("lb.endpoint", id)])
        }

        func finished(_ id: String, _ outcome: String) -> Int64? {
            total("lb.endpoint.requests_finished", [MetricsTests.name, ("lb.endpoint", id), ("lb.outcome", outcome)])
        }

        func inFlight(_ id: String) -> Double? {
            try? metrics.expectGauge("lb.endpoint.requests_in_flight", [MetricsTests.name, ("lb.endpoint", id)])
                .lastValue
        }

        private func total(_ label: String, _ dimensions: [(String, String)]) -> Int64? {
            try? metrics.expectCounter(label, dimensions).totalValue
        }
    }

    @Test("What an endpoint's picks did is recorded once an interval, by outcome, and what is left at the end")
    func traffic() async throws {
        let recorded = Recorded(metrics: TestMetrics())
        try await BalancerUnderTest.run(
            StaticDiscovery(.numbered(1...2)),
            configuration: Self.configuration,
            metrics: recorded.metrics
        ) { test in
            // It sleeps once it runs: intervals are counted from then on.
            await test.clock.waitForSleepers(1)
            let outcomes: [Outcome] =
                [.success, .success, .cancelled] + FailureKind.allCases.map { .failure($0) } + [.success]
            for outcome in outcomes {
                try test.balancer.pick(excluding: ["e2"]).finish(outcome)
            }
            let held = try test.balancer.pick(excluding: ["e2"])
            #expect(recorded.started("e1") == nil, "a pick records nothing")
            await test.advance(by: .seconds(10))
            #expect(recorded.started("e1") == 10)
            #expect(recorded.finished("e1", "success") == 3)
            #expect(recorded.finished("e1", "cancelled") == 1)
            for kind in FailureKind.allCases {
                #expect(recorded.finished("e1", kind.rawValue) == 1)
            }
            #expect(recorded.inFlight("e1") == 1)
            #expect(recorded.started("e2") == nil)
            // Only what is new is added; 0 in flight is said once.
            held.finish(.success)
            await test.advance(by: .seconds(20))
            #expect(recorded.started("e1") == 10)
            #expect(recorded.finished("e1", "success") == 4)
            #expect(recorded.inFlight("e1") == 0)
            try test.balancer.pick(excluding: ["e1"]).finish(.success)
        }
        #expect(recorded.started("e2") == 1)
        #expect(recorded.finished("e2", "success") == 1)
    }

    @Test("The metrics of an endpoint that is drained are forgotten, those of one that comes back begin at 0")
    func forgotten() async throws {
        let recorded = Recorded(metrics: TestMetrics())
        let feed = EndpointFeed(.numbered(1...2))
        var configuration = Self.configuration
        configuration.metricsInterval = .seconds(1)
        try await BalancerUnderTest.run(feed, configuration: configuration, metrics: recorded.metrics) { test in
            // It sleeps once it runs: intervals are counted from then on.
            await test.clock.waitForSleepers(1)
            for _ in 0..<3 { try test.balancer.pick(excluding: ["e2"]).finish(.success) }
            await test.advance(by: .seconds(1))
            #expect(recorded.started("e1") == 3)
            feed.send([.numbered(2)])
            await test.log.wait(for: "drains", of: "e1")
            try test.balancer.pick(stayingOn: "e1").finish(.success)
            await test.advance(by: .seconds(2))
            #expect(recorded.started("e1") == 4)
            await test.advance(by: .seconds(60))
            await test.log.wait(for: "is drained", of: "e1")
            #expect(recorded.started("e1") == nil)
            #expect(recorded.finished("e1", "success") == nil)
            #expect(recorded.inFlight("e1") == nil)
            feed.send(.numbered(1...2))
            await test.log.wait(for: "joined", of: "e1", count: 2)
            try test.balancer.pick(excluding: ["e2"]).finish(.success)
            await test.advance(by: .seconds(2))
            #expect(recorded.started("e1") == 1)
        }
    }

    @Test("An interval that can't work is refused")
    func interval() {
        let configuration = LoadBalancerConfiguration(metricsInterval: .zero)
        #expect(
            throws: ConfigurationError.invalidDuration(
                name: "metricsInterval",
                value: .zero,
                allowed: "1 millisecond or longer"
            )
        ) { try LoadBalancer([Endpoint](), configuration: configuration) }
    }
}
