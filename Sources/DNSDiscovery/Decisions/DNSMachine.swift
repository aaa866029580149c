#if DNSDiscovery
    import LoadBalancing

    /// All that a ``DNSDiscovery`` knows and decides: answers go in with their time, questions and lists come out.
    ///
    /// Times are nanoseconds since the discovery was made.
    struct DNSMachine: Sendable {
        /// Whose addresses are wanted.
        enum Wanted: Hashable, Sendable {
            /// A name's own, each with this port.
            case addresses(name: String, port: Int)
            /// Those of a service's servers.
            case servers(service: String)

            var name: String {
                switch self {
                case .addresses(let name, _): name
                case .servers(let service): service
                }
            }
        }

        /// What a sequence has to say.
        enum News: Hashable {
            case list([Endpoint])
            case failure(DNSDiscoveryError)
        }

        /// Of what kind the error is that was thrown last: others of its kind are not thrown after it.
        private enum Reported: Hashable {
            case negativeAnswer
            case failure
        }

        /// So many questions are asked at a time: more answers at once might not find room in a socket's buffer.
        static let mostQuestions = 64

        let wanted: Wanted
        private let addressTypes: [RecordType]
        private let rule: WaitRule

        /// Of the name itself.
        private(set) var root: Lookup
        /// Of the servers of a service, by name.
        private(set) var targets: [String: Lookup] = [:]
        /// The address at which each of them is known, for as long as it has it.
        private(set) var addressesInUse: [String: String] = [:]
        private(set) var counts = DNSCounts()

        private var reported: Reported?
        /// The list that this sequence gave last.
        private var sent: [Endpoint]?
        /// Whether any sequence has given one.
        private(set) var hasSent = false
        /// Whether what is known of the root is out of date, so that nothing is said before its next answer.
        private var isStale = false

        init(_ wanted: Wanted, _ configuration: DNSDiscoveryConfiguration, now: UInt64) {
            self.wanted = wanted
            rule = WaitRule(configuration)
            switch configuration.family {
            case .ipv4: addressTypes = [.a]
            case .ipv6: addressTypes = [.aaaa]
            case .ipv4First: addressTypes = [.a, .aaaa]
            case .ipv6First: addressTypes = [.aaaa, .a]
            }
            let isAbsolute = wanted.name.hasSuffix(".") || !configuration.nameServers.isEmpty
            let types: [RecordType]
            switch wanted {
            case .addresses: types = addressTypes
            case .servers: types = [.srv]
            }
            root = Lookup(
                wanted.name.hasSuffix(".") ? String(wanted.name.dropLast()) : wanted.name,
                types: types,
                searches: !isAbsolute,
                now: now
            )
        }

        /// A sequence begins, after the one before has ended.
        mutating func beginSequence(at now: UInt64) {
            root.forgetQuestion(at: now)
            for name in targets.keys {
                targets[name]?.forgetQuestion(at: now)
            }
            sent = nil
            isStale = root.nextQuestionAt <= now
        }

        // MARK: Questions and answers

        private var askedCount: Int { targets.values.count(where: \.isAsked) + (root.isAsked ? 1 : 0) }

        /// When ``takeQuestions(at:)`` is to be called at the latest.
        var nextEventAt: UInt64 {
            guard askedCount < Self.mostQuestions else { return .max }
            return targets.values.reduce(root.nextQuestionAt) { min($0, $1.nextQuestionAt) }
        }

        /// The questions to ask now.
        mutating func takeQuestions(at now: UInt64) -> [Question] {
            var questions: [Question] = []
            var room = Self.mostQuestions - askedCount
            func take(_ lookup: inout Lookup) {
                guard room > 0, let question = lookup.takeQuestion(at: now) else { return }
                questions.append(question)
                room -= 1
            }
            take(&root)
            for name in targets.keys.sorted() where room > 0 {
                guard var lookup = targets[name] else { continue }
                take(&lookup)
                targets[name] = lookup
            }
            counts.questions += questions.count
            return questions
        }

        /// Takes an answer in; one that nobody waits for is ignored.
        mutating func answered(_ question: Question, _ answer: Answer, at now: UInt64, random: UInt64) {
            count(answer)
            if question.name == root.name, root.types.contains(question.type) {
                guard root.answered(question.type, answer, at: now, random: random, rule: rule) else { return }
                isStale = false
                followServers(at: now)
            } else if var lookup = targets[question.name] {
                _ = lookup.answered(question.type, answer, at: now, random: random, rule: rule)
                targets[question.name] = lookup
                useAddress(of: lookup)
            }
        }

        /// Endpoints fail: asks again, but not too often.
        mutating func resolveAgain(at now: UInt64) {
            root.askSooner(at: now)
            for name in targets.keys {
                targets[name]?.askSooner(at: now)
            }
        }

        private mutating func count(_ answer: Answer) {
            switch answer {
            case .records: counts.answers += 1
            case .noSuchName, .noRecords: counts.negativeAnswers += 1
            case .failure(let failure):
                counts.failures += 1
                if case .malformed = failure { counts.malformedAnswers += 1 }
            }
        }

        /// Keeps the lookups of the servers in step with the service's records.
        private mutating func followServers(at now: UInt64) {
            guard case .services(let records) = root.good else {
                if case .servers = wanted { (targets, addressesInUse) = ([:], [:]) }
                return
            }
            var kept: [String: Lookup] = [:]
            for target in records.map(\.target) where DomainName.problem(with: target) == nil {
                kept[target] = targets[target] ?? Lookup(target, types: addressTypes, searches: false, now: now)
            }
            targets = kept
            addressesInUse = addressesInUse.filter { kept[$0.key] != nil }
        }

        /// A server that has many addresses counts once, and stays where it is while it has that address.
        private mutating func useAddress(of lookup: Lookup) {
            guard case .addresses(let addresses) = lookup.good else {
                addressesInUse[lookup.name] = nil
                return
            }
            if let inUse = addressesInUse[lookup.name], addresses.contains(inUse) { return }
            addressesInUse[lookup.name] = addresses.min()
        }

        // MARK: News

        /// What the sequence is to say now, if anything. After a failure it is over.
        mutating func takeNews() -> News? {
            guard !isStale else { return nil }
            if let problem = root.problem {
                let kind = problem.isFailure ? Reported.failure : .negativeAnswer
                guard kind != reported else { return nil }
                reported = kind
                return .failure(error(problem))
            }
            guard let list = endpoints(), list != sent else { return nil }
            sent = list
            hasSent = true
            reported = nil
            return .list(list)
        }

        private func error(_ problem: Lookup.Problem) -> DNSDiscoveryError {
            DNSDiscoveryError(problem, name: wanted.name, types: root.types)
        }
    }

    extension DNSDiscoveryError {
        init(_ problem: Lookup.Problem, name: String, types: [RecordType]) {
            switch problem {
            case .noSuchName: self = .noSuchName(name)
            case .noRecords: self = .noRecords(name, type: types.map(\.rawValue).joined(separator: " or "))
            case .failure(.timedOut): self = .timedOut(name)
            case .failure(.unreachable): self = .unreachable(name)
            case .failure(.serverFailed(let response)): self = .serverFailed(name, response: response)
            case .failure(.malformed(let problem)): self = .malformedAnswer(name, problem: problem)
            case .failure(.system(let reason)): self = .system(reason: reason)
            }
        }
    }
#endif
