import LoadBalancing
import ManualClocks
import Testing

@Suite("Retries over a load balancer", .timeLimit(.minutes(1)))
struct RetrierTests {
    @Test("A failure that may be sent again is, elsewhere and after a back-off, and each endpoint hears how it did")
    func retried() async throws {
        let test = try RetrierUnderTest()
        var calls = test.service.calls
        let request = test.request()
        let first = try #require(await calls.next())
        #expect(first.attempt.number == 1 && !first.attempt.isHedge && first.attempt.timeLimit == nil)
        #expect(test.outcomes(of: first.endpoint) == ["inFlight": 1])
        first.fail()
        await test.wake(after: .milliseconds(25))
        let second = try #require(await calls.next())
        #expect(second.attempt.number == 2)
        #expect(second.endpoint != first.endpoint)
        second.answer("hello")
        #expect(try await request.value == "hello")
        #expect(test.outcomes(of: first.endpoint) == ["failure": 1])
        #expect(test.outcomes(of: second.endpoint) == ["success": 1])
        #expect(try test.counted("lb.retry.retries") == 1)
        #expect(try test.counted("lb.retry.refusals") == 0)
        #expect(test.retrier.status.retries == 1)
        #expect(test.retrier.status.requestsUnderWay == 0)
    }

    @Test("What is unsafe is not sent again: the caller gets the error as it was thrown")
    func notRepeatable() async throws {
        let test = try RetrierUnderTest()
        var calls = test.service.calls
        let request = test.request { _ in .failure(.connectionLost, .sentAndUnsafe) }
        let first = try #require(await calls.next())
        first.fail()
        await #expect(throws: ScriptedService.Down()) { try await request.value }
        #expect(test.outcomes(of: first.endpoint) == ["failure": 1])
        #expect(try test.counted("lb.retry.retries") == 0)
    }

    @Test("When the attempts are used up, the last answer is the answer, though it is a failure")
    func usedUp() async throws {
        let test = try RetrierUnderTest(RetryConfiguration(backoff: RetryBackoff(base: .zero)))
        var calls = test.service.calls
        let request = test.request()
        var endpoints: Set<String> = []
        for _ in 1...3 {
            let call = try #require(await calls.next())
            endpoints.insert(call.endpoint)
            call.answer("busy")
        }
        #expect(try await request.value == "busy")
        #expect(endpoints.count == 3)
        #expect(try test.counted("lb.retry.retries") == 2)
    }

    @Test("A budget that is used up makes the first failure the answer, and is counted")
    func refused() async throws {
        let test = try RetrierUnderTest(RetryConfiguration(budget: .none))
        var calls = test.service.calls
        let request = test.request()
        try #require(await calls.next()).fail()
        await #expect(throws: ScriptedService.Down()) { try await request.value }
        #expect(try test.counted("lb.retry.refusals") == 1)
        #expect(test.retrier.status.refusals == 1)
        #expect(test.retrier.status.retriesLeft == 0)
    }

    @Test("Requests of two kinds share a budget, and each kind has attempts and hedging of its own")
    func shared() async throws {
        let test = try RetrierUnderTest(
            RetryConfiguration(
                attempts: 2,
                backoff: RetryBackoff(base: .zero),
                throttle: RetryThrottle(maximumTokens: 4)
            )
        )
        let other = try Retrier(
            sharingLimitsOf: test.retrier,
            configuration: RetryConfiguration(attempts: 3, hedging: .after(.seconds(1)))
        )
        var calls = test.service.calls
        for _ in 1...2 {
            let request = test.request()
            for _ in 1...(test.retrier.status.retries == 0 ? 2 : 1) { try #require(await calls.next()).fail() }
            await #expect(throws: ScriptedService.Down()) { try await request.value }
        }
        // Four tokens: after two failures no more than half is left, for the other kind as well.
        #expect(test.retrier.status.retries == 1)
        #expect(other.status.refusals == 1)
        let request = Task { [service = test.service] in
            try await other.perform(
                options: RequestOptions(isSafeToRepeat: true),
                attempt: service.send,
                verdict: ScriptedService.verdict
            )
        }
        let call = try #require(await calls.next())
        await test.wake(after: .seconds(1))
        call.answer("late")
        #expect(try await request.value == "late")
        // The hedge was due, and refused.
        #expect(other.status.refusals == 2)
        #expect(other.status.hedges == 0)
    }

    @Test("With one endpoint only, it is tried again; with two, never the one just tried")
    func fewEndpoints() async throws {
        for count in 1...2 {
            let test = try RetrierUnderTest(
                RetryConfiguration(attempts: 4, backoff: RetryBackoff(base: .zero)),
                endpoints: .numbered(1...count)
            )
            var calls = test.service.calls
            let request = test.request()
            var last: String?
            for _ in 1...4 {
                let call = try #require(await calls.next())
                #expect(count == 1 || call.endpoint != last)
                last = call.endpoint
                call.fail()
            }
            await #expect(throws: ScriptedService.Down()) { try await request.value }
        }
    }

    @Test("A server's pushback takes the back-off's place; one that asks not to retry is heeded")
    func pushback() async throws {
        let test = try RetrierUnderTest()
        var calls = test.service.calls
        let later = test.request { result in
            result.isBusy ? .failure(.overloaded, .notSent, pushback: .retry(after: .seconds(3))) : .answer()
        }
        try #require(await calls.next()).answer("busy")
        await test.wake(after: .milliseconds(2999))
        #expect(test.clock.sleeperCount == 1)
        test.clock.advance(by: .milliseconds(1))
        try #require(await calls.next()).answer("hello")
        #expect(try await later.value == "hello")

        let never = test.request { _ in .failure(.overloaded, .notSent, pushback: .doNotRetry) }
        try #require(await calls.next()).answer("busy")
        #expect(try await never.value == "busy")
    }

    @Test("A key's request goes to its owner, and its retry to the next in the key's ranking")
    func keyed() async throws {
        let test = try RetrierUnderTest(
            RetryConfiguration(backoff: RetryBackoff(base: .zero)),
            endpoints: .numbered(1...8),
            policy: .hashRing()
        )
        let owner = try test.balancer.pick(key: "user:1").endpoint.id
        let next = try test.balancer.pick(key: "user:1", excluding: [owner]).endpoint.id
        var calls = test.service.calls
        let request = test.request(key: "user:1")
        let first = try #require(await calls.next())
        #expect(first.attempt.endpoint.id == owner)
        first.fail()
        let second = try #require(await calls.next())
        #expect(second.attempt.endpoint.id == next)
        second.answer("hello")
        #expect(try await request.value == "hello")
    }

    @Test("A session stays on its endpoint while that is there; excluded endpoints are not taken")
    func sessions() async throws {
        let test = try RetrierUnderTest(RetryConfiguration(backoff: RetryBackoff(base: .zero)))
        var calls = test.service.calls
        for _ in 1...5 {
            let request = test.request(RequestOptions(stayingOn: "e2", excluding: ["e1"]))
            let first = try #require(await calls.next())
            #expect(first.endpoint == "e2")
            first.fail()
            let second = try #require(await calls.next())
            #expect(second.endpoint == "e3")
            second.answer("hello")
            _ = try await request.value
        }
        let gone = test.request(RequestOptions(stayingOn: "e9"))
        try #require(await calls.next()).answer("elsewhere")
        #expect(try await gone.value == "elsewhere")
        let nowhere = test.request(RequestOptions(excluding: ["e1", "e2", "e3"]))
        await #expect(throws: PickError.allExcluded) { try await nowhere.value }
    }

    @Test("Without an endpoint the reason is thrown; a retry without one leaves the failure as the answer")
    func noEndpoint() async throws {
        let none = try RetrierUnderTest(endpoints: [])
        await #expect(throws: PickError.self) { try await none.request().value }

        let test = try RetrierUnderTest()
        var calls = test.service.calls
        let run = Task { try await test.balancer.run() }
        let request = test.request()
        let first = try #require(await calls.next())
        run.cancel()
        try await run.value
        first.fail()
        await test.wake(after: .milliseconds(25))
        await #expect(throws: ScriptedService.Down()) { try await request.value }
        #expect(try test.counted("lb.retry.retries") == 0)
        await #expect(throws: PickError.shutDown) { try await test.request().value }
    }

    @Test("A result that streams keeps its pick; if nobody keeps it, it counts as cancelled")
    func streaming() async throws {
        struct Stream: Sendable {
            let pick: PickBox
        }
        let test = try RetrierUnderTest()
        let kept = try await test.retrier.perform { attempt in
            Stream(pick: attempt.pick)
        } verdict: { _ in
            .streaming
        }
        let id = kept.pick.endpoint.id.string
        #expect(test.outcomes(of: id) == ["inFlight": 1])
        #expect(test.retrier.status.requestsUnderWay == 0)
        #expect(kept.pick.finish(.success))
        #expect(test.outcomes(of: id) == ["success": 1])

        let dropped = try await test.retrier.perform {
            $0.endpoint.id.string
        } verdict: { _ in
            .streaming
        }
        #expect(test.outcomes(of: dropped) == ["cancelled": 1])
    }

    @Test("The adaptive throttle refuses before anything is sent, once servers refuse most")
    func throttled() async throws {
        let test = try RetrierUnderTest(RetryConfiguration(attempts: 1, adaptiveThrottle: AdaptiveThrottle()))
        var refused = 0
        var sent = 0
        for _ in 1...400 {
            do {
                _ = try await test.retrier.perform { _ in
                    "busy"
                } verdict: { _ in
                    .failure(.overloaded, .notSent)
                }
                sent += 1
            } catch RetrierError.throttled {
                refused += 1
            }
        }
        #expect(refused > 350, "after the first few it refuses all but one in a hundred or so")
        #expect(try test.counted("lb.retry.throttled") == Int64(refused))
        #expect(test.retrier.status.requests == 400)
        #expect((test.retrier.status.refusalProbability ?? 0) > 0.9)
        #expect(test.balancer.status.endpoints.reduce(0) { $0 + $1.failures } == sent)
    }
}

extension Result<String, any Error> {
    fileprivate var isBusy: Bool {
        if case .success("busy") = self { true } else { false }
    }
}
