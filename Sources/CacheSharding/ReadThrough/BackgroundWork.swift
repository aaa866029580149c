#if Caches
    import LoadBalancing

    /// What goes on while nobody waits for it, in child tasks of the client's own `run()`.
    final class BackgroundWork: Sendable {
        typealias Job = @Sendable () async -> Void

        private struct State: Sendable {
            var jobs: [Job] = []
            var isRunning = false
            var isClosed = false
        }

        private let state = Locked(State())
        private let bell = Bell()

        /// Has a job done. False, and it is not, if nobody runs this.
        func begin(_ job: @escaping Job) -> Bool {
            let isTaken = state.withLock { state in
                guard state.isRunning, !state.isClosed else { return false }
                state.jobs.append(job)
                return true
            }
            if isTaken { bell.ring() }
            return isTaken
        }

        /// Takes no more jobs; those under way are cancelled.
        func close() {
            state.withLock { $0.isClosed = true }
            bell.ring()
        }

        /// Does jobs until it is closed or cancelled.
        func run() async {
            state.withLock { $0.isRunning = true }
            await withDiscardingTaskGroup { group in
                while !Task.isCancelled, !state.withLock({ $0.isClosed }) {
                    for job in takeJobs() { group.addTask(operation: job) }
                    await bell.wait()
                }
                state.withLock { $0.isClosed = true }
                // Each one is begun, if only to be cancelled: others may wait for its end.
                for job in takeJobs() { group.addTask(operation: job) }
                group.cancelAll()
            }
        }

        private func takeJobs() -> [Job] {
            state.withLock { state in
                defer { state.jobs = [] }
                return state.jobs
            }
        }
    }
#endif
