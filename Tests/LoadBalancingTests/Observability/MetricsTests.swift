import LoadBalancing
import Logging
import ManualClocks
import MetricsTestKit
import Testing

@Suite("Metrics of a load balancer", .timeLimit(.minutes(1)))
struct MetricsTests {
    @Test("Ejections are counted by their reason, refused entries one by one")
    func counters() async throws {
        let metrics = TestMetrics()
        let log = RecordingLog()
        var configuration = LoadBalancerConfiguration()
        configuration.name = "users"
        let balancer = try LoadBalancer(
            [.numbered(1), .numbered(2), .numbered(3), .numbered(3), .numbered(4, weight: -1)],
            configuration: configuration,
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

        let name = ("lb.name", "users")
        let reason = ("lb.outlier_detection.detection_method", "consecutive_failures")
        let enforced = try metrics.expectCounter("lb.outlier_detection.ejections_enforced", [name, reason])
        let unenforced = try metrics.expectCounter("lb.outlier_detection.ejections_unenforced", [name, reason])
        let refused = try metrics.expectCounter("lb.discovery.refused_entries", [name])
        #expect(enforced.totalValue == 1)
        #expect(unenforced.totalValue == 1)
        #expect(refused.totalValue == 2)
    }
}
