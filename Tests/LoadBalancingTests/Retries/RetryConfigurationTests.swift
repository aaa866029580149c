import Testing

@testable import LoadBalancing

@Suite("The configuration of retries")
struct RetryConfigurationTests {
    @Test("The defaults are three attempts, 25 to 250 ms, a fifth of requests and ten a second, and no other limit")
    func defaults() throws {
        let configuration = RetryConfiguration()
        try configuration.check()
        #expect(configuration.attempts == 3)
        #expect(configuration.backoff == RetryBackoff(base: .milliseconds(25), maximum: .milliseconds(250)))
        #expect(configuration.budget == .shareOfRequests(0.2, plusPerSecond: 10, window: .seconds(10)))
        #expect(RetryBudget.shareOfActive() == .shareOfActive(0.2, atLeast: 3))
        #expect(AdaptiveThrottle() == AdaptiveThrottle(multiplier: 2, window: .seconds(120)))
        #expect(configuration.timeout == nil && configuration.attemptTimeout == nil)
        #expect(configuration.hedging == nil && configuration.throttle == nil)
        #expect(configuration.adaptiveThrottle == nil && configuration.concurrencyLimit == nil)
    }

    static let outOfRange: [(RetryConfiguration, String)] = [
        (RetryConfiguration(attempts: 0), "attempts is 0: it must be 1 or above"),
        (
            RetryConfiguration(backoff: RetryBackoff(base: .seconds(-1))),
            "backoff.base is -1.0 seconds: it must be 0 or longer"
        ),
        (
            RetryConfiguration(attemptTimeout: .zero),
            "attemptTimeout is 0.0 seconds: it must be 1 millisecond or longer"
        ),
        (RetryConfiguration(timeout: .zero), "timeout is 0.0 seconds: it must be 1 millisecond or longer"),
        (RetryConfiguration(budget: .shareOfRequests(.nan)), "budget.fraction is nan: it must be 0 to 1000"),
        (
            RetryConfiguration(budget: .shareOfRequests(plusPerSecond: -1)),
            "budget.plusPerSecond is -1.0: it must be finite, 0 or above"
        ),
        (
            RetryConfiguration(budget: .shareOfRequests(window: .milliseconds(1))),
            "budget.window is 0.001 seconds: it must be 1 second or longer"
        ),
        (RetryConfiguration(budget: .shareOfActive(1.1)), "budget.fraction is 1.1: it must be 0 to 1"),
        (
            RetryConfiguration(budget: .shareOfActive(atLeast: -1)), "budget.atLeast is -1: it must be 0 or above"
        ),
        (
            RetryConfiguration(throttle: RetryThrottle(maximumTokens: 0)),
            "throttle.maximumTokens is 0.0: it must be 0.001 to 1000"
        ),
        (
            RetryConfiguration(throttle: RetryThrottle(tokenRatio: 0)),
            "throttle.tokenRatio is 0.0: it must be finite, 0.001 or above"
        ),
        (
            RetryConfiguration(maximumPushback: .seconds(-1)),
            "maximumPushback is -1.0 seconds: it must be 0 or longer"
        ),
        (
            RetryConfiguration(hedging: .after(.zero)),
            "hedging.after is 0.0 seconds: it must be 1 millisecond or longer"
        ),
        (
            RetryConfiguration(hedging: .afterPercentile(1)),
            "hedging.fraction is 1.0: it must be above 0, below 1"
        ),
        (
            RetryConfiguration(adaptiveThrottle: AdaptiveThrottle(multiplier: 0.9)),
            "adaptiveThrottle.multiplier is 0.9: it must be finite, 1 or above"
        ),
        (
            RetryConfiguration(adaptiveThrottle: AdaptiveThrottle(window: .zero)),
            "adaptiveThrottle.window is 0.0 seconds: it must be 1 second or longer"
        ),
        (
            RetryConfiguration(concurrencyLimit: ConcurrencyLimit.Configuration(limit: 0)),
            "concurrencyLimit.limit is 0: it must be 1 or above"
        ),
        (
            RetryConfiguration(concurrencyLimit: ConcurrencyLimit.Configuration(limit: 1, queueLength: -1)),
            "concurrencyLimit.queueLength is -1: it must be 0 or above"
        ),
    ]

    @Test("A value out of its range is named with what is allowed", arguments: outOfRange)
    func ranges(configuration: RetryConfiguration, message: String) {
        do throws(ConfigurationError) {
            try configuration.check()
            Issue.record("no error")
        } catch {
            #expect(error.description == message)
        }
    }

    @Test("Values at the ends of their ranges, and durations that stand for never, do not trap")
    func extremes() throws {
        var configuration = RetryConfiguration(
            attempts: .max,
            backoff: RetryBackoff(base: .seconds(Int64.max), maximum: .seconds(Int64.max)),
            attemptTimeout: .seconds(Int64.max),
            timeout: .seconds(Int64.max),
            budget: .shareOfRequests(1000, plusPerSecond: 1e300, window: .seconds(Int64.max)),
            throttle: RetryThrottle(maximumTokens: 1000, tokenRatio: 1e300),
            maximumPushback: .seconds(Int64.max),
            hedging: .afterPercentile(0.5, noSoonerThan: .seconds(Int64.max)),
            adaptiveThrottle: AdaptiveThrottle(multiplier: 1e300, window: .seconds(Int64.max)),
            concurrencyLimit: ConcurrencyLimit.Configuration(
                limit: .max,
                queueLength: .max,
                queueWait: .seconds(Int64.max)
            )
        )
        for _ in 0..<2 {
            try configuration.check()
            var limits = RetryLimits(configuration)
            let now: UInt64 = .max - 5
            var machine = RequestMachine(configuration, at: now)
            #expect(machine.start(limits: &limits, at: now, random: .max).count == 1)
            machine.picked(1, "e1", limits: &limits)
            let verdict = Verdict.failure(.overloaded, .notSent, pushback: .retry(after: .seconds(Int64.max)))
            #expect(machine.attemptEnded(1, verdict, limits: &limits, at: .max - 2, random: .max).count == 1)
            #expect(machine.isFinished)
            configuration.budget = .unlimited
        }
    }
}
