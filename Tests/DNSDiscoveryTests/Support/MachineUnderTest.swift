#if DNSDiscovery
    import LoadBalancing
    import Testing

    @testable import DNSDiscovery

    /// A machine, its time, and the answers that name servers would give.
    struct MachineUnderTest {
        static let second: UInt64 = 1_000_000_000

        var machine: DNSMachine
        /// In seconds.
        private(set) var now: UInt64 = 0
        /// By type and name, such as `A a.example`; what is not here, does not exist.
        var answers: [String: Answer] = [:]
        /// What is not answered for now.
        var silent: Set<String> = []
        private(set) var unanswered: [Question] = []
        /// What was asked since this was last emptied.
        var asked: [String] = []

        init(
            _ wanted: DNSMachine.Wanted,
            _ configuration: DNSDiscoveryConfiguration = DNSDiscoveryConfiguration(jitter: 0)
        ) {
            machine = DNSMachine(wanted, configuration, now: 0)
            machine.beginSequence(at: 0)
        }

        static func key(_ question: Question) -> String { "\(question.type.rawValue) \(question.name)" }

        /// Asks and answers until there is nothing more to ask, and returns what was said meanwhile.
        mutating func settle() -> [DNSMachine.News] {
            var news: [DNSMachine.News] = []
            while true {
                let questions = machine.takeQuestions(at: now * Self.second)
                #expect(questions.count <= DNSMachine.mostQuestions)
                if let said = machine.takeNews() { news.append(said) }
                guard !questions.isEmpty else { return news }
                for question in questions {
                    asked.append(Self.key(question))
                    guard !silent.contains(Self.key(question)) else {
                        unanswered.append(question)
                        continue
                    }
                    answer(question)
                    if let said = machine.takeNews() { news.append(said) }
                }
            }
        }

        private mutating func answer(_ question: Question) {
            let answer = answers[Self.key(question)] ?? .noSuchName
            machine.answered(question, answer, at: now * Self.second, random: 0)
        }

        /// Answers what was not answered.
        mutating func breakSilence() -> [DNSMachine.News] {
            silent = []
            let questions = unanswered
            unanswered = []
            questions.forEach { answer($0) }
            return [machine.takeNews()].compactMap { $0 } + settle()
        }

        mutating func advance(by seconds: UInt64) -> [DNSMachine.News] {
            now += seconds
            return settle()
        }

        /// In whole seconds from now, rounded up; `nil` if it waits for answers alone.
        var nextEventIn: UInt64? {
            machine.nextEventAt == .max
                ? nil : (machine.nextEventAt - now * Self.second + Self.second - 1) / Self.second
        }
    }

    extension DNSMachine.News {
        /// A list as `id@address*weight`, with the reasons of those that are none.
        var words: [String] {
            switch self {
            case .failure(let error): ["\(error)"]
            case .list(let endpoints):
                endpoints.map { endpoint in
                    do {
                        try endpoint.check()
                        let weight =
                            endpoint.weight == endpoint.weight.rounded()
                            ? "\(Int(endpoint.weight))" : "\(endpoint.weight)"
                        return "\(endpoint.id)@\(endpoint.address)*\(weight)"
                    } catch {
                        return "\(error)"
                    }
                }
            }
        }
    }
#endif
