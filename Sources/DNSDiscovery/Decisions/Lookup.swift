#if DNSDiscovery
    import LoadBalancing

    /// What is known of a name, and when it is asked for again. No clock, no socket: a question goes out, its answer comes in.
    ///
    /// A round asks for one type of record after the other, until one has records:
    ///
    /// ```text
    ///            due                  records
    /// waiting ─────────▶ asked(0) ──────────────────▶ waiting, until they are no longer valid
    ///    ▲                  │ none, or a failure
    ///    │                  ▼ and there is another type
    ///    └──────────── asked(1) …
    ///  none of either: until the floor has passed; a failure: until the back-off has
    /// ```
    struct Lookup: Sendable {
        /// Why a round brought no records.
        enum Problem: Hashable, Sendable {
            case noSuchName
            case noRecords
            case failure(LookupFailure)

            var isFailure: Bool {
                if case .failure = self { true } else { false }
            }
        }

        private enum Stage: Hashable {
            case waiting
            /// To be asked for the type of this number.
            case ready(Int)
            /// Asked for the type of this number.
            case asked(Int)
        }

        let name: String
        /// What is asked for, in this order.
        let types: [RecordType]
        private let searches: Bool
        private var stage = Stage.waiting
        private var dueAt: UInt64
        /// When the round before began, or this one.
        private var askedAt: UInt64?
        /// What the types asked for in this round came to.
        private var met: [Problem] = []
        private var failures = 0

        /// The last records. A failure leaves them; that there are none any more does not.
        private(set) var good: Records?
        private var goodType: RecordType?
        /// Why the last round brought none.
        private(set) var problem: Problem?

        /// A name that is to be asked for at once.
        init(_ name: String, types: [RecordType], searches: Bool, now: UInt64) {
            self.name = name
            self.types = types
            self.searches = searches
            dueAt = now
        }

        /// Whether a round has ended.
        var isSettled: Bool { good != nil || problem != nil }

        var isAsked: Bool {
            if case .asked = stage { true } else { false }
        }

        /// When it has a question: 0 for at once, `max` while it waits for an answer.
        var nextQuestionAt: UInt64 {
            switch stage {
            case .waiting: dueAt
            case .ready: 0
            case .asked: .max
            }
        }

        /// The question that is due, which is taken as asked.
        mutating func takeQuestion(at now: UInt64) -> Question? {
            let number: Int
            switch stage {
            case .waiting where dueAt <= now:
                askedAt = now
                met = []
                number = 0
            case .ready(let next): number = next
            case .waiting, .asked: return nil
            }
            stage = .asked(number)
            return Question(name: name, type: types[number], searches: searches)
        }

        /// Takes in an answer.
        ///
        /// - Returns: True if the round has ended.
        mutating func answered(
            _ type: RecordType,
            _ answer: Answer,
            at now: UInt64,
            random: UInt64,
            rule: WaitRule
        ) -> Bool {
            guard case .asked(let number) = stage, types[number] == type else { return false }
            switch answer {
            case .records(let records, let ttl):
                good = records
                goodType = type
                problem = nil
                failures = 0
                wait(until: now.addingSaturating(rule.afterAnswer(ttl: ttl, random: random)))
                return true
            case .noSuchName: met.append(.noSuchName)
            case .noRecords: met.append(.noRecords)
            case .failure(let failure): met.append(.failure(failure))
            }
            // Records of this type are known: those of another would be other servers, for a failure that may be over soon.
            let keepsGood = met[met.count - 1].isFailure && goodType == type
            guard number + 1 == types.count || keepsGood else {
                stage = .ready(number + 1)
                return false
            }
            endWithoutRecords(at: now, random: random, rule: rule)
            return true
        }

        private mutating func endWithoutRecords(at now: UInt64, random: UInt64, rule: WaitRule) {
            if let failure = met.first(where: \.isFailure) {
                problem = failure
                failures += 1
                wait(until: now.addingSaturating(rule.afterFailure(failures, random: random)))
            } else {
                // A name that lacks one type exists, whatever is said of the other.
                problem = met.contains(.noRecords) ? .noRecords : .noSuchName
                good = nil
                goodType = nil
                failures = 0
                wait(until: now.addingSaturating(rule.afterNegativeAnswer()))
            }
        }

        private mutating func wait(until time: UInt64) {
            stage = .waiting
            dueAt = time
        }

        /// Asks again, but not too soon after the last time, nor before a back-off is over.
        mutating func askSooner(at now: UInt64) {
            guard problem?.isFailure != true, let askedAt else { return }
            dueAt = min(dueAt, max(now, askedAt.addingSaturating(WaitRule.shortestRepeat)))
        }

        /// Whoever was asked will not answer any more.
        mutating func forgetQuestion(at now: UInt64) {
            guard stage != .waiting else { return }
            wait(until: now)
        }
    }
#endif
