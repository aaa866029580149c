#if DNSDiscovery
    /// How a ``DNSDiscovery``'s questions went so far.
    public struct DNSCounts: Hashable, Sendable {
        /// Questions asked: one for each name and type, however often it had to be sent.
        public var questions = 0
        /// Answers with records.
        public var answers = 0
        /// Answers that there is no such name, or nothing of the type asked for.
        public var negativeAnswers = 0
        /// Questions that failed: no answer, or none that could be used.
        public var failures = 0
        /// Those of the failures where the answer could not be read.
        public var malformedAnswers = 0

        public init() {}

        static func + (first: DNSCounts, second: DNSCounts) -> DNSCounts {
            var sum = first
            sum.questions += second.questions
            sum.answers += second.answers
            sum.negativeAnswers += second.negativeAnswers
            sum.failures += second.failures
            sum.malformedAnswers += second.malformedAnswers
            return sum
        }
    }
#endif
