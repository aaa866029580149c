#if LoadBalancing
    /// Runs one request in child tasks of the caller's: makes the attempts of its ``RequestCourse``.
    ///
    /// It is inlinable so that a client's own kind of answer is moved as what it is: a generic one costs more than all the rest.
    @usableFromInline
    package struct RequestRun<Answer: Sendable>: ~Copyable {
        /// What a child task came to.
        @usableFromInline
        package enum Report: Sendable {
            case ended(Int, Result<Answer, any Error>)
            /// A time has come at which something may be due.
            case time
        }

        @usableFromInline
        package typealias SentVerdict = @Sendable (Result<Answer, any Error>) -> Verdict

        @usableFromInline
        package let retrier: Retrier
        @usableFromInline
        package let attempt: @Sendable (Attempt) async throws -> Answer
        @usableFromInline
        package var course: RequestCourse
        /// What the last attempt to end came to. It is let go of when the next one begins: it may hold a connection.
        @usableFromInline
        package var last: Result<Answer, any Error>?
        /// The earliest time for which a child task waits.
        @usableFromInline
        package var timer: UInt64 = .max

        @inlinable
        package init(
            _ retrier: Retrier,
            keyHash: UInt64?,
            options: RequestOptions,
            attempt: @escaping @Sendable (Attempt) async throws -> Answer
        ) {
            self.retrier = retrier
            self.attempt = attempt
            course = RequestCourse(retrier, keyHash: keyHash, options: options, endsItself: false)
        }

        /// A request whose first attempt is under way in a child task, and ends by itself.
        @inlinable
        package init(
            _ retrier: Retrier,
            _ keyHash: UInt64?,
            _ options: RequestOptions,
            _ attempt: @escaping @Sendable (Attempt) async throws -> Answer,
            after first: FirstAttempt,
            at pick: PickBox
        ) {
            self.retrier = retrier
            self.attempt = attempt
            course = RequestCourse(retrier, keyHash, options, endsItself: false, after: first, at: pick)
        }

        @inlinable
        package mutating func performInChildren(_ verdict: SentVerdict) async throws -> Answer {
            try Task.checkCancellation()
            // No copy of `self` in the group: it is this one that the loop changes.
            let conclusion = await withTaskGroup(of: Report.self) { group in
                let conclusion = course.start { verdict(.failure($0)) }
                return await goOn(conclusion, in: &group, verdict)
            }
            return try answer(conclusion)
        }

        /// Makes attempts until the request has ended, and all of them have.
        ///
        /// - Parameter conclusion: how it has ended, if it has.
        @inlinable
        package mutating func goOn(
            _ conclusion: RequestMachine.Conclusion?,
            in group: inout TaskGroup<Report>,
            _ verdict: SentVerdict
        ) async -> RequestMachine.Conclusion {
            var conclusion = conclusion
            while conclusion == nil {
                addAttempts(to: &group)
                addTimer(to: &group)
                let report = await group.next()
                conclusion = takeIn(report, verdict)
            }
            group.cancelAll()
            // The losers: they must have ended, and what they came to is nobody's.
            await group.waitForAll()
            return conclusion ?? .cancelled
        }

        @inlinable
        package mutating func addAttempts(to group: inout TaskGroup<Report>) {
            while let next = course.takeBegun() {
                last = nil
                group.addTask { [retrier, attempt] in
                    .ended(next.attempt.number, await retrier.make(next.attempt, until: next.limit, attempt))
                }
            }
        }

        /// Waits for the next time at which something is due, unless another child task does so already.
        @inlinable
        package mutating func addTimer(to group: inout TaskGroup<Report>) {
            let next = course.nextEventAt
            guard next < timer else { return }
            timer = next
            group.addTask { [clock = retrier.clock] in
                try? await clock.sleep(next)
                return .time
            }
        }

        @inlinable
        package mutating func takeIn(_ report: Report?, _ verdict: SentVerdict) -> RequestMachine.Conclusion? {
            var conclusion: RequestMachine.Conclusion?
            switch report {
            case .ended(let number, let result)? where !(Task.isCancelled && result.isFailure):
                conclusion = ended(number, result, verdict)
            case .ended?, nil: break
            case .time?:
                timer = .max
                conclusion = course.advance { verdict(.failure($0)) }
            }
            if conclusion != nil || report != nil && !Task.isCancelled { return conclusion }
            return cancelled(verdict)
        }

        /// The same, of a first attempt that ends by itself.
        @inlinable
        package mutating func takeInFirst(_ report: Report?, _ verdict: SentVerdict) -> RequestMachine.Conclusion? {
            guard case .ended(let number, .failure(let error)) = report else { return takeIn(report, verdict) }
            let conclusion = course.failedInTurn(number, error) { verdict(.failure($0)) }
            if course.last == .told { last = .failure(error) }
            return conclusion
        }

        // MARK: Ends

        @inlinable
        package mutating func ended(
            _ number: Int,
            _ result: Result<Answer, any Error>,
            _ verdict: SentVerdict
        ) -> RequestMachine.Conclusion? {
            let conclusion: RequestMachine.Conclusion?
            if case .failure(is ConcurrencyLimitError) = result {
                conclusion = course.endedBeforeItsEndpoint(number) { verdict(.failure($0)) }
            } else {
                conclusion = course.ended(number, verdict(result)) { verdict(.failure($0)) }
            }
            if course.last == .told { last = result }
            return conclusion
        }

        @inlinable
        package mutating func cancelled(_ verdict: SentVerdict) -> RequestMachine.Conclusion? {
            course.cancelled { verdict(.failure($0)) }
        }

        @inlinable
        package func answer(_ conclusion: RequestMachine.Conclusion) throws -> Answer {
            guard case .answered = conclusion, course.last == .told, let last else { throw course.error(conclusion) }
            return try last.get()
        }
    }

    extension Result {
        @inlinable
        package var isFailure: Bool {
            if case .failure = self { true } else { false }
        }
    }

    extension Retrier {
        /// Makes an attempt, and cancels it when its own time is up.
        @inlinable
        package func make<Answer: Sendable>(
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

        @inlinable
        package func make<Answer: Sendable>(
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
