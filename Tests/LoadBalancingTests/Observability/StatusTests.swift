import Foundation
import LoadBalancing
import TestSupport
import Testing

@Suite("The status of a load balancer", .timeLimit(.minutes(1)))
struct StatusTests {
    @Test("It is written as JSON and read again, with everything that is known of an endpoint")
    func json() async throws {
        let probe = ScriptedProbe(["e2": .unwell])
        let list: [Endpoint] = [
            .numbered(1), .numbered(2), .numbered(3), .numbered(4, weight: 0), .numbered(5, weight: -1),
        ]
        try await BalancerUnderTest.run(
            StaticDiscovery(list),
            policy: .peakEWMA,
            probe: probe,
            configuration: LoadBalancerConfiguration(name: "users")
        ) { test in
            try await test.balancer.waitUntilReady()
            for _ in 1...5 {
                try test.balancer.pick(excluding: ["e3"]).finish(.failure(.timedOut))
            }
            await test.log.wait(for: "ejected", of: "e1")
            let held = try test.balancer.pick()
            let status = test.balancer.status
            held.finish(.success)
            #expect(status.name == "users")
            #expect(status.policy == "peak_ewma")
            #expect(status.isReady && !status.isShutDown)
            #expect(status.discovery.refusedCount == 1)
            #expect(status.endpoints.map(\.id) == ["e1", "e2", "e3", "e4"])
            let first = try #require(status.endpoints.first)
            #expect(first.ejectionReason == .consecutiveFailures)
            #expect(first.ejectedForSeconds == 30)
            #expect((first.failures, first.consecutiveFailures) == (5, 5))
            #expect(status.endpoints.map(\.health) == [.healthy, .unhealthy, .healthy, .healthy])
            #expect(status.endpoints[1].probeFailure == "scripted")
            // One of three is well: all are in service.
            #expect(status.isPanicking)
            #expect(
                status.endpoints.map(\.state) == [
                    .inServiceInPanic, .inServiceInPanic, .inService, .withoutWeight,
                ]
            )
            #expect(status.endpoints.reduce(0) { $0 + $1.requestsInFlight } == 1)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            let json = try encoder.encode(status)
            #expect(try JSONDecoder().decode(LoadBalancerStatus.self, from: json) == status)
            let text = String(decoding: json, as: UTF8.self)
            #expect(text.contains(#""ejectionReason":"consecutive_failures""#))
            #expect(text.contains(#""state":"in_service_in_panic""#))
        }
    }

    /// Round robin that takes its time over more than one endpoint.
    private struct SlowlyMade: LoadBalancingPolicy {
        var policyName: String { "slowly_made" }

        func makeSelection(
            over candidates: Candidates,
            replacing previous: RoundRobinPolicy.Selection?
        ) -> RoundRobinPolicy.Selection {
            if candidates.count > 1 {
                usleep(50_000)
            }
            return RoundRobinPolicy().makeSelection(over: candidates, replacing: previous)
        }
    }

    @Test("Whoever reads that an endpoint is in service picks by a selection that has it")
    func selectionIsMade() async throws {
        let feed = EndpointFeed(.numbered(1...1))
        try await BalancerUnderTest.run(feed, policy: SlowlyMade()) { test in
            for count in 2...6 {
                feed.send(.numbered(1...count))
                while test.balancer.status.endpoints.count(where: { $0.state == .inService }) < count {
                    await Task.yield()
                }
                let picked = try test.picked(count)
                #expect(picked.count == count)
            }
        }
    }
}
