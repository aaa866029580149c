import LoadBalancing
import ManualClocks
import TestSupport
import Testing

@Suite("A load balancer over three endpoints of which one dies", .timeLimit(.minutes(1)))
struct DyingEndpointTests {
    @Test("Five failures in a row take an endpoint out for 30 s; then it is tried again")
    func consecutiveFailures() async throws {
        try await BalancerUnderTest.run(StaticDiscovery(.numbered(1...3))) { test in
            try await test.balancer.waitUntilReady()
            #expect(try test.picked(9) == ["e1": 3, "e2": 3, "e3": 3])
            var failures = 0
            while failures < 5 {
                let pick = try test.balancer.pick()
                let isDead = pick.endpoint.id == "e2"
                failures += isDead ? 1 : 0
                pick.finish(isDead ? .failure(.connectFailed) : .success)
            }
            await test.log.wait(for: "ejected", of: "e2")
            #expect(try test.picked(10) == ["e1": 5, "e3": 5])
            let status = try #require(test.balancer.status.endpoints.first { $0.id == "e2" })
            #expect(status.state == .ejected)
            #expect(status.ejectionReason == .consecutiveFailures)
            #expect(status.failures == 5)
            #expect(status.ejectedForSeconds == 30)

            await test.advance(by: .seconds(29))
            #expect(try test.picked(10) == ["e1": 5, "e3": 5])
            await test.advance(by: .seconds(1))
            await test.log.wait(for: "readmitted", of: "e2")
            #expect(try test.picked(9) == ["e1": 3, "e2": 3, "e3": 3])
        }
    }

    @Test("A success between failures keeps an endpoint in")
    func interruptedFailures() async throws {
        try await BalancerUnderTest.run(StaticDiscovery(.numbered(1...3))) { test in
            for round in 1...20 {
                let pick = try test.balancer.pick(excluding: ["e1", "e3"])
                pick.finish(round % 5 == 0 ? .success : .failure(.serverError))
            }
            await test.advance(by: .seconds(60))
            #expect(test.log.count("ejected") == 0)
            #expect(try test.picked(9) == ["e1": 3, "e2": 3, "e3": 3])
        }
    }

    @Test("Of three endpoints one may be ejected, and no other while it is")
    func oneAtATime() async throws {
        try await BalancerUnderTest.run(StaticDiscovery(.numbered(1...3))) { test in
            for others: [EndpointID] in [["e2", "e3"], ["e1", "e3"]] {
                for _ in 1...5 {
                    try test.balancer.pick(excluding: others).finish(.failure(.timedOut))
                }
            }
            await test.log.wait(for: "not ejected")
            #expect(try test.picked(10) == ["e2": 5, "e3": 5])
        }
    }
}
