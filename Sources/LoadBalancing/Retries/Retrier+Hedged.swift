#if LoadBalancing
    extension Retrier {
        /// Makes attempts that end by themselves, beside one another where need be.
        ///
        /// Until the first one has to be hedged there is nothing but its own child task, and a place in the ``SharedAlarm``: most
        /// requests need no more.
        @inlinable
        package func performInChildren<Answer: Sendable>(
            _ keyHash: UInt64?,
            _ options: RequestOptions,
            _ attempt: @escaping @Sendable (Attempt) async throws -> Answer,
            _ verdict: @Sendable (Result<Answer, any Error>) -> Verdict
        ) async throws -> Answer {
            try Task.checkCancellation()
            // Who waits at a limit can't end by itself.
            guard concurrency == nil, let (first, made) = try beginFirst(keyHash, options) else {
                var run = RequestRun<Answer>(self, keyHash: keyHash, options: options, attempt: attempt)
                return try await run.performInChildren(verdict)
            }
            let waiter = alarm.add(at: first.hedgeAt)
            let result = await withTaskGroup(of: RequestRun<Answer>.Report.self) { group in
                let make: @Sendable () async -> RequestRun<Answer>.Report = {
                    let result = await self.make(made, attempt)
                    self.alarm.wake(waiter, because: .done)
                    return .ended(1, result)
                }
                if #available(macOS 26, *) {
                    // It runs here until it has to wait: for its answer, most likely.
                    group.addImmediateTask(operation: make)
                } else {
                    group.addTask(operation: make)
                }
                var report: RequestRun<Answer>.Report?
                if await alarm.wait(waiter) == .done {
                    report = await group.next()
                    if case .ended(_, .success(let answer)) = report,
                        endFirst(first, made.pick, verdict(.success(answer)))
                    {
                        return Result<Answer, any Error>.success(answer)
                    }
                }
                var run = RequestRun<Answer>(self, keyHash, options, attempt, after: first, at: made.pick)
                let conclusion =
                    report == nil
                    ? run.course.advance { verdict(.failure($0)) } : run.takeInFirst(report, verdict)
                let end = await run.goOn(conclusion, in: &group, verdict)
                return Result { try run.answer(end) }
            }
            return try result.get()
        }
    }
#endif
