#if LoadBalancing
    import Metrics

    /// Counts what a ``Retrier`` does beyond a request's first attempt. Every metric has the dimension `lb.name`.
    ///
    /// | metric | counts |
    /// | --- | --- |
    /// | `lb.retry.retries` | attempts after a failure |
    /// | `lb.retry.hedges` | attempts beside another one |
    /// | `lb.retry.refusals` | retries and hedges that the budget or gRPC's throttle refused |
    /// | `lb.retry.throttled` | requests that the adaptive throttle refused |
    struct RetryMetrics: Sendable {
        private let retries: Counter
        private let hedges: Counter
        private let refusals: Counter
        private let throttled: Counter

        init(name: String, factory: any MetricsFactory) {
            func counter(_ label: String) -> Counter {
                Counter(label: label, dimensions: [("lb.name", name)], factory: factory)
            }
            retries = counter("lb.retry.retries")
            hedges = counter("lb.retry.hedges")
            refusals = counter("lb.retry.refusals")
            throttled = counter("lb.retry.throttled")
        }

        func count(from before: RetryLimits.Counts, to after: RetryLimits.Counts) {
            if after.retries > before.retries { retries.increment(by: after.retries - before.retries) }
            if after.hedges > before.hedges { hedges.increment(by: after.hedges - before.hedges) }
            if after.refusals > before.refusals { refusals.increment(by: after.refusals - before.refusals) }
            if after.throttled > before.throttled { throttled.increment(by: after.throttled - before.throttled) }
        }
    }
#endif
