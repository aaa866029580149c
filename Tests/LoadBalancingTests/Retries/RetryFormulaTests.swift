import Testing

@testable import LoadBalancing

@Suite("The formulas of retries")
struct RetryFormulaTests {
    @Test(
        "Back-off is uniform from 0 to 25, 50, 100, 200 and then 250 ms",
        arguments: zip([1, 2, 3, 4, 5, 6, 1000], [25, 50, 100, 200, 250, 250, 250])
    )
    func backoff(retry: Int, milliseconds: UInt64) {
        let backoff = RetryBackoff()
        let longest = milliseconds * 1_000_000
        #expect(backoff.wait(beforeRetry: retry, random: 0) == 0)
        #expect(backoff.wait(beforeRetry: retry, random: .max) == longest)
        #expect(backoff.wait(beforeRetry: retry, random: .max / 2) == longest / 2)
        var chance = Chance(seed: 1)
        // A hundred buckets of the same width, each as likely as any other.
        var buckets = Array(repeating: 0, count: 100)
        for _ in 0..<20_000 {
            let wait = backoff.wait(beforeRetry: retry, random: chance.next())
            buckets[min(99, Int(wait * 100 / (longest + 1)))] += 1
        }
        #expect(ChiSquared.fits(buckets, shares: Array(repeating: 1, count: 100)))
    }

    @Test(
        "Back-off grows by its multiplier, as in a gRPC service config",
        arguments: zip([1, 2, 3, 4, 1_000_000], [10, 15, 22.5, 33.75, 40])
    )
    func multiplier(retry: Int, milliseconds: Double) throws {
        let backoff = RetryBackoff(base: .milliseconds(10), maximum: .milliseconds(40), multiplier: 1.5)
        #expect(backoff.wait(beforeRetry: retry, random: .max) == UInt64(milliseconds * 1_000_000))
        let shrinking = RetryBackoff(base: .milliseconds(10), multiplier: 0.5)
        #expect(shrinking.wait(beforeRetry: 3, random: .max) == 2_500_000)
        for multiplier in [0, -1, .infinity, .nan] {
            let configuration = RetryConfiguration(backoff: RetryBackoff(multiplier: multiplier))
            #expect(throws: ConfigurationError.self) { try configuration.check() }
        }
    }

    @Test("Back-off saturates, and may be nothing at all")
    func extremeBackoff() {
        let never = RetryBackoff(base: .seconds(Int64.max), maximum: .seconds(Int64.max))
        #expect(never.wait(beforeRetry: 60, random: .max) >= .max - 1)
        let none = RetryBackoff(base: .zero, maximum: .zero)
        #expect(none.wait(beforeRetry: 3, random: .max) == 0)
        #expect(RetryBackoff(base: .seconds(1)).wait(beforeRetry: 1, random: .max) == 250_000_000)
    }

    @Test(
        "A pushback is a 32-bit number without anything else, or asks not to retry",
        arguments: [
            ("250", Pushback.retry(after: .milliseconds(250))), ("0", .retry(after: .zero)),
            ("2147483647", .retry(after: .milliseconds(Int32.max))), ("-1", .doNotRetry), ("-0", .doNotRetry),
            ("", .doNotRetry), ("soon", .doNotRetry), (" 5", .doNotRetry), ("+5", .doNotRetry), ("007", .doNotRetry),
            ("3000000000", .doNotRetry), ("1.5", .doNotRetry), ("5\n", .doNotRetry), ("٥", .doNotRetry),
        ]
    )
    func pushback(text: String, expected: Pushback) {
        #expect(Pushback(grpcMilliseconds: text) == expected)
    }

    @Test("Finagle's budget: 100 at first, a fifth of a thousand requests more, and none when they are used")
    func shareOfRequests() {
        var budget = RetryBudgetState(.shareOfRequests())
        #expect(budget.balance(at: 0) == 100)
        for _ in 1...1000 { budget.requestStarted(at: 0) }
        #expect(budget.balance(at: 0) == 300)
        for _ in 1...300 { #expect(budget.withdraw(at: .seconds(1)) != nil) }
        #expect(budget.balance(at: .seconds(1)) == 0)
        #expect(budget.withdraw(at: .seconds(1)) == nil)
        // The requests of the first second are forgotten before the retries of the second one are.
        #expect(budget.balance(at: .seconds(11)) == 0)
        #expect(budget.balance(at: .seconds(12)) == 100)
    }

    @Test("A retry that was not made is there for others, unless it is too old to count")
    func returned() throws {
        var budget = RetryBudgetState(.shareOfRequests(0, plusPerSecond: 1, window: .seconds(1)))
        let permitOrNone = budget.withdraw(at: 0)
        let permit = try #require(permitOrNone)
        #expect(budget.balance(at: 0) == 0)
        budget.retryNotMade(permit)
        #expect(budget.balance(at: 0) == 1)
        let lateOrNone = budget.withdraw(at: 0)
        let late = try #require(lateOrNone)
        #expect(budget.balance(at: .seconds(2)) == 1)
        budget.retryNotMade(late)
        #expect(budget.balance(at: .seconds(2)) == 1)
        #expect(budget.activeRetries == 0)
    }

    @Test("Envoy's budget: a fifth of those under way, but three", arguments: zip([1, 15, 20, 100], [3, 3, 4, 20]))
    func shareOfActive(active: Int, allowed: Int) throws {
        var budget = RetryBudgetState(.shareOfActive())
        for _ in 0..<active { budget.requestStarted(at: 0) }
        var permits: [RetryBudgetState.Permit] = []
        while let permit = budget.withdraw(at: 0) { permits.append(permit) }
        #expect(permits.count == allowed)
        budget.retryEnded(permits[0])
        #expect(budget.balance(at: 0) == 1)
        budget.requestEnded()
        #expect(budget.activeRequests == active - 1)
    }

    @Test("Without a limit every retry is allowed, without a budget none")
    func extremeBudgets() {
        var unlimited = RetryBudgetState(.unlimited)
        var none = RetryBudgetState(.none)
        for _ in 1...10_000 {
            #expect(unlimited.withdraw(at: 0) != nil)
            #expect(none.withdraw(at: 0) == nil)
        }
    }

    @Test(
        "Over random histories no window of 10 s has more retries than the budget, and none is refused that fits",
        arguments: 1...30
    )
    func budgetHistories(seed: UInt64) {
        var chance = Chance(seed: seed)
        let fraction = Double.random(in: 0...0.3, using: &chance)
        let perSecond = Double(Int.random(in: 1...2, using: &chance))
        var budget = RetryBudgetState(.shareOfRequests(fraction, plusPerSecond: perSecond))
        var requests: [UInt64] = []
        var retries: [UInt64] = []
        var refusals = 0
        var now: UInt64 = 0
        for _ in 0..<600 {
            now += .random(in: 0...(chance.says(0.02) ? 9_000_000_000 : 90_000_000), using: &chance)
            if chance.says(0.5) {
                requests.append(now)
                budget.requestStarted(at: now)
                continue
            }
            // A window, and the slice that it may be longer by.
            let inWindow = retries.count { $0 + .seconds(10) > now }
            let inLonger = retries.count { $0 + .seconds(11) >= now }
            let most = fraction * Double(requests.count { $0 + .seconds(11) >= now }) + perSecond * 10
            let least = fraction * Double(requests.count { $0 + .seconds(10) > now }) + perSecond * 10
            if budget.withdraw(at: now) != nil {
                #expect(Double(inWindow + 1) <= most + 1e-6, "seed \(seed)")
                retries.append(now)
            } else {
                refusals += 1
                #expect(Double(inLonger + 1) > least - 1e-6, "seed \(seed)")
            }
        }
        #expect(refusals > 0 && retries.count > 0, "seed \(seed): a history in which nothing is refused proves nothing")
    }

    @Test("gRPC's throttle: four failures are borne, the fifth stops all retries, one success allows them again")
    func throttle() {
        var throttle = RetryThrottleState(RetryThrottle())
        for tokens in [9.0, 8, 7, 6] {
            throttle.failed()
            #expect(throttle.tokens == tokens)
            #expect(throttle.allowsRetries)
        }
        throttle.failed()
        #expect(throttle.tokens == 5 && !throttle.allowsRetries)
        throttle.succeeded()
        #expect(throttle.tokens == 5.1 && throttle.allowsRetries)
        for _ in 1...100 { throttle.failed() }
        #expect(throttle.tokens == 0)
        for _ in 1...1000 { throttle.succeeded() }
        #expect(throttle.tokens == 10)
        // Ten tenths are one.
        for _ in 1...10 { throttle.failed() }
        for _ in 1...10 { throttle.succeeded() }
        #expect(throttle.tokens == 1)
    }
}
