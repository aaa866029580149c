#if HTTP
    import LoadBalancing
    import Metrics

    /// Counts an endpoint's attempts and measures them. Every metric has the dimensions `lb.name` and `lb.endpoint`.
    ///
    /// | metric | kind | further dimension |
    /// | --- | --- | --- |
    /// | `lb.http.attempts` | counter | `lb.outcome`: `success`, `cancelled`, or one of ``LoadBalancing/FailureKind`` |
    /// | `lb.http.attempt.duration` | timer, until the answer's body has ended | |
    struct EndpointMeters: Sendable {
        private let successes: Counter
        private let cancellations: Counter
        private let failures: [FailureKind: Counter]
        private let duration: Timer

        init(name: String, endpoint: EndpointID, factory: any MetricsFactory) {
            let dimensions = [("lb.name", name), ("lb.endpoint", endpoint.string)]
            func counter(_ outcome: String) -> Counter {
                Counter(label: "lb.http.attempts", dimensions: dimensions + [("lb.outcome", outcome)], factory: factory)
            }
            successes = counter("success")
            cancellations = counter("cancelled")
            failures = Dictionary(uniqueKeysWithValues: FailureKind.allCases.map { ($0, counter($0.rawValue)) })
            duration = Timer(label: "lb.http.attempt.duration", dimensions: dimensions, factory: factory)
        }

        func count(_ outcome: Outcome, after time: Duration) {
            switch outcome {
            case .success: successes.increment()
            case .cancelled: cancellations.increment()
            case .failure(let kind): failures[kind]?.increment()
            }
            duration.recordNanoseconds(Int64(clamping: time.nanoseconds))
        }

        /// Takes them out of the factory: their endpoint has gone.
        func destroy() {
            successes.destroy()
            cancellations.destroy()
            for counter in failures.values { counter.destroy() }
            duration.destroy()
        }
    }
#endif
