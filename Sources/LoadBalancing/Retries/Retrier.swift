#if LoadBalancing
    public import ConsistentHashing
    public import Metrics

    /// Sends requests over a load balancer, again and elsewhere where that helps, and no more often than the service can bear.
    ///
    /// ```swift
    /// let retrier = try Retrier(balancer, configuration: RetryConfiguration(attemptTimeout: .seconds(1), timeout: .seconds(3)))
    ///
    /// let answer = try await retrier.perform(key: "user:1") { attempt in
    ///     try await send(request, to: attempt.endpoint)
    /// } verdict: { result in
    ///     switch result {
    ///     case .success(let answer) where answer.status == 503: .failure(.overloaded, .notSent)
    ///     case .success: .answer()
    ///     case .failure(is ConnectError): .failure(.connectFailed, .notSent)
    ///     case .failure: .failure(.connectionLost, .sentAndSafe)
    ///     }
    /// }
    /// ```
    ///
    /// Make one for a service and keep it: the budget, the throttles and the latencies are for all its requests together. Of the
    /// request itself it knows nothing; what an attempt is and what its end means are the client's to say.
    ///
    /// Attempts are child tasks of the caller's: cancelling it cancels them, and when `perform` returns, all have ended and all
    /// picks are finished, but for one that streams. An attempt that ignores its cancellation holds its own request up.
    ///
    /// Cost: for each attempt a child task, and a ``PickBox``; for each event of a request a lock, held for a few instructions.
    public final class Retrier: Sendable {
        /// Chooses the endpoints.
        public let balancer: LoadBalancer

        public let configuration: RetryConfiguration

        let limits: Locked<RetryLimits>
        /// Whether how long answers take is kept.
        let keepsLatencies: Bool
        @usableFromInline
        package let concurrency: EndpointLimits?
        private let meters: RetryMetrics
        /// Wakes requests whose first attempt is to be hedged.
        @usableFromInline
        package let alarm: SharedAlarm

        /// - Parameters:
        ///   - balancer: chooses the endpoints, and hears how requests to them went.
        ///   - configuration: attempts, times and limits.
        ///   - metrics: where `lb.retry.retries`, `lb.retry.hedges`, `lb.retry.refusals` and `lb.retry.throttled` are counted,
        ///     with the dimension `lb.name`.
        /// - Throws: ``ConfigurationError`` if a value of the configuration is not allowed.
        public init(
            _ balancer: LoadBalancer,
            configuration: RetryConfiguration = RetryConfiguration(),
            metrics: any MetricsFactory = MetricsSystem.factory
        ) throws(ConfigurationError) {
            try configuration.check()
            self.balancer = balancer
            self.configuration = configuration
            limits = Locked(RetryLimits(configuration))
            keepsLatencies = configuration.hedging != nil
            concurrency = configuration.concurrencyLimit.map { EndpointLimits($0, clock: balancer.core.clock) }
            meters = RetryMetrics(name: balancer.core.configuration.name, factory: metrics)
            alarm = SharedAlarm(balancer.core.clock)
        }

        /// Requests of another kind to the same service: with times and attempts of their own, but one budget, one throttle and one
        /// adaptive throttle for both.
        ///
        /// - Parameter configuration: of it, the budget, the throttles, the limit of concurrency and a hedging by percentile are
        ///   the other one's.
        /// - Throws: ``ConfigurationError`` if a value of the configuration is not allowed.
        package init(
            sharingLimitsOf other: Retrier,
            configuration: RetryConfiguration
        ) throws(ConfigurationError) {
            try configuration.check()
            balancer = other.balancer
            self.configuration = configuration
            limits = other.limits
            keepsLatencies = other.keepsLatencies
            concurrency = other.concurrency
            meters = other.meters
            alarm = other.alarm
        }

        /// Makes a request's attempts, at endpoints chosen for a key: see ``perform(keyHash:options:attempt:verdict:)``.
        public func perform<Key: PlacementKey, Answer: Sendable>(
            key: Key,
            options: RequestOptions = RequestOptions(),
            attempt: @escaping @Sendable (Attempt) async throws -> Answer,
            verdict: @Sendable (Result<Answer, any Error>) -> Verdict
        ) async throws -> Answer {
            try await perform(
                keyHash: balancer.keyHash?.hash(key),
                options: options,
                attempt: attempt,
                verdict: verdict
            )
        }

        /// Makes a request's attempts until one is answered or no other may be made, and returns or throws what the last one came
        /// to.
        ///
        /// A retry goes to an endpoint that was not tried before; or else to any other than the one just tried; to that only where
        /// there is no other.
        ///
        /// - Parameters:
        ///   - keyHash: the hash of the request's key by ``LoadBalancer/keyHash``; `nil` for none.
        ///   - options: what holds for this request.
        ///   - attempt: sends the request once. Called again for each attempt, for hedges while another call of it is under way.
        ///   - verdict: says what an attempt's end means. An attempt whose time is up is asked about as
        ///     ``RetrierError/attemptTimedOut(after:)``; one that was cancelled is not asked about.
        /// - Throws: what the last attempt threw; ``PickError`` if there was no endpoint for the first; ``RetrierError``;
        ///   ``ConcurrencyLimitError``; `CancellationError` if the caller's task is cancelled.
        public func perform<Answer: Sendable>(
            keyHash: UInt64? = nil,
            options: RequestOptions = RequestOptions(),
            attempt: @escaping @Sendable (Attempt) async throws -> Answer,
            verdict: @Sendable (Result<Answer, any Error>) -> Verdict
        ) async throws -> Answer {
            var run = RequestRun<Answer>(self, keyHash: keyHash, options: options, attempt: attempt)
            return try await run.performInChildren(verdict)
        }

        @usableFromInline
        package var clock: BalancerClock { balancer.core.clock }

        func nextRandom() -> UInt64 { balancer.core.totals.nextRandom() }

        /// What a verdict is asked of for an attempt whose time is up.
        @usableFromInline
        package var timedOut: RetrierError {
            .attemptTimedOut(after: configuration.attemptTimeout ?? .zero)
        }

        /// Lets a request's machine take an event in, and counts what came of it.
        @discardableResult
        func decide<Result>(_ body: (inout RetryLimits) -> Result) -> Result {
            let (result, before, after) = limits.withLock { limits in
                let before = limits.counts
                return (body(&limits), before, limits.counts)
            }
            meters.count(from: before, to: after)
            return result
        }
    }
#endif
