#if DNSDiscovery
    import Testing

    @testable import DNSDiscovery

    @Suite("Looking up a name")
    struct LookupTests {
        private let second: UInt64 = 1_000_000_000
        private let rule = WaitRule(DNSDiscoveryConfiguration(jitter: 0))

        private func lookup(_ types: [RecordType] = [.a, .aaaa]) -> Lookup {
            Lookup("a.example", types: types, searches: false, now: 0)
        }

        private func records(_ addresses: String..., ttl: UInt32 = 60) -> Answer {
            .records(.addresses(addresses), ttl: ttl)
        }

        /// Gives answers to the questions of one round, and expects that it takes just these.
        private func round(_ lookup: inout Lookup, at now: UInt64, _ answers: [(RecordType, Answer)]) {
            for (number, (type, answer)) in answers.enumerated() {
                #expect(lookup.takeQuestion(at: now) == Question(name: "a.example", type: type))
                #expect(lookup.isAsked)
                #expect(lookup.nextQuestionAt == .max)
                #expect(lookup.takeQuestion(at: now) == nil)
                let isOver = lookup.answered(type, answer, at: now, random: 0, rule: rule)
                #expect(isOver == (number == answers.count - 1), "answer \(number)")
            }
            #expect(!lookup.isAsked)
            #expect(lookup.isSettled)
            #expect(lookup.nextQuestionAt > now)
        }

        @Test("asks for the second type only where there is none of the first")
        func order() {
            var lookup = lookup()
            #expect(!lookup.isSettled)
            round(&lookup, at: 0, [(.a, records("1.1.1.1"))])
            #expect(lookup.good == .addresses(["1.1.1.1"]))
            #expect(lookup.nextQuestionAt == 60 * second)
            #expect(lookup.takeQuestion(at: 60 * second - 1) == nil)
            round(&lookup, at: 60 * second, [(.a, .noRecords), (.aaaa, records("fd00::1", ttl: 10))])
            #expect(lookup.good == .addresses(["fd00::1"]))
            #expect(lookup.nextQuestionAt == 70 * second)
            round(&lookup, at: 70 * second, [(.a, records("1.1.1.1"))])
            #expect(lookup.good == .addresses(["1.1.1.1"]))
        }

        @Test("keeps what it knows through failures, and forgets it where there is none any more")
        func lastGood() {
            var lookup = lookup()
            round(&lookup, at: 0, [(.a, records("1.1.1.1", ttl: 5))])
            // The other family would be other servers.
            round(&lookup, at: 5 * second, [(.a, .failure(.timedOut))])
            #expect(lookup.good == .addresses(["1.1.1.1"]))
            #expect(lookup.problem == .failure(.timedOut))
            #expect(lookup.nextQuestionAt == 6 * second)
            round(&lookup, at: 6 * second, [(.a, .failure(.serverFailed("SERVFAIL")))])
            #expect(lookup.nextQuestionAt == 7600 * second / 1000)
            round(&lookup, at: 8 * second, [(.a, .noRecords), (.aaaa, .failure(.timedOut))])
            #expect(lookup.good == .addresses(["1.1.1.1"]))
            round(&lookup, at: 20 * second, [(.a, .noSuchName), (.aaaa, .noSuchName)])
            #expect(lookup.good == nil)
            #expect(lookup.problem == .noSuchName)
            #expect(lookup.nextQuestionAt == 25 * second)
        }

        @Test("tries the other type after a failure if that is what it knows, or it knows nothing")
        func otherTypeAfterFailure() {
            var lookup = lookup()
            round(&lookup, at: 0, [(.a, .failure(.timedOut)), (.aaaa, records("fd00::1", ttl: 5))])
            #expect(lookup.problem == nil)
            round(&lookup, at: 5 * second, [(.a, .failure(.timedOut)), (.aaaa, records("fd00::2", ttl: 5))])
            #expect(lookup.good == .addresses(["fd00::2"]))
            round(&lookup, at: 10 * second, [(.a, .failure(.timedOut)), (.aaaa, .noRecords)])
            #expect(lookup.good == .addresses(["fd00::2"]))
            #expect(lookup.problem == .failure(.timedOut))
        }

        @Test("tells a name that is not there from one that has nothing")
        func negative() {
            for (first, second, problem) in [
                (Answer.noSuchName, Answer.noSuchName, Lookup.Problem.noSuchName),
                (.noSuchName, .noRecords, .noRecords),
                (.noRecords, .noRecords, .noRecords), (.noRecords, .failure(.unreachable), .failure(.unreachable)),
            ] {
                var lookup = lookup()
                round(&lookup, at: 0, [(.a, first), (.aaaa, second)])
                #expect(lookup.problem == problem)
            }
        }

        @Test("counts failures in a row only")
        func failuresInARow() {
            var lookup = lookup([.a])
            round(&lookup, at: 0, [(.a, .failure(.timedOut))])
            #expect(lookup.nextQuestionAt == second)
            round(&lookup, at: second, [(.a, .noSuchName)])
            round(&lookup, at: 6 * second, [(.a, .failure(.timedOut))])
            #expect(lookup.nextQuestionAt == 7 * second)
        }

        @Test("asks sooner on request, five seconds after the last time at the soonest, and not in a back-off")
        func sooner() {
            var lookup = lookup([.a])
            lookup.askSooner(at: 0)
            #expect(lookup.nextQuestionAt == 0)
            round(&lookup, at: 0, [(.a, records("1.1.1.1", ttl: 100))])
            lookup.askSooner(at: second)
            #expect(lookup.nextQuestionAt == 5 * second)
            lookup.askSooner(at: 2 * second)
            #expect(lookup.nextQuestionAt == 5 * second)
            round(&lookup, at: 5 * second, [(.a, records("1.1.1.1", ttl: 100))])
            lookup.askSooner(at: 50 * second)
            #expect(lookup.nextQuestionAt == 50 * second)
            round(&lookup, at: 50 * second, [(.a, records("1.1.1.1", ttl: 3))])
            lookup.askSooner(at: 54 * second)
            #expect(lookup.nextQuestionAt == 55 * second)
            for time in [55, 56, 58, 61, 66, 73, 84] {
                round(&lookup, at: UInt64(time) * second, [(.a, .failure(.timedOut))])
            }
            let due = lookup.nextQuestionAt
            lookup.askSooner(at: 89 * second)
            #expect(due > 94 * second)
            #expect(lookup.nextQuestionAt == due)
        }

        @Test("ignores an answer that it does not wait for")
        func strayAnswers() {
            var lookup = lookup()
            let unasked = lookup.answered(.a, records("1.1.1.1"), at: 0, random: 0, rule: rule)
            #expect(!unasked)
            _ = lookup.takeQuestion(at: 0)
            let otherType = lookup.answered(.aaaa, records("fd00::1"), at: 0, random: 0, rule: rule)
            #expect(!otherType)
            #expect(lookup.good == nil)
            lookup.forgetQuestion(at: second)
            let late = lookup.answered(.a, records("1.1.1.1"), at: second, random: 0, rule: rule)
            #expect(!late)
            #expect(lookup.good == nil)
            #expect(lookup.nextQuestionAt == second)
        }
    }
#endif
