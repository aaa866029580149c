/// A server: workers, a line before them, and what is wrong with it now.
struct SimulatedServer {
    let plan: ServerPlan
    private(set) var busyWorkers = 0
    private(set) var cache: KeyCache
    private var line = WaitingLine()
    /// Nanoseconds that refusals took, which the next worker to begin does not have.
    private var refusalDebt = 0.0
    /// Attempts it has been sent.
    private(set) var received = 0

    init(_ plan: ServerPlan, keyCount: Int) {
        self.plan = plan
        cache = KeyCache(capacity: plan.cachedKeys, keyCount: keyCount)
    }

    /// What becomes of an attempt that arrives.
    enum Reception {
        /// A worker takes it.
        case starts
        /// It waits for one.
        case waits
        /// Too many wait already.
        case refused
        /// It fails at once.
        case fails
        /// Nothing is heard of it again.
        case swallowed
    }

    /// An attempt arrives.
    mutating func receive(_ attempt: Int, at seconds: Double) -> Reception {
        received += 1
        switch plan.fault(at: seconds)?.kind {
        case .failing: return .fails
        case .gone: return .swallowed
        case .slow, .warming, nil: break
        }
        guard busyWorkers >= plan.workers else {
            busyWorkers += 1
            return .starts
        }
        guard line.count < plan.queueLimit else {
            refusalDebt += plan.refusalWork / .nanoseconds(1)
            return .refused
        }
        line.append(attempt)
        return .waits
    }

    /// A worker is free again, and takes the next that waits, if there is one.
    mutating func workerFreed() -> Int? {
        guard let next = line.removeFirst() else {
            busyWorkers -= 1
            return nil
        }
        return next
    }

    /// Nanoseconds that a worker takes, from work that would take a healthy server so long.
    mutating func serviceTime(work: Double, key: Int?, at seconds: Double) -> UInt64 {
        let isAtHand = key.map { cache.ask(for: $0) } ?? true
        let time = work * plan.slowness(at: seconds) * (isAtHand ? 1 : plan.missFactor) + refusalDebt
        refusalDebt = 0
        return UInt64(max(1, time))
    }
}
