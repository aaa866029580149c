#if DNSDiscovery
    import TestSupport
    import Testing

    @testable import DNSDiscovery

    @Suite("How long a name is left alone")
    struct WaitRuleTests {
        private let second: UInt64 = 1_000_000_000
        private let rule = WaitRule(DNSDiscoveryConfiguration(jitter: 0.25))

        @Test("is its time to live, within floor and ceiling")
        func clamped() {
            for (ttl, seconds) in [(0, 5), (1, 5), (5, 5), (6, 6), (60, 60), (300, 300), (301, 300), (UInt32.max, 300)]
            {
                #expect(rule.afterAnswer(ttl: UInt32(ttl), random: 0) == UInt64(seconds) * second, "\(ttl)")
            }
        }

        @Test("is shortened by chance, never prolonged, and never below the floor")
        func jitter() {
            var random = SeededNumbers(seed: 35)
            var shortest = UInt64.max
            for _ in 0..<10_000 {
                let wait = rule.afterAnswer(ttl: 100, random: random.next())
                #expect(wait <= 100 * second && wait >= 75 * second)
                shortest = min(shortest, wait)
                #expect(rule.afterAnswer(ttl: 5, random: random.next()) == 5 * second)
                #expect(rule.afterAnswer(ttl: 6, random: random.next()) >= 5 * second)
            }
            // The chance that none of so many comes within a hundredth of the end is below 1e-43.
            #expect(shortest < 7525 * second / 100)
        }

        @Test("grows with each failure up to the maximum")
        func backoff() {
            let waits = [1, 2, 3, 5, 9, 1_000_000].map { Double(rule.afterFailure($0, random: 0)) / 1e9 }
            for (wait, seconds) in zip(waits, [1, 1.6, 2.56, 6.5536, 30, 30]) {
                #expect(abs(wait - seconds) < 1e-6)
            }
            #expect(rule.afterFailure(9, random: .max) >= 24 * second)
            #expect(rule.afterFailure(9, random: .max) < 24_001 * second / 1000)
        }

        @Test("is the floor after an answer that there is nothing")
        func negative() {
            #expect(rule.afterNegativeAnswer() == 5 * second)
        }

        @Test("can't be so long that it traps")
        func enormous() {
            let longest = DNSDiscoveryConfiguration(
                minimumTTL: .seconds(Int64.max),
                maximumTTL: .seconds(Int64.max),
                backoff: .seconds(Int64.max),
                maximumBackoff: .seconds(Int64.max)
            )
            let rule = WaitRule(longest)
            #expect(rule.afterAnswer(ttl: .max, random: .max) == .max)
            #expect(rule.afterFailure(5, random: 0) == .max)
        }
    }
#endif
