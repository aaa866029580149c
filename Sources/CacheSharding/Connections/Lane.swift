#if Caches
    import LoadBalancing
    import NIOCore

    /// One event loop, with one connection to each node on it: what is sent to several nodes at once wakes it up once.
    ///
    /// What comes to it waits for its next turn, in which tasks go on first that run on it, and then all that they and others have asked
    /// for is sent: a connection's requests in one piece, whoever asked. The turn is at once where replies have been read and no others are
    /// waited for, whose tasks could ask for something too.
    final class Lane: @unchecked Sendable {
        // Unchecked: `repliesUnderWay` is used on the event loop alone.

        private struct Job: Sendable {
            let job: UnownedJob
            let executor: EventLoopTasks
        }

        private struct State: Sendable {
            var batches: [Batch] = []
            var jobs: [Job] = []
            /// A turn is to come, or has not taken all batches yet.
            var isWoken = false
            /// Replies are being read: whoever reads them sees to the turn.
            var isReading = false

            /// True if nobody has woken it yet, or will.
            mutating func wake() -> Bool {
                defer { isWoken = true }
                return !isWoken && !isReading
            }
        }

        let loop: any EventLoop
        private let state = Locked(State())
        /// What its connections wait for.
        @exclusivity(unchecked) var repliesUnderWay = 0

        init(loop: any EventLoop) {
            self.loop = loop
        }

        /// Sends batches, each by its link.
        static func submit(_ batches: [Batch]) {
            let first = batches[0].link.lane
            if batches.allSatisfy({ $0.link.lane === first }) {
                let isFirst = first.state.withLock { state in
                    // As a rule they are the first, and are not copied.
                    if state.batches.isEmpty { state.batches = batches } else { state.batches += batches }
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
                state.batches.append(batch)
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

        /// Reads replies; what goes on by them has its turn after that, at once if nothing else is waited for. On its event loop.
        func read(_ replies: () -> Void) {
            let isFirst = state.withLock { state in
                state.isReading = true
                return !state.isWoken
            }
            replies()
            let isWoken = state.withLock { state in
                state.isReading = false
                return state.isWoken
            }
            // One that was woken before has its turn to come.
            guard isFirst, isWoken else { return }
            if repliesUnderWay == 0 { turn() } else { wake() }
        }

        private func turn() {
            let jobs = state.withLock { state in
                let jobs = state.jobs
                state.jobs = []
                return jobs
            }
            for job in jobs { job.job.runSynchronously(on: job.executor.asUnownedTaskExecutor()) }
            let (batches, isOver) = state.withLock { state in
                let batches = state.batches
                // Not to be copied when the next one comes.
                state.batches = []
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
            let now = UInt64.now
            for batch in batches {
                batch.link.begin(batch, at: now)
                batch.link.waitingBatches -= 1
                if batch.link.waitingBatches == 0 { batch.link.flush() }
            }
        }
    }
#endif
