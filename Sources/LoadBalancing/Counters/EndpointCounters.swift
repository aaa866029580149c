import Synchronization

/// What an endpoint's picks add to: one for each lane, so that pickers of different lanes don't wait for each other.
struct EndpointCounters: Sendable {
    private struct Fields: ~Copyable, Sendable {
        let started = Atomic<Int>(0)
        let finished = Atomic<Int>(0)
        let failures = Atomic<Int>(0)
        let cancellations = Atomic<Int>(0)
    }

    private let line = CacheLine(Fields())

    func deallocate() {
        line.deallocate()
    }

    func start() {
        line.value.started.wrappingAdd(1, ordering: .relaxed)
    }

    func succeed() {
        line.value.finished.wrappingAdd(1, ordering: .relaxed)
    }

    func fail() {
        line.value.failures.wrappingAdd(1, ordering: .relaxed)
        line.value.finished.wrappingAdd(1, ordering: .relaxed)
    }

    func cancel() {
        line.value.cancellations.wrappingAdd(1, ordering: .relaxed)
        line.value.finished.wrappingAdd(1, ordering: .relaxed)
    }

    /// Requests picked and not finished.
    var inFlight: Int {
        let finished = line.value.finished.load(ordering: .relaxed)
        // Two reads, between which others write.
        return max(0, line.value.started.load(ordering: .relaxed) &- finished)
    }

    /// All counts. Those of a moment in which nobody picks or finishes add up; otherwise they may be some picks apart.
    var totals: EndpointTotals {
        let failures = line.value.failures.load(ordering: .relaxed)
        let cancellations = line.value.cancellations.load(ordering: .relaxed)
        let finished = line.value.finished.load(ordering: .relaxed)
        return EndpointTotals(
            started: line.value.started.load(ordering: .relaxed),
            finished: finished,
            failures: failures,
            cancellations: cancellations
        )
    }
}

/// How often an endpoint has failed since it last succeeded. One for all lanes: it is read with each success, but written to
/// only where there was a failure.
struct FailureStreak: Sendable {
    private struct Word: ~Copyable, Sendable {
        let count = Atomic<Int>(0)
    }

    private let line = CacheLine(Word())

    func deallocate() {
        line.deallocate()
    }

    func end() {
        // Read first: a line that is only read is shared by all processors.
        if line.value.count.load(ordering: .relaxed) != 0 {
            line.value.count.store(0, ordering: .relaxed)
        }
    }

    /// The number of failures in a row, with this one.
    func grow() -> Int {
        line.value.count.wrappingAdd(1, ordering: .relaxed).newValue
    }

    var length: Int { line.value.count.load(ordering: .relaxed) }
}

/// How an endpoint's requests went, since it was first listed.
package struct EndpointTotals: Hashable, Sendable {
    package var started = 0
    package var finished = 0
    package var failures = 0
    package var cancellations = 0
    package var consecutiveFailures = 0

    package var inFlight: Int { max(0, started - finished) }
    package var successes: Int { max(0, finished - failures - cancellations) }

    /// Those of two lanes together.
    static func + (first: EndpointTotals, second: EndpointTotals) -> EndpointTotals {
        EndpointTotals(
            started: first.started + second.started,
            finished: first.finished + second.finished,
            failures: first.failures + second.failures,
            cancellations: first.cancellations + second.cancellations
        )
    }

    package init(
        started: Int = 0,
        finished: Int = 0,
        failures: Int = 0,
        cancellations: Int = 0,
        consecutiveFailures: Int = 0
    ) {
        self.started = started
        self.finished = finished
        self.failures = failures
        self.cancellations = cancellations
        self.consecutiveFailures = consecutiveFailures
    }
}
