import Testing

@testable import LoadBalancing

@Suite("Requests, beside a model of them", .timeLimit(.minutes(1)))
struct RequestInterleavingTests {
    /// Every setting, in all mixtures.
    static func configuration(_ chance: inout Chance) -> RetryConfiguration {
        let budgets: [RetryBudget] = [
            .unlimited, .shareOfRequests(0.2, plusPerSecond: 1, window: .seconds(1)),
            .shareOfRequests(.random(in: 0...1, using: &chance), plusPerSecond: 0), .shareOfActive(),
            .shareOfActive(0.5, atLeast: 0), .none,
        ]
        return RetryConfiguration(
            attempts: .random(in: 1...5, using: &chance),
            backoff: RetryBackoff(
                base: .milliseconds(.random(in: 0...40, using: &chance)),
                maximum: .milliseconds(.random(in: 0...100, using: &chance))
            ),
            attemptTimeout: chance.says(0.6) ? .milliseconds(.random(in: 1...80, using: &chance)) : nil,
            timeout: chance.says(0.6) ? .milliseconds(.random(in: 1...300, using: &chance)) : nil,
            budget: budgets.randomElement(using: &chance) ?? .unlimited,
            throttle: chance.says(0.2) ? RetryThrottle(maximumTokens: 6, tokenRatio: 0.5) : nil,
            maximumPushback: .milliseconds(50),
            hedging: chance.says(0.5) ? .after(.milliseconds(.random(in: 1...40, using: &chance))) : nil,
            adaptiveThrottle: chance.says(0.2) ? AdaptiveThrottle(window: .seconds(1)) : nil
        )
    }

    @Test(
        "In 10,000 random interleavings of attempts, hedges, cancellations and shutdowns, no request exceeds its attempts, deadline or budget, and every pick is finished once",
        arguments: 0..<20
    )
    func interleavings(part: UInt64) throws {
        var tally = RequestWorld.Tally()
        for seed in part * 500..<(part + 1) * 500 {
            var chance = Chance(seed: seed)
            let configuration = Self.configuration(&chance)
            try configuration.check()
            var world = RequestWorld(configuration, requests: .random(in: 1...8, using: &chance), seed: seed)
            do {
                try world.run()
            } catch {
                Issue.record("seed \(seed), \(configuration): \(error)")
                return
            }
            tally += world.tally
        }
        // Interleavings in which nothing happens prove nothing.
        #expect(tally.retries > 300 && tally.hedges > 50 && tally.timeOuts > 50, "\(tally)")
        #expect(tally.cancelled > 50 && tally.refusedPicks > 20, "\(tally)")
        for name in ["answered", "refused", "throttled", "deadlineExceeded", "cancelled"] {
            #expect(tally.conclusions[name, default: 0] > 10, "\(name): \(tally)")
        }
    }

    @Test("In a storm of 200 requests of which most fail, each budget holds", arguments: 1...8)
    func storms(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        var configuration = Self.configuration(&chance)
        configuration.attempts = 4
        configuration.throttle = nil
        configuration.adaptiveThrottle = nil
        configuration.budget =
            seed % 2 == 0
            ? .shareOfRequests(0.2, plusPerSecond: 5, window: .seconds(1))
            : .shareOfActive(0.1, atLeast: 1)
        var world = RequestWorld(configuration, requests: 200, seed: seed)
        do {
            try world.run()
        } catch {
            Issue.record("seed \(seed), \(configuration): \(error)")
        }
        #expect(world.limits.counts.refusals > 20, "seed \(seed): a budget that refuses nothing proves nothing")
    }
}
