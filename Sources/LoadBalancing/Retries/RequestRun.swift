#if LoadBalancing
    /// Runs one request: does what its ``RequestMachine`` says, in child tasks of the caller's, or in the caller's own.
    struct RequestRun<Answer: Sendable> {
        /// What a child task came to.
        private enum Report: Sendable {
            case ended(Int, Result<Answer, any Error>)
            /// A time has come at which something may be due.
            case time
        }

        /// An attempt to make, and when it is to be cancelled by itself: if its time is shorter than its request's.
        private struct Begun: Sendable {
            let attempt: Attempt
            let limit: UInt64?
        }

        private typealias Action = RequestMachine.Action

        private let retrier: Retrier
        private let keyHash: UInt64?
        private let endsItself: Bool
        private let attempt: @Sendable (Attempt) async throws -> Answer
        private var machine: RequestMachine
        private let timeout: Duration?

        /// By the numbers of their attempts.
        private var picks: [PickBox?] = []
        /// Those that nobody has made yet.
        private var begun: [Begun] = []
        /// What the last attempt to end came to. It is let go of when the next one begins: it may hold a connection.
        private var last: Result<Answer, any Error>?
        private var refusal: PickError?
        /// The earliest time for which a child task waits.
        private var timer: UInt64 = .max

        init(
            _ retrier: Retrier,
            keyHash: UInt64?,
            options: RequestOptions,
            endsItself: Bool,
            attempt: @escaping @Sendable (Attempt) async throws -> Answer
        ) {
            self.retrier = retrier
            self.keyHash = keyHash
            self.endsItself = endsItself
            self.attempt = attempt
            timeout = options.timeout ?? retrier.configuration.timeout
            machine = RequestMachine(retrier.configuration, options: options, at: retrier.clock.now())
        }

        // MARK: In the caller's task

        /// Makes one attempt after the other. None is under way beside another, and each ends by itself when its time is up.
        mutating func performInTurn(
            _ verdict: @Sendable (Result<Answer, any Error>) -> Verdict
        ) async throws -> Answer {
            try Task.checkCancellation()
            var conclusion = perform(decide { $0.start(limits: &$1, at: $2, random: $3) }, verdict)
            while conclusion == nil {
                if let next = begun.popLast() {
                    let result = await retrier.make(next.attempt, attempt)
                    conclusion = takeIn(result, of: next.attempt.number, verdict)
                } else {
                    try? await retrier.clock.sleep(machine.nextEventAt)
                    conclusion = Task.isCancelled ? cancelled(verdict) : advance(verdict)
                }
            }
            return try answer(conclusion ?? .cancelled)
        }

        private mutating func takeIn(
            _ result: Result<Answer, any Error>,
            of number: Int,
            _ verdict: @Sendable (Result<Answer, any Error>) -> Verdict
        ) -> RequestMachine.Conclusion? {
            if result.isFailure {
                if Task.isCancelled { return cancelled(verdict) }
                // It may be that its time was up, or the request's.
                if let conclusion = advance(verdict) { return conclusion }
            }
            return perform(ended(number, result, verdict), verdict)
        }

        // MARK: In child tasks

        mutating func performInChildren(
            _ verdict: @Sendable (Result<Answer, any Error>) -> Verdict
        ) async throws -> Answer {
            try Task.checkCancellation()
            // No copy of `self` in the group: it is this one that the loop changes.
            let conclusion = await withTaskGroup(of: Report.self) { group in
                var conclusion = perform(decide { $0.start(limits: &$1, at: $2, random: $3) }, verdict)
                while conclusion == nil {
                    addAttempts(to: &group)
                    addTimer(to: &group)
                    let report = await group.next()
                    conclusion = takeIn(report, verdict)
                }
                group.cancelAll()
                // The losers: they must have ended, and what they came to is nobody's.
                await group.waitForAll()
                return conclusion
            }
            return try answer(conclusion ?? .cancelled)
        }

        private mutating func addAttempts(to group: inout TaskGroup<Report>) {
            for next in begun {
                group.addTask { [retrier, attempt] in
                    .ended(next.attempt.number, await retrier.make(next.attempt, until: next.limit, attempt))
                }
            }
            begun = []
        }

        /// Waits for the next time at which something is due, unless another child task does so already.
        private mutating func addTimer(to group: inout TaskGroup<Report>) {
            let next = machine.nextEventAt
            guard next < timer else { return }
            timer = next
            group.addTask { [clock = retrier.clock] in
                try? await clock.sleep(next)
                return .time
            }
        }

        private mutating func takeIn(
            _ report: Report?,
            _ verdict: @Sendable (Result<Answer, any Error>) -> Verdict
        ) -> RequestMachine.Conclusion? {
            var conclusion: RequestMachine.Conclusion?
            switch report {
            case .ended(let number, let result)? where !(Task.isCancelled && result.isFailure):
                conclusion = perform(ended(number, result, verdict), verdict)
            case .ended?, nil: break
            case .time?:
                timer = .max
                conclusion = advance(verdict)
            }
            if conclusion != nil || report != nil && !Task.isCancelled { return conclusion }
            return cancelled(verdict)
        }

        // MARK: Actions

        /// Does what is due.
        private mutating func advance(
            _ verdict: @Sendable (Result<Answer, any Error>) -> Verdict
        ) -> RequestMachine.Conclusion? {
            perform(decide { machine, limits, now, _ in machine.advance(to: now, limits: &limits) }, verdict)
        }

        /// Ends the request: the caller gave up.
        private mutating func cancelled(
            _ verdict: @Sendable (Result<Answer, any Error>) -> Verdict
        ) -> RequestMachine.Conclusion? {
            perform(decide { machine, limits, now, _ in machine.cancelled(limits: &limits, at: now) }, verdict)
        }

        /// Does what the machine says, and what it says to that. Returns how the request ended, if it has.
        private mutating func perform(
            _ actions: [Action],
            _ verdict: @Sendable (Result<Answer, any Error>) -> Verdict
        ) -> RequestMachine.Conclusion? {
            var conclusion: RequestMachine.Conclusion?
            for action in actions {
                switch action {
                case .start(let order):
                    conclusion = perform(start(order), verdict) ?? conclusion
                case .timeOut(let number):
                    conclusion = perform(ended(number, .failure(retrier.timedOut), verdict), verdict) ?? conclusion
                case .cancel(let number, let outcome):
                    takePick(number)?.finish(outcome)
                case .finish(let end):
                    conclusion = end
                }
            }
            return conclusion
        }

        private mutating func start(_ order: RequestMachine.AttemptOrder) -> [Action] {
            let pick: PickBox
            do throws(PickError) {
                pick = PickBox(try self.pick(order))
            } catch {
                refusal = error
                return decide { machine, limits, now, _ in
                    machine.pickRefused(order.number, limits: &limits, at: now)
                }
            }
            picks.append(contentsOf: repeatElement(nil, count: max(0, order.number - picks.count)))
            picks[order.number - 1] = pick
            last = nil
            _ = decide { machine, limits, _, _ in
                machine.picked(order.number, pick.endpoint.id, limits: &limits)
                return []
            }
            let limit = order.deadline
            let now = retrier.clock.now()
            let made = Attempt(
                number: order.number,
                isHedge: order.isHedge,
                timeLimit: limit == .max ? nil : .nanoseconds(Int64(clamping: limit - min(limit, now))),
                endsItself: endsItself,
                pick: pick
            )
            begun.append(Begun(attempt: made, limit: limit < machine.deadline ? limit : nil))
            return []
        }

        private func pick(_ order: RequestMachine.AttemptOrder) throws(PickError) -> Pick {
            if let id = order.stayingOn {
                do throws(PickError) {
                    return try retrier.balancer.pick(stayingOn: id)
                } catch .unavailable {
                    // Elsewhere, then.
                }
            }
            var refusal = PickError.allExcluded
            for excluded in order.exclusions {
                do throws(PickError) {
                    return try retrier.balancer.pick(keyHash: keyHash, excluding: excluded)
                } catch .allExcluded {
                    refusal = .allExcluded
                }
            }
            throw refusal
        }

        private mutating func ended(
            _ number: Int,
            _ result: Result<Answer, any Error>,
            _ verdict: @Sendable (Result<Answer, any Error>) -> Verdict
        ) -> [Action] {
            // One whose time was up has been asked about, and its pick is finished.
            guard machine.isOpen(number), let pick = takePick(number) else { return [] }
            let said: Verdict
            if case .failure(is ConcurrencyLimitError) = result {
                // It never reached the endpoint, of which that says nothing.
                said = .failure(.overloaded, .notSent)
                pick.finish(.cancelled)
            } else {
                said = verdict(result)
                if let outcome = said.outcome { pick.finish(outcome) }
            }
            last = result
            return decide { machine, limits, now, random in
                machine.attemptEnded(number, said, limits: &limits, at: now, random: random)
            }
        }

        private mutating func takePick(_ number: Int) -> PickBox? {
            guard picks.indices.contains(number - 1) else { return nil }
            return picks[number - 1].take()
        }

        private mutating func decide(
            _ body: (inout RequestMachine, inout RetryLimits, _ now: UInt64, _ random: UInt64) -> [Action]
        ) -> [Action] {
            retrier.decide { body(&machine, &$0, $1, $2) }
        }

        private func answer(_ conclusion: RequestMachine.Conclusion) throws -> Answer {
            switch conclusion {
            case .answered:
                guard let last else { throw CancellationError() }
                return try last.get()
            case .refused: throw refusal ?? .allExcluded
            case .throttled: throw RetrierError.throttled
            case .deadlineExceeded(let attempts):
                throw RetrierError.deadlineExceeded(after: timeout ?? .zero, attempts: attempts)
            case .cancelled: throw CancellationError()
            }
        }
    }

    extension Result {
        fileprivate var isFailure: Bool {
            if case .failure = self { true } else { false }
        }
    }

    extension Retrier {
        /// Makes an attempt, and cancels it when its own time is up.
        fileprivate func make<Answer: Sendable>(
            _ attempt: Attempt,
            until limit: UInt64?,
            _ send: @escaping @Sendable (Attempt) async throws -> Answer
        ) async -> Result<Answer, any Error> {
            guard let limit else { return await make(attempt, send) }
            return await withTaskGroup(of: Result<Answer, any Error>?.self) { group in
                group.addTask { await self.make(attempt, send) }
                group.addTask { [clock] in
                    try? await clock.sleep(limit)
                    return nil
                }
                let first = await group.next()
                // Its time is up, unless it is the whole request that was cancelled.
                let isTimedOut = first.map { $0 == nil } == true && !Task.isCancelled
                group.cancelAll()
                let second = await group.next()
                let result = (first ?? nil) ?? (second ?? nil) ?? .failure(CancellationError())
                return isTimedOut && result.isFailure ? .failure(self.timedOut) : result
            }
        }

        /// What a verdict is asked of for an attempt whose time is up.
        fileprivate var timedOut: RetrierError {
            .attemptTimedOut(after: configuration.attemptTimeout ?? .zero)
        }

        fileprivate func make<Answer: Sendable>(
            _ attempt: Attempt,
            _ send: @Sendable (Attempt) async throws -> Answer
        ) async -> Result<Answer, any Error> {
            do {
                guard let concurrency else { return .success(try await send(attempt)) }
                return .success(try await concurrency.withPlace(at: attempt.endpoint.id) { try await send(attempt) })
            } catch {
                return .failure(error)
            }
        }
    }
#endif
