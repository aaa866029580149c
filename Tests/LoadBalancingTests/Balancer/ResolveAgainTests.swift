import LoadBalancing
import TestSupport
import Testing

@Suite("A load balancer that doubts its list", .timeLimit(.minutes(1)))
struct ResolveAgainTests {
    /// Counts how often it is to look again.
    private final class DoubtedDiscovery: EndpointDiscovery {
        private let count = Locked(0)

        func endpointLists() -> AsyncStream<[Endpoint]> { AsyncStream { $0.yield(.numbered(1...3)) } }
        func resolveAgain() { count.withLock { $0 += 1 } }

        /// Returns once it was to look so often.
        func wait(for times: Int) async {
            while count.withLock({ $0 }) < times, !Task.isCancelled { await Task.yield() }
        }

        var asked: Int { count.withLock { $0 } }
    }

    @Test("has its discovery look again when an endpoint is ejected, once")
    func ejected() async throws {
        let discovery = DoubtedDiscovery()
        try await BalancerUnderTest.run(discovery) { test in
            try await test.balancer.waitUntilReady()
            for _ in 1...4 {
                try test.balancer.pick(excluding: ["e1", "e3"]).finish(.failure(.connectFailed))
            }
            #expect(discovery.asked == 0)
            try test.balancer.pick(excluding: ["e1", "e3"]).finish(.failure(.connectFailed))
            await discovery.wait(for: 1)
            // That it is let back in says nothing against the list.
            await test.advance(by: .seconds(30))
            await test.log.wait(for: "readmitted", of: "e2")
            #expect(discovery.asked == 1)
        }
    }

    @Test("has its discovery look again when a probe finds an endpoint unhealthy, and not when it recovers")
    func unhealthy() async throws {
        let discovery = DoubtedDiscovery()
        let probe = ScriptedProbe(["e2": .unwell])
        try await BalancerUnderTest.run(discovery, probe: probe) { test in
            try await test.balancer.waitUntilReady()
            await discovery.wait(for: 1)
            probe.set("e2", .well)
            await test.advance(by: .seconds(300))
            await test.log.wait(for: "is healthy", of: "e2")
            #expect(discovery.asked == 1)
        }
    }
}
