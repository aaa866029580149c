#if Caches
    import LoadBalancing
    import NIOCore

    /// One event loop, with one connection to each node on it: what is sent to several nodes at once wakes it up once.
    ///
    /// What comes to it waits for its next turn, in which tasks go on first that run on it, and then all that they and others have asked
    /// for is sent: a connection's requests in one piece, whoever asked. Much is not kept until all have asked: nodes answer the first
    /// while the others ask.
    final class Lane: Sendable {
        private struct Job: Sendable {
            let job: UnownedJob
            let executor: EventLoopTasks
        }

        private struct State: Sendable {
            var batches: [Batch] = []
            /// What they take to send, about.
            var bytes = 0
            var jobs: [Job] = []
            /// A turn is to come, or has not taken all batches yet.
            var isWoken = false

            /// True if nobody has woken it yet.
            mutating func wake() -> Bool {
                defer { isWoken = true }
                return !isWoken
            }

            mutating func append(_ batch: Batch) {
                batches.append(batch)
                bytes += batch.byteCount
            }

            mutating func takeBatches() -> [Batch] {
                let taken = batches
                // Not to be copied when the next one comes.
                batches = []
                bytes = 0
                return taken
            }
        }

        /// So many bytes are sent before the next task goes on: a few hundred keys.
        private static let much = 8192

        let loop: any EventLoop
        private let state = Locked(State())

        init(loop: any EventLoop) {
            self.loop = loop
        }

        /// Sends batches, each by its link.
        static func submit(_ batches: [Batch]) {
            let first = batches[0].link.lane
            if batches.allSatisfy({ $0.link.lane === first }) {
                let isFirst = first.state.withLock { state in
                    for batch in batches { state.append(batch) }
                    return state.wake()
                }
                if isFirst { first.wake() }
            } else {
                for batch in batches { batch.link.lane.submit(batch) }
            }
        }

        /// Sends a batch by its link.
        func submit(_ batch: Batch) {
            let isFirst = state.withLock { state in
                state.append(batch)
                return state.wake()
            }
            if isFirst { wake() }
        }

        /// Runs a task's next step.
        func enqueue(_ job: UnownedJob, of executor: EventLoopTasks) {
            let isFirst = state.withLock { state in
                state.jobs.append(Job(job: job, executor: executor))
                return state.wake()
            }
            if isFirst { wake() }
        }

        private func wake() {
            loop.execute { self.turn() }
        }

        private func turn() {
            let jobs = state.withLock { state in
                let jobs = state.jobs
                state.jobs = []
                return jobs
            }
            for job in jobs {
                job.job.runSynchronously(on: job.executor.asUnownedTaskExecutor())
                let many = state.withLock { $0.bytes < Self.much ? [] : $0.takeBatches() }
                if !many.isEmpty { send(many) }
            }
            let (batches, isOver) = state.withLock { state in
                let batches = state.takeBatches()
                // What has come meanwhile has the next turn: the connections are looked at before that.
                state.isWoken = !state.jobs.isEmpty
                return (batches, state.jobs.isEmpty)
            }
            if !isOver { wake() }
            send(batches)
        }

        private func send(_ batches: [Batch]) {
            // What goes to one connection is sent in one piece, and as soon as the last of it is written: its node answers while the
            // others' requests are written.
            for batch in batches { batch.link.waitingBatches += 1 }
            for batch in batches {
                batch.link.begin(batch)
                batch.link.waitingBatches -= 1
                if batch.link.waitingBatches == 0 { batch.link.flush() }
            }
        }
    }
#endif
