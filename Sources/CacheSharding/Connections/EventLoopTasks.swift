#if Caches
    import NIOCore

    /// Runs tasks on the event loops of a group, for tasks that do little but wait for what happens there.
    ///
    /// A task that waits for an event loop goes on in another thread, which has to be woken; here it goes on where it was resumed.
    /// Whoever blocks a task, or computes for long in it, keeps an event loop from its connections meanwhile.
    final class EventLoopTasks: TaskExecutor {
        private let group: any EventLoopGroup

        init(_ group: any EventLoopGroup) {
            self.group = group
        }

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            // Of the group, the loop that this is called on, if it is one of them.
            group.any().execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }
#endif
