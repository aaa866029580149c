import LoadBalancing
import ManualClocks
import Testing

@Suite("Attempts that end by themselves are made one after the other", .timeLimit(.minutes(1)))
struct RetrierInTurnTests {
    private func request(_ test: RetrierUnderTest, _ options: RequestOptions = RequestOptions()) -> Task<
        String, any Error
    > {
        Task { [retrier = test.retrier, service = test.service] in
            try await retrier.perform(
                keyHash: nil,
                options: options,
                attemptEndingItself: service.send,
                answered: { ScriptedService.verdict(.success($0)) },
                failed: { ScriptedService.verdict(.failure($0)) }
            )
        }
    }

    @Test("without a timer for each, and again elsewhere after a back-off")
    func retried() async throws {
        let test = try RetrierUnderTest(RetryConfiguration(attemptTimeout: .seconds(1), timeout: .seconds(60)))
        var calls = test.service.calls
        let request = request(test)
        let first = try #require(await calls.next())
        #expect(first.attempt.endsItself && first.attempt.timeLimit == .seconds(1))
        #expect(test.clock.sleeperCount == 0)
        first.fail()
        await test.wake(after: .milliseconds(25))
        let second = try #require(await calls.next())
        #expect(second.attempt.number == 2 && second.endpoint != first.endpoint)
        #expect(test.clock.sleeperCount == 0)
        second.answer("hello")
        #expect(try await request.value == "hello")
        #expect(test.outcomes(of: first.endpoint) == ["failure": 1])
        #expect(test.outcomes(of: second.endpoint) == ["success": 1])
        #expect(test.retrier.status.retries == 1)
        #expect(test.retrier.status.requestsUnderWay == 0)
    }

    @Test("One that fails when its time is up has timed out, whatever it says")
    func timedOut() async throws {
        let test = try RetrierUnderTest(
            RetryConfiguration(attempts: 2, backoff: RetryBackoff(base: .zero), attemptTimeout: .milliseconds(100))
        )
        var calls = test.service.calls
        let request = request(test)
        let first = try #require(await calls.next())
        test.clock.advance(by: .milliseconds(100))
        first.fail()
        let second = try #require(await calls.next())
        #expect(second.attempt.timeLimit == .milliseconds(100))
        test.clock.advance(by: .milliseconds(100))
        second.fail()
        await #expect(throws: RetrierError.attemptTimedOut(after: .milliseconds(100))) { try await request.value }
        #expect(test.outcomes(of: first.endpoint) == ["failure": 1])
        #expect(test.outcomes(of: second.endpoint) == ["failure": 1])
    }

    @Test("One that fails when the request's time is up is its last")
    func deadline() async throws {
        let test = try RetrierUnderTest(RetryConfiguration(backoff: RetryBackoff(base: .zero), timeout: .seconds(1)))
        var calls = test.service.calls
        let request = request(test)
        let first = try #require(await calls.next())
        #expect(first.attempt.timeLimit == .seconds(1))
        test.clock.advance(by: .milliseconds(900))
        first.fail()
        let second = try #require(await calls.next())
        #expect(second.attempt.timeLimit == .milliseconds(100))
        test.clock.advance(by: .milliseconds(100))
        second.fail()
        await #expect(throws: RetrierError.deadlineExceeded(after: .seconds(1), attempts: 2)) {
            try await request.value
        }
        #expect(test.outcomes(of: first.endpoint) == ["failure": 1])
        #expect(test.outcomes(of: second.endpoint) == ["cancelled": 1], "it had a tenth of the time")
        #expect(test.retrier.status.requestsUnderWay == 0)
    }

    @Test("Cancellation reaches the attempt under way, and ends the wait for the next one")
    func cancelled() async throws {
        let test = try RetrierUnderTest()
        var calls = test.service.calls
        let sending = request(test)
        let call = try #require(await calls.next())
        sending.cancel()
        await #expect(throws: CancellationError.self) { try await sending.value }
        #expect(call.isCancelled && test.service.underWay == 0)
        #expect(test.outcomes(of: call.endpoint) == ["cancelled": 1])

        let waiting = request(test)
        try #require(await calls.next()).fail()
        await test.clock.waitForSleepers(1)
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        #expect(test.clock.sleeperCount == 0)
        #expect(test.retrier.status.retriesLeft == 100, "the retry that was not made is there for others")
    }

    @Test("Where there is no endpoint, that is the answer")
    func refused() async throws {
        let test = try RetrierUnderTest(endpoints: [])
        await #expect(throws: PickError.noEndpoints) { try await request(test).value }
    }

    @Test("Where attempts wait at a limit, they are child tasks, and cancelled")
    func limited() async throws {
        let test = try RetrierUnderTest(
            RetryConfiguration(concurrencyLimit: ConcurrencyLimit.Configuration(limit: 1))
        )
        var calls = test.service.calls
        let request = request(test, RequestOptions(timeout: .seconds(1), isSafeToRepeat: true))
        let first = try #require(await calls.next())
        #expect(!first.attempt.endsItself)
        await test.wake(after: .seconds(1))
        await #expect(throws: RetrierError.self) { try await request.value }
        #expect(first.isCancelled)
    }

    // MARK: Hedged

    private let hedging = RetryConfiguration(
        attempts: 2,
        backoff: RetryBackoff(base: .zero),
        hedging: .after(.milliseconds(20))
    )
    private let isSafe = RequestOptions(timeout: .seconds(1), isSafeToRepeat: true)

    @Test("One that is hedged is a child task; once the hedge is made, both are cancelled when the time is up")
    func hedgedAndCancelled() async throws {
        let test = try RetrierUnderTest(hedging)
        var calls = test.service.calls
        let request = request(test, isSafe)
        let first = try #require(await calls.next())
        #expect(first.attempt.endsItself && first.attempt.timeLimit == .seconds(1))
        await test.wake(after: .milliseconds(20))
        let hedge = try #require(await calls.next())
        #expect(hedge.attempt.isHedge && !hedge.attempt.endsItself && hedge.endpoint != first.endpoint)
        await test.wake(after: .seconds(1))
        await #expect(throws: RetrierError.self) { try await request.value }
        #expect(first.isCancelled && hedge.isCancelled)
        #expect(test.retrier.status.requestsUnderWay == 0)
    }

    @Test("A hedge that answers first ends the other one; one that comes too late is not made, however often")
    func hedgeWins() async throws {
        let test = try RetrierUnderTest(hedging)
        var calls = test.service.calls
        // A hundred that are answered in time share one sleeper, and leave nothing.
        for _ in 0..<100 {
            let request = request(test, isSafe)
            try #require(await calls.next()).answer("in time")
            #expect(try await request.value == "in time")
        }
        #expect(test.clock.sleeperCount <= 1 && test.retrier.status.hedges == 0)

        let request = request(test, isSafe)
        let first = try #require(await calls.next())
        await test.wake(after: .milliseconds(20))
        let hedge = try #require(await calls.next())
        hedge.answer("hedge")
        #expect(try await request.value == "hedge")
        #expect(first.isCancelled)
        #expect(test.retrier.status.hedges == 1 && test.retrier.status.requestsUnderWay == 0)
    }

    @Test("A first attempt that fails before its hedge is sent again at once, and its hedge is not made")
    func failsBeforeItsHedge() async throws {
        let test = try RetrierUnderTest(hedging)
        var calls = test.service.calls
        let request = request(test, isSafe)
        let first = try #require(await calls.next())
        first.fail()
        let second = try #require(await calls.next())
        #expect(!second.attempt.isHedge && second.endpoint != first.endpoint)
        second.answer("hello")
        #expect(try await request.value == "hello")
        #expect(test.retrier.status.retries == 1 && test.retrier.status.hedges == 0)
    }

    @Test("A first attempt that fails when the request's time is up is its last, whatever it says")
    func hedgedDeadline() async throws {
        let test = try RetrierUnderTest(RetryConfiguration(hedging: .after(.seconds(20))))
        var calls = test.service.calls
        let request = request(test, isSafe)
        let first = try #require(await calls.next())
        test.clock.advance(by: .seconds(1))
        first.fail()
        await #expect(throws: RetrierError.deadlineExceeded(after: .seconds(1), attempts: 1)) {
            try await request.value
        }
        #expect(test.outcomes(of: first.endpoint) == ["failure": 1])
    }

    @Test("Cancellation reaches an attempt that waits to be hedged")
    func hedgedCancelled() async throws {
        let test = try RetrierUnderTest(hedging)
        var calls = test.service.calls
        let request = request(test, isSafe)
        let first = try #require(await calls.next())
        request.cancel()
        await #expect(throws: CancellationError.self) { try await request.value }
        #expect(first.isCancelled && test.service.underWay == 0)
        #expect(test.outcomes(of: first.endpoint) == ["cancelled": 1])
    }
}
