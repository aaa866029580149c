/// How an endpoint's requests went, since it was first listed.
package struct EndpointTotals: Hashable, Sendable {
    package var started = 0
    package var finished = 0
    package var failures = 0
    package var cancellations = 0
    package var consecutiveFailures = 0

    package var inFlight: Int { max(0, started - finished) }
    package var successes: Int { max(0, finished - failures - cancellations) }

    /// Those of two cells together.
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
