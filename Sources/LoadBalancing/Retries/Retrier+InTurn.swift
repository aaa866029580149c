#if LoadBalancing
    extension Retrier {
        /// Makes a request's attempts as ``perform(keyHash:options:attempt:verdict:)`` does, for attempts that can end by
        /// themselves when ``Attempt/timeLimit`` is over. Where no other one may be under way beside them, they are made in the
        /// caller's own task: without child tasks, and without a timer for each.
        ///
        /// - Parameters:
        ///   - answered: says what an answer means.
        ///   - failed: says what an error means.
        @inlinable
        package func perform<Answer: Sendable>(
            keyHash: UInt64?,
            options: RequestOptions,
            attemptEndingItself attempt: @escaping @Sendable (Attempt) async throws -> Answer,
            answered: @Sendable (Answer) -> Verdict,
            failed: @Sendable (any Error) -> Verdict
        ) async throws -> Answer {
            let mayBeHedged = configuration.hedging != nil && options.isSafeToRepeat
            // To wait at a limit takes a child task, too.
            guard !mayBeHedged, concurrency == nil else {
                return try await performInChildren(keyHash, options, attempt) { result in
                    switch result {
                    case .success(let answer): answered(answer)
                    case .failure(let error): failed(error)
                    }
                }
            }
            return try await performInTurn(keyHash, options, attempt, answered, failed)
        }

        /// Makes one attempt after the other.
        @inlinable
        package func performInTurn<Answer: Sendable>(
            _ keyHash: UInt64?,
            _ options: RequestOptions,
            _ attempt: @Sendable (Attempt) async throws -> Answer,
            _ answered: @Sendable (Answer) -> Verdict,
            _ failed: @Sendable (any Error) -> Verdict
        ) async throws -> Answer {
            try Task.checkCancellation()
            // What the last attempt to end came to. It is let go of when the next one begins: it may hold a connection.
            var lastAnswer: Answer?
            var lastError: (any Error)?
            var course: RequestCourse
            var conclusion: RequestMachine.Conclusion?
            if let (first, made) = try beginFirst(keyHash, options) {
                do {
                    let answer = try await attempt(made)
                    let said = answered(answer)
                    // Nearly always.
                    if endFirst(first, made.pick, said) { return answer }
                    course = RequestCourse(self, keyHash, options, endsItself: true, after: first, at: made.pick)
                    conclusion = course.ended(1, said, failed)
                    if course.last == .told { lastAnswer = answer }
                } catch {
                    course = RequestCourse(self, keyHash, options, endsItself: true, after: first, at: made.pick)
                    conclusion = course.failedInTurn(1, error, failed)
                    if course.last == .told { lastError = error }
                }
            } else {
                course = RequestCourse(self, keyHash: keyHash, options: options, endsItself: true)
                conclusion = course.start(failed)
            }
            while conclusion == nil {
                if let next = course.takeBegun()?.attempt {
                    lastAnswer = nil
                    lastError = nil
                    do {
                        let answer = try await attempt(next)
                        conclusion = course.ended(next.number, answered(answer), failed)
                        if case .answered? = conclusion { return answer }
                        if course.last == .told { lastAnswer = answer }
                    } catch {
                        conclusion = course.failedInTurn(next.number, error, failed)
                        if course.last == .told { lastError = error }
                    }
                } else {
                    try? await clock.sleep(course.nextEventAt)
                    conclusion = Task.isCancelled ? course.cancelled(failed) : course.advance(failed)
                }
            }
            let end = conclusion ?? .cancelled
            guard case .answered = end, course.last == .told else { throw course.error(end) }
            if let lastAnswer { return lastAnswer }
            throw lastError ?? course.error(end)
        }
    }
#endif
