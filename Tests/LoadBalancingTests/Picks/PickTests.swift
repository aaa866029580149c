import Foundation
import LoadBalancing
import Testing

@Suite("Picks")
struct PickTests {
    private func state(of balancer: LoadBalancer, _ id: EndpointID) throws -> LoadBalancerStatus.EndpointStatus {
        try #require(balancer.status.endpoints.first { $0.id == id })
    }

    @Test("A pick that is dropped counts as cancelled, one that is finished as it was finished, each once")
    func once() throws {
        let balancer = try LoadBalancer([.numbered(1)])
        do {
            _ = try balancer.pick()
        }
        try balancer.pick().finish(.success)
        try balancer.pick().finish(.failure(.overloaded))
        let held = try balancer.pick()
        var status = try state(of: balancer, "e1")
        #expect(status.requestsInFlight == 1)
        #expect((status.successes, status.failures, status.cancellations) == (1, 1, 1))
        held.finish(.cancelled)
        status = try state(of: balancer, "e1")
        #expect(status.requestsInFlight == 0)
        #expect(status.cancellations == 2)
    }

    @Test("A box is finished by whoever comes first, from any thread; one that is dropped counts as cancelled")
    func box() throws {
        let balancer = try LoadBalancer([.numbered(1)])
        let box = PickBox(try balancer.pick())
        let firsts = Locked(0)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            if box.finish(.success) {
                firsts.withLock { $0 += 1 }
            }
        }
        #expect(firsts.withLock { $0 } == 1)
        _ = PickBox(try balancer.pick())
        let status = try state(of: balancer, "e1")
        #expect((status.successes, status.cancellations, status.requestsInFlight) == (1, 1, 0))
    }

    @Test("Pickers of all lanes add up")
    func lanes() throws {
        let balancer = try LoadBalancer(.numbered(1...2), policy: .hashRing)
        for _ in 0..<40 {
            var picker = balancer.makePicker()
            for key in 0..<25 {
                try picker.pick(key: key).finish(.success)
            }
        }
        #expect(balancer.status.endpoints.map(\.successes).reduce(0, +) == 1000)
    }

    @Test("A key goes where the ring of the same ids says, by the balancer and by any picker")
    func keys() throws {
        let balancer = try LoadBalancer(.numbered(1...9), policy: .hashRing)
        var picker = balancer.makePicker()
        for key in 0..<500 {
            let first = try balancer.pick(key: key)
            let second = try picker.pick(key: key)
            #expect(first.endpoint.id == second.endpoint.id)
            let other = try picker.pick(key: key, excluding: [first.endpoint.id])
            #expect(other.endpoint.id != first.endpoint.id)
            first.finish(.success)
            second.finish(.success)
            other.finish(.success)
        }
    }

    @Test("Why there is none: no list, no endpoint, all excluded, shut down")
    func errors() async throws {
        #expect(throws: PickError.notReady) { _ = try LoadBalancer(EndpointFeed()).pick() }
        #expect(throws: PickError.noEndpoints) { _ = try LoadBalancer([Endpoint]()).pick() }
        #expect(throws: PickError.noEndpoints) { _ = try LoadBalancer([.numbered(1, weight: 0)]).pick() }
        #expect(throws: PickError.allExcluded) { _ = try LoadBalancer(.numbered(1...2)).pick(excluding: ["e1", "e2"]) }
        let balancer = try LoadBalancer(.numbered(1...2))
        let run = Task { try await balancer.run() }
        try await balancer.waitUntilReady()
        run.cancel()
        try await run.value
        #expect(throws: PickError.shutDown) { _ = try balancer.pick() }
        await #expect(throws: LoadBalancerError.alreadyRun) { try await balancer.run() }
        await #expect(throws: LoadBalancerError.shutDown) { try await balancer.waitUntilReady() }
    }

    /// A clock that counts how often it is read.
    private final class CountedClock: Clock {
        let reads = Locked(0)
        private let clock = ContinuousClock()

        var now: ContinuousClock.Instant {
            reads.withLock { $0 += 1 }
            return clock.now
        }

        var minimumResolution: Duration { clock.minimumResolution }

        func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
            try await clock.sleep(until: deadline, tolerance: tolerance)
        }
    }

    @Test("A policy that needs no latency reads no clock; peak EWMA reads it at either end")
    func clockReads() throws {
        func reads(_ policy: some LoadBalancingPolicy) throws -> Int {
            let clock = CountedClock()
            let balancer = try LoadBalancer(.numbered(1...3), policy: policy, clock: clock)
            var picker = balancer.makePicker()
            let before = clock.reads.withLock { $0 }
            for key in 0..<10 {
                try balancer.pick(key: key).finish(.success)
                try picker.pick(key: key).finish(.failure(.timedOut))
            }
            return clock.reads.withLock { $0 } - before
        }
        #expect(try reads(.roundRobin) == 0)
        #expect(try reads(.smoothWeightedRoundRobin) == 0)
        #expect(try reads(.leastRequest) == 0)
        #expect(try reads(.hashRing(loadBound: 1.25)) == 0)
        #expect(try reads(.peakEWMA) == 40)
    }

    @Test("Configurations that can't work are refused, with the value and what is allowed")
    func configurations() {
        var configuration = LoadBalancerConfiguration()
        configuration.panicThreshold = 1.5
        #expect(throws: ConfigurationError.self) { try LoadBalancer([Endpoint](), configuration: configuration) }
        configuration = LoadBalancerConfiguration()
        configuration.health.interval = .zero
        #expect(throws: ConfigurationError.self) { try LoadBalancer([Endpoint](), configuration: configuration) }
    }
}
