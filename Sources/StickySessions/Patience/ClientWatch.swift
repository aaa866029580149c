#if StickySessions
    import Hummingbird
    import LoadBalancing

    /// Waits for a request's client to go, and cancels the task that serves it then.
    final class ClientWatch: Sendable {
        private enum State: Sendable {
            /// The task may be cancelled.
            case idle(ServingTask)
            case watching(ServingTask, Task<Void, Never>, ended: AsyncStream<Never>.Continuation)
            case over
        }

        private let state: Locked<State>
        private let body: RequestBody

        /// - Parameters:
        ///   - body: that of a request that has none, from Hummingbird's own server.
        ///   - task: serves the request, until ``end()``.
        init(_ body: RequestBody, serving task: UnsafeCurrentTask) {
            self.body = body
            state = Locked(.idle(ServingTask(task: task)))
        }

        /// Watches from now on: the connection is not used again.
        func begin() {
            state.withLock { state in
                guard case .idle(let task) = state else { return }
                let (events, ended) = AsyncStream<Never>.makeStream()
                // It ends before the task that it watches for goes on: see `end`.
                let watching = Task { [body] in
                    do {
                        try await body.consumeWithCancellationOnInboundClose { _ in for await _ in events {} }
                    } catch {
                        self.clientHasGone()
                    }
                }
                state = .watching(task, watching, ended: ended)
            }
        }

        private func clientHasGone() {
            // Under the lock: the task does not end meanwhile, for it has to get here first.
            state.withLock { state in
                if case .watching(let task, _, _) = state { task.cancel() }
            }
        }

        /// Watches no more. Called by the task that serves the request.
        ///
        /// - Returns: whether it had begun to.
        func end() async -> Bool {
            let state = state.withLock { state in
                defer { state = .over }
                return state
            }
            guard case .watching(_, let watching, let ended) = state else { return false }
            ended.finish()
            await watching.value
            return true
        }
    }

    /// A task that others may cancel while it runs.
    private struct ServingTask: @unchecked Sendable {
        // Unchecked: of such a reference, what a `Task` can do too may be called from anywhere while the task runs, so says its
        // documentation.
        let task: UnsafeCurrentTask

        func cancel() { task.cancel() }
    }
#endif
