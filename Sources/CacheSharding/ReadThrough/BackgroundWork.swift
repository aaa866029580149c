#if Caches
    import LoadBalancing

    /// What goes on while nobody waits for it, in child tasks of the client's own `run()`.
    final class BackgroundWork: Sendable {
        typealias Job = @Sendable () async -> Void

        private struct State: Sendable {
            var isRunning = false
            var isClosed = false
        }

        private let state = Locked(State())
        private let jobs: AsyncStream<Job>
        private let continuation: AsyncStream<Job>.Continuation

        init() {
            (jobs, continuation) = AsyncStream<Job>.makeStream()
        }

        /// Has a job done. False, and it is not, if nobody runs this: do it yourself.
        func begin(_ job: @escaping Job) -> Bool {
            state.withLock { state in
                guard state.isRunning, !state.isClosed else { return false }
                continuation.yield(job)
                return true
            }
        }

        /// Takes no more jobs; those under way are cancelled.
        func close() {
            state.withLock { $0.isClosed = true }
            continuation.finish()
        }

        /// Does jobs until it is closed or cancelled.
        func run() async {
            state.withLock { $0.isRunning = true }
            await withDiscardingTaskGroup { group in
                // What was begun before it was closed is begun here too, for somebody may wait for its flight.
                for await job in jobs { group.addTask(operation: job) }
                group.cancelAll()
            }
            close()
        }
    }
#endif
