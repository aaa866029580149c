import LoadBalancing
import ManualClocks
import MetricsTestKit
import TestSupport

/// A retrier over a load balancer, on a clock moved by hand.
struct RetrierUnderTest {
    let balancer: LoadBalancer
    let retrier: Retrier
    let clock: ManualClock
    let metrics = TestMetrics()
    let service: ScriptedService

    init(
        _ configuration: RetryConfiguration = RetryConfiguration(),
        endpoints: [Endpoint] = .numbered(1...3),
        policy: some LoadBalancingPolicy = .roundRobin,
        service: ScriptedService = ScriptedService()
    ) throws {
        clock = ManualClock()
        self.service = service
        balancer = try LoadBalancer(endpoints, policy: policy, clock: clock, logger: RecordingLog().logger)
        retrier = try Retrier(balancer, configuration: configuration, metrics: metrics)
    }

    /// A request whose answers come from the service.
    func request(
        _ options: RequestOptions = RequestOptions(),
        key: String? = nil,
        verdict: @escaping @Sendable (Result<String, any Error>) -> Verdict = ScriptedService.verdict
    ) -> Task<String, any Error> {
        Task { [retrier, service] in
            guard let key else {
                return try await retrier.perform(options: options, attempt: service.send, verdict: verdict)
            }
            return try await retrier.perform(key: key, options: options, attempt: service.send, verdict: verdict)
        }
    }

    /// Waits until so many sleep, and wakes all who do at most so much later.
    func wake(_ sleepers: Int = 1, after duration: Duration) async {
        await clock.waitForSleepers(sleepers)
        clock.advance(by: duration)
    }

    /// How an endpoint's picks went.
    func outcomes(of id: String) -> [String: Int] {
        guard let status = balancer.status.endpoints.first(where: { $0.id.string == id }) else { return [:] }
        let counts = [
            "success": status.successes, "failure": status.failures, "cancelled": status.cancellations,
            "inFlight": status.requestsInFlight,
        ]
        return counts.filter { $0.value > 0 }
    }

    /// What a metric of this retrier has counted.
    func counted(_ metric: String) throws -> Int64 {
        try metrics.expectCounter(metric, [("lb.name", "default")]).totalValue
    }
}
