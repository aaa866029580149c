import LoadBalancing
import ManualClocks
import TestSupport
import Testing

@Suite("A load balancer and its discovery", .timeLimit(.minutes(1)))
struct BalancerDiscoveryTests {
    @Test("A new list is picked from; who left drains, and can be stayed on until that is over")
    func draining() async throws {
        let feed = EndpointFeed(.numbered(1...3))
        try await BalancerUnderTest.run(feed) { test in
            let open = try test.balancer.pick(stayingOn: "e3")
            feed.send(.numbered(1...2))
            await test.log.wait(for: "drains", of: "e3")
            #expect(try test.picked(10) == ["e1": 5, "e2": 5])
            try test.balancer.pick(stayingOn: "e3").finish(.success)
            await test.advance(by: .seconds(59))
            try test.balancer.pick(stayingOn: "e3").finish(.success)
            await test.advance(by: .seconds(1))
            await test.log.wait(for: "is drained, with 1 requests in flight", of: "e3")
            #expect(throws: PickError.unavailable("e3")) { _ = try test.balancer.pick(stayingOn: "e3") }
            // What was picked before outlives its endpoint.
            #expect(open.endpoint.id == "e3")
            open.finish(.success)
        }
    }

    @Test("An endpoint that stays keeps its state, whatever else changes about it")
    func keptState() async throws {
        let feed = EndpointFeed(.numbered(1...2))
        try await BalancerUnderTest.run(feed) { test in
            let held = try test.balancer.pick(stayingOn: "e1")
            feed.send([.numbered(1, weight: 5), .numbered(2), .numbered(3)])
            await test.log.wait(for: "changed", of: "e1")
            let status = try #require(test.balancer.status.endpoints.first { $0.id == "e1" })
            #expect(status.weight == 5)
            #expect(status.requestsInFlight == 1)
            #expect(held.endpoint.weight == 1)
            held.finish(.failure(.timedOut))
            #expect(test.balancer.status.endpoints.first { $0.id == "e1" }?.failures == 1)
        }
    }

    @Test("An empty list changes nothing and is logged once; so is the same list again")
    func emptyAndEqualLists() async throws {
        let feed = EndpointFeed(.numbered(1...2))
        try await BalancerUnderTest.run(feed) { test in
            try await test.balancer.waitUntilReady()
            feed.send([])
            await test.log.wait(for: "a list without a usable endpoint came")
            feed.send([])
            feed.send([.numbered(9, weight: -1)])
            await test.log.wait(for: "1 endpoints refused")
            #expect(try test.picked(10) == ["e1": 5, "e2": 5])
            let generation = test.balancer.status.generation
            feed.send(.numbered(1...2))
            feed.send(.numbered(1...3))
            await test.log.wait(for: "joined", of: "e3")
            #expect(test.log.count("without a usable endpoint") == 1)
            #expect(test.balancer.status.generation > generation)
        }
    }

    @Test("Bad entries are refused and counted, and the rest is kept; a weight of 0 takes no new requests")
    func badEntries() async throws {
        let list: [Endpoint] = [
            .numbered(1), .numbered(1), .numbered(2, weight: .nan), .numbered(3, weight: -1),
            Endpoint(id: "", host: "h", port: 1), Endpoint(host: "h", port: 0), Endpoint(host: "", port: 1),
            Endpoint(address: .unixPath("")), .numbered(4, weight: 0),
        ]
        try await BalancerUnderTest.run(StaticDiscovery(list)) { test in
            #expect(try test.picked(4) == ["e1": 4])
            let status = test.balancer.status
            #expect(status.discovery.refusedCount == 7)
            #expect(status.discovery.refused.count == 7)
            #expect(status.endpoints.map(\.state) == [.inService, .withoutWeight])
            try test.balancer.pick(stayingOn: "e4").finish(.success)
        }
    }

    /// Fails as often as it is told to, then gives a list.
    final class FailingDiscovery: EndpointDiscovery {
        struct Unreachable: Error, CustomStringConvertible {
            var description: String { "unreachable" }
        }

        let tries = Locked(0)
        let failures: Int

        init(failures: Int) {
            self.failures = failures
        }

        var discoveryName: String { "failing" }

        func endpointLists() -> AsyncThrowingStream<[Endpoint], any Error> {
            let isFailing = tries.withLock { tries in
                tries += 1
                return tries <= failures
            }
            return AsyncThrowingStream { continuation in
                if isFailing {
                    continuation.finish(throwing: Unreachable())
                } else {
                    continuation.yield(.numbered(1...2))
                    continuation.finish()
                }
            }
        }
    }

    @Test("A discovery that fails is asked again, ever later, and logged once; one that ends leaves its last list")
    func failing() async throws {
        let discovery = FailingDiscovery(failures: 4)
        try await BalancerUnderTest.run(discovery) { test in
            #expect(throws: PickError.notReady) { _ = try test.balancer.pick() }
            await test.log.wait(for: "discovery failed")
            // Each longer by a fifth at most. The load balancer sleeps too, until it looks at outliers.
            for wait: Duration in [.milliseconds(1200), .milliseconds(1920), .milliseconds(3072), .milliseconds(4916)] {
                await test.clock.waitForSleepers(2)
                test.clock.advance(by: wait)
            }
            await test.log.wait(for: "discovery ended")
            try await test.balancer.waitUntilReady()
            #expect(discovery.tries.withLock { $0 } == 5)
            #expect(test.log.count("discovery failed") == 1)
            #expect(try test.picked(10) == ["e1": 5, "e2": 5])
            #expect(test.balancer.status.discovery.state == .ended)
        }
    }
}
