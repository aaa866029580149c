#if DNSDiscovery
    import LoadBalancing
    import ManualClocks

    @testable import DNSDiscovery

    /// Answers a discovery's questions as a test says, in the place of name servers, on a clock moved by hand.
    final class ScriptedAnswers: Sendable {
        private struct State {
            var answers: [String: Answer] = [:]
            var asked: [String] = []
            var running = 0
            var failure: DNSDiscoveryError?
        }

        private final class Resolver: AnswersQuestions {
            let script: ScriptedAnswers
            let deliver: @Sendable (Question, Answer) -> Void

            init(_ script: ScriptedAnswers, _ deliver: @escaping @Sendable (Question, Answer) -> Void) {
                self.script = script
                self.deliver = deliver
                script.state.withLock { $0.running += 1 }
            }

            func ask(_ question: Question) {
                let key = "\(question.type.rawValue) \(question.name)"
                let answer = script.state.withLock { state in
                    state.asked.append(key)
                    return state.answers[key]
                }
                // What has no answer is not answered.
                if let answer { deliver(question, answer) }
            }

            func stop() { script.state.withLock { $0.running -= 1 } }
        }

        let clock = ManualClock()
        private let state = Locked(State())

        func discovery(
            _ wanted: DNSMachine.Wanted = .addresses(name: "a.example", port: 80),
            _ configuration: DNSDiscoveryConfiguration = DNSDiscoveryConfiguration(jitter: 0)
        ) throws -> DNSDiscovery {
            try DNSDiscovery(wanted, configuration, clock: clock) { [self] deliver throws(DNSDiscoveryError) in
                if let failure = state.withLock({ $0.failure }) { throw failure }
                return Resolver(self, deliver)
            }
        }

        /// Sets what is answered to a question such as `A a.example`; nothing for `nil`.
        func set(_ question: String, _ answer: Answer?) { state.withLock { $0.answers[question] = answer } }

        func setAddresses(_ addresses: String..., ttl: UInt32 = 60) {
            set("A a.example", .records(.addresses(addresses), ttl: ttl))
        }

        /// Lets no sequence begin.
        func refuse(_ failure: DNSDiscoveryError?) { state.withLock { $0.failure = failure } }

        var asked: [String] { state.withLock { $0.asked } }
        /// How many sequences have somebody who answers.
        var running: Int { state.withLock { $0.running } }
    }
#endif
