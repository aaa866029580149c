#if Caches
    import NIOCore

    /// Runs tasks on the event loops that connections are made on, for tasks that do little but wait for what happens there.
    ///
    /// A task that waits for an event loop goes on in another thread, which has to be woken; here it goes on where it was resumed.
    /// Whoever blocks a task, or computes for long in it, keeps an event loop from its connections meanwhile.
    final class EventLoopTasks: TaskExecutor {
        private let lanes: [Lane]

        /// - Parameter lanes: at least one.
        init(_ lanes: [Lane]) {
            self.lanes = lanes
        }

        func enqueue(_ job: consuming ExecutorJob) {
            // From elsewhere to the first one, by which most nodes are asked.
            let lane = lanes.first { $0.loop.inEventLoop } ?? lanes[0]
            lane.enqueue(UnownedJob(job), of: self)
        }
    }
#endif
