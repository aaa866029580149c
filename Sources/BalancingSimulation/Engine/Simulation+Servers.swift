import LoadBalancing

extension Simulation {
    /// What an attempt takes that fails at once, in nanoseconds.
    private static var quickFailure: UInt64 { 1_000_000 }

    /// An attempt arrives at a server.
    func arrive(_ attempt: Int, at server: Int) {
        switch servers[server].receive(attempt, at: seconds) {
        case .starts: startService(of: attempt)
        case .waits, .swallowed: break
        case .refused: events.schedule(.attemptFails(attempt: attempt, .overloaded), at: now + Self.quickFailure)
        case .fails: events.schedule(.attemptFails(attempt: attempt, .serverError), at: now + Self.quickFailure)
        }
    }

    private func startService(of attempt: Int) {
        let time = servers[attempts[attempt].server].serviceTime(
            work: attempts[attempt].work,
            key: requests[attempts[attempt].request].key,
            at: seconds
        )
        events.schedule(.serviceEnds(attempt: attempt), at: now + time)
    }

    /// A worker has done its work: it answers, and takes the next that waits.
    func serviceEnds(_ attempt: Int) {
        let server = attempts[attempt].server
        while let next = servers[server].workerFreed() {
            // Given up by its client while it waited.
            if setup.noticesCancellation, attempts[next].pick == nil { continue }
            startService(of: next)
            break
        }
        // One that has gone meanwhile is not heard.
        if servers[server].plan.fault(at: seconds)?.kind != .gone {
            attempts[attempt].wasAnswered = true
            attemptEnded(attempt, .answer())
        }
    }
}
