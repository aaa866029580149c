import LoadBalancing
import ManualClocks
import Testing

@Suite("Time-outs, cancellation and hedges over a load balancer", .timeLimit(.minutes(1)))
struct RetrierTimeTests {
    @Test(
        "An endpoint that never answers does not eat the deadline: its attempt is cancelled, and the next one is in time"
    )
    func blackHole() async throws {
        let test = try RetrierUnderTest(
            RetryConfiguration(
                backoff: RetryBackoff(base: .zero),
                attemptTimeout: .milliseconds(100),
                timeout: .milliseconds(250)
            )
        )
        var calls = test.service.calls
        let request = test.request()
        let first = try #require(await calls.next())
        #expect(first.attempt.timeLimit == .milliseconds(100))
        // The attempt's own time, and the request's.
        await test.wake(2, after: .milliseconds(100))
        let second = try #require(await calls.next())
        #expect(second.endpoint != first.endpoint)
        await test.wake(2, after: .milliseconds(100))
        let third = try #require(await calls.next())
        #expect(third.attempt.timeLimit == .milliseconds(50))
        third.answer("hello")
        #expect(try await request.value == "hello")
        #expect(first.isCancelled && second.isCancelled)
        #expect(test.outcomes(of: first.endpoint) == ["failure": 1])
        #expect(test.outcomes(of: second.endpoint) == ["failure": 1])
        #expect(test.clock.now.offset == .milliseconds(200))
    }

    @Test("The last attempt's time-out is thrown as such")
    func attemptTimedOut() async throws {
        let test = try RetrierUnderTest(RetryConfiguration(attempts: 1, attemptTimeout: .milliseconds(100)))
        var calls = test.service.calls
        let request = test.request()
        let call = try #require(await calls.next())
        await test.wake(2, after: .milliseconds(100))
        await #expect(throws: RetrierError.attemptTimedOut(after: .milliseconds(100))) { try await request.value }
        #expect(test.outcomes(of: call.endpoint) == ["failure": 1])
        #expect(test.service.underWay == 0)
    }

    @Test("The deadline ends everything; an endpoint that had most of the time is to blame, one that had little is not")
    func deadline() async throws {
        let test = try RetrierUnderTest(RetryConfiguration(backoff: RetryBackoff(base: .zero)))
        var calls = test.service.calls
        let slow = test.request(RequestOptions(timeout: .seconds(1)))
        let blamed = try #require(await calls.next())
        #expect(blamed.attempt.timeLimit == .seconds(1))
        await test.wake(after: .seconds(1))
        await #expect(throws: RetrierError.deadlineExceeded(after: .seconds(1), attempts: 1)) { try await slow.value }
        #expect(test.outcomes(of: blamed.endpoint) == ["failure": 1])

        let late = test.request(RequestOptions(timeout: .seconds(1)))
        let first = try #require(await calls.next())
        await test.wake(after: .milliseconds(900))
        first.fail()
        let second = try #require(await calls.next())
        await test.wake(after: .milliseconds(100))
        await #expect(throws: RetrierError.deadlineExceeded(after: .seconds(1), attempts: 2)) { try await late.value }
        #expect(second.isCancelled)
        #expect(test.outcomes(of: second.endpoint)["cancelled"] == 1)
        #expect(test.service.underWay == 0)
    }

    @Test("A request without any time left is not sent; a wait that would outlast the deadline is not waited for")
    func noTime() async throws {
        let test = try RetrierUnderTest()
        await #expect(throws: RetrierError.deadlineExceeded(after: .zero, attempts: 0)) {
            try await test.request(RequestOptions(timeout: .zero)).value
        }
        var calls = test.service.calls
        let request = test.request(RequestOptions(timeout: .seconds(1))) { _ in
            .failure(.overloaded, .notSent, pushback: .retry(after: .seconds(2)))
        }
        try #require(await calls.next()).fail()
        await #expect(throws: ScriptedService.Down()) { try await request.value }
        #expect(test.clock.now.offset == .zero)
    }

    @Test("Cancellation reaches the attempt under way, and is nobody's failure")
    func cancelled() async throws {
        let test = try RetrierUnderTest()
        var calls = test.service.calls
        let request = test.request()
        let call = try #require(await calls.next())
        request.cancel()
        await #expect(throws: CancellationError.self) { try await request.value }
        #expect(call.isCancelled)
        #expect(test.service.underWay == 0)
        #expect(test.outcomes(of: call.endpoint) == ["cancelled": 1])
        #expect(try test.counted("lb.retry.retries") == 0)

        let waiting = test.request()
        try #require(await calls.next()).fail()
        await test.clock.waitForSleepers(1)
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        #expect(test.clock.sleeperCount == 0)
        #expect(test.retrier.status.retriesLeft == 100, "the retry that was not made is there for others")

        let early = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await test.retrier.perform { _ in
                "sent"
            } verdict: { _ in
                .answer()
            }
        }
        await #expect(throws: CancellationError.self) { try await early.value }
        #expect(test.retrier.status.requests == 2)
    }

    @Test("A hedge goes to another endpoint after its delay; if it is first, the other one is cancelled")
    func hedgeWins() async throws {
        let test = try RetrierUnderTest(RetryConfiguration(hedging: .after(.milliseconds(20))))
        var calls = test.service.calls
        let request = test.request(RequestOptions(isSafeToRepeat: true))
        let first = try #require(await calls.next())
        await test.wake(after: .milliseconds(20))
        let hedge = try #require(await calls.next())
        #expect(hedge.attempt.isHedge && hedge.attempt.number == 2 && hedge.endpoint != first.endpoint)
        hedge.answer("hedge")
        #expect(try await request.value == "hedge")
        #expect(first.isCancelled)
        #expect(test.outcomes(of: first.endpoint) == ["cancelled": 1])
        #expect(test.outcomes(of: hedge.endpoint) == ["success": 1])
        #expect(test.service.underWay == 0)
        #expect(try test.counted("lb.retry.hedges") == 1)
        #expect(try test.counted("lb.retry.retries") == 0)
    }

    @Test("If the first attempt is first after all, the hedge is cancelled; a hedge that fails leaves the first alone")
    func firstWins() async throws {
        let test = try RetrierUnderTest(RetryConfiguration(hedging: .after(.milliseconds(20))))
        var calls = test.service.calls
        for hedgeFails in [false, true] {
            let request = test.request(RequestOptions(isSafeToRepeat: true))
            let first = try #require(await calls.next())
            await test.wake(after: .milliseconds(20))
            let hedge = try #require(await calls.next())
            if hedgeFails {
                hedge.fail()
                while test.outcomes(of: hedge.endpoint)["failure"] == nil { await Task.yield() }
                #expect(!first.isCancelled)
            }
            first.answer("first")
            #expect(try await request.value == "first")
            #expect(hedge.isCancelled != hedgeFails)
        }
    }

    @Test("There is no hedge that the budget refuses, of what is not safe to repeat, or without another endpoint")
    func noHedge() async throws {
        let hedging = Hedging.after(.milliseconds(20))
        for (budget, isSafe, count) in [(RetryBudget.none, true, 3), (.unlimited, false, 3), (.unlimited, true, 1)] {
            let test = try RetrierUnderTest(
                RetryConfiguration(budget: budget, hedging: hedging),
                endpoints: .numbered(1...count)
            )
            var calls = test.service.calls
            let request = test.request(RequestOptions(isSafeToRepeat: isSafe))
            let first = try #require(await calls.next())
            if isSafe {
                await test.wake(after: .milliseconds(20))
                while budget == .none, test.retrier.status.refusals == 0 { await Task.yield() }
            }
            first.answer("first")
            #expect(try await request.value == "first")
            #expect(test.retrier.status.hedges == 0)
            #expect(test.retrier.status.refusals == (budget == .none ? 1 : 0))
            #expect(test.balancer.status.endpoints.reduce(0) { $0 + $1.successes + $1.cancellations } == 1)
        }
    }

    @Test("A loser that ignores its cancellation is waited for: nothing goes on when the call has returned")
    func stubborn() async throws {
        let test = try RetrierUnderTest(
            RetryConfiguration(hedging: .after(.milliseconds(20))),
            service: ScriptedService(endsWhenCancelled: false)
        )
        var calls = test.service.calls
        let request = test.request(RequestOptions(isSafeToRepeat: true))
        let first = try #require(await calls.next())
        await test.wake(after: .milliseconds(20))
        try #require(await calls.next()).answer("hedge")
        while !first.isCancelled { await Task.yield() }
        // Its pick is finished, though it goes on.
        #expect(test.outcomes(of: first.endpoint) == ["cancelled": 1])
        first.answer("late")
        #expect(try await request.value == "hedge")
        #expect(test.outcomes(of: first.endpoint) == ["cancelled": 1])
        #expect(test.service.underWay == 0)
    }

    @Test("An endpoint that is full is no failure of its own: the attempt goes elsewhere")
    func concurrencyLimit() async throws {
        let test = try RetrierUnderTest(
            RetryConfiguration(
                backoff: RetryBackoff(base: .zero),
                concurrencyLimit: ConcurrencyLimit.Configuration(limit: 1)
            ),
            endpoints: .numbered(1...2)
        )
        var calls = test.service.calls
        let busy = test.request(RequestOptions(stayingOn: "e1"))
        let first = try #require(await calls.next())
        let moved = test.request(RequestOptions(stayingOn: "e1"))
        let second = try #require(await calls.next())
        #expect(second.endpoint == "e2")
        #expect(test.outcomes(of: "e1") == ["inFlight": 1, "cancelled": 1])
        let turnedAway = test.request()
        await #expect(throws: ConcurrencyLimitError.full(limit: 1, queueLength: 0)) { try await turnedAway.value }
        first.answer("one")
        second.answer("two")
        #expect(try await busy.value == "one")
        #expect(try await moved.value == "two")
    }
}
