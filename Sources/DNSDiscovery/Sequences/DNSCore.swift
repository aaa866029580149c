#if DNSDiscovery
    import LoadBalancing

    /// A machine and what wakes whoever waits for it. Used by one sequence at a time; what it knows, the next one finds.
    final class DNSCore: Sendable {
        let clock: BalancerClock
        /// Rings when an answer has come, or was asked for sooner.
        let bell = Bell()
        private let machine: Locked<DNSMachine>

        init(_ machine: DNSMachine, clock: BalancerClock) {
            self.machine = Locked(machine)
            self.clock = clock
        }

        func beginSequence() {
            let now = clock.now()
            machine.withLock { $0.beginSequence(at: now) }
        }

        /// What is to be asked and said now, and when to call this again at the latest.
        func turn() -> (questions: [Question], news: DNSMachine.News?, next: UInt64) {
            let now = clock.now()
            return machine.withLock { machine in
                let news = machine.takeNews()
                // Who has failed asks nothing more.
                if case .failure = news { return ([], news, .max) }
                return (machine.takeQuestions(at: now), news, machine.nextEventAt)
            }
        }

        /// Any thread may call this.
        func answered(_ question: Question, _ answer: Answer) {
            let now = clock.now()
            let random = UInt64.random(in: 0 ... .max)
            machine.withLock { $0.answered(question, answer, at: now, random: random) }
            bell.ring()
        }

        /// Any thread may call this.
        func resolveAgain() {
            let now = clock.now()
            machine.withLock { $0.resolveAgain(at: now) }
            bell.ring()
        }

        var counts: DNSCounts { machine.withLock { $0.counts } }
    }
#endif
