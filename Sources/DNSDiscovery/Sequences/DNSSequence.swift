#if DNSDiscovery
    import LoadBalancing

    /// One sequence of lists under way, with the thread that asks for it. Used by one task at a time.
    final class DNSSequence: Sendable {
        private enum Phase {
            case new
            case running(DNSCore, any AnswersQuestions)
            case over
        }

        private let discovery: DNSDiscovery
        private let phase = Locked(Phase.new)

        init(_ discovery: DNSDiscovery) {
            self.discovery = discovery
        }

        deinit {
            end()
        }

        /// The next list; `nil` once the task is cancelled.
        func next() async throws(DNSDiscoveryError) -> [Endpoint]? {
            guard let (core, resolver) = try begin() else { return nil }
            while !Task.isCancelled {
                let (questions, news, next) = core.turn()
                for question in questions {
                    resolver.ask(question)
                }
                switch news {
                case .list(let list):
                    return list
                case .failure(let error):
                    end()
                    throw error
                case nil:
                    await core.bell.wait(until: next, by: core.clock)
                }
            }
            end()
            return nil
        }

        /// What this sequence runs on, made if it is new; `nil` if it is over.
        private func begin() throws(DNSDiscoveryError) -> (DNSCore, any AnswersQuestions)? {
            switch phase.withLock({ $0 }) {
            case .running(let core, let resolver): return (core, resolver)
            case .over: return nil
            case .new: break
            }
            guard !Task.isCancelled else {
                phase.withLock { $0 = .over }
                return nil
            }
            let core = discovery.takeCore()
            do throws(DNSDiscoveryError) {
                let resolver = try discovery.makeResolver { core.answered($0, $1) }
                phase.withLock { $0 = .running(core, resolver) }
                return (core, resolver)
            } catch {
                discovery.giveBack(core)
                phase.withLock { $0 = .over }
                throw error
            }
        }

        /// Waits until the thread has ended, which takes no answer of anybody's.
        private func end() {
            let before = phase.withLock { phase in
                defer { phase = .over }
                return phase
            }
            guard case .running(let core, let resolver) = before else { return }
            resolver.stop()
            discovery.giveBack(core)
        }
    }
#endif
