import Foundation

/// Runs tasks on eight threads, whatever the number of processors: as many tasks are really at it at once.
final class EightThreads: TaskExecutor, @unchecked Sendable {
    // Unchecked: both are only touched while the condition is locked.
    private var jobs: [UnownedJob] = []
    private var isDone = false
    private let condition = NSCondition()

    init() {
        for _ in 0..<8 {
            Thread { self.work() }.start()
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        condition.withLock { jobs.append(job) }
        condition.signal()
    }

    /// Ends the threads, once nothing is left to do.
    func finish() {
        condition.withLock { isDone = true }
        condition.broadcast()
    }

    private func work() {
        while let job = next() {
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }

    private func next() -> UnownedJob? {
        condition.withLock {
            while jobs.isEmpty {
                if isDone { return nil }
                condition.wait()
            }
            return jobs.removeFirst()
        }
    }
}
