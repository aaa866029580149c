#if LoadBalancing
    /// What a ``Retrier`` has done and may still do, as it was at one moment. Times are seconds, as numbers.
    public struct RetrierStatus: Codable, Hashable, Sendable {
        /// ``LoadBalancerConfiguration/name``.
        public var name: String
        /// Requests since the start, those refused by the adaptive throttle included.
        public var requests: Int
        public var requestsUnderWay: Int
        /// Attempts after a failure.
        public var retries: Int
        /// Attempts beside another one.
        public var hedges: Int
        /// Retries and hedges that the budget or gRPC's throttle refused.
        public var refusals: Int
        /// Requests that the adaptive throttle refused.
        public var throttled: Int
        /// How many retries the budget would allow at once; `nil` if any number.
        public var retriesLeft: Int?
        /// How many tokens gRPC's throttle has, if there is one.
        public var throttleTokens: Double?
        /// With what probability the adaptive throttle refuses a request, if there is one.
        public var refusalProbability: Double?
        /// How long a hedge waits now; `nil` if there are none, or too little is known.
        public var hedgeDelaySeconds: Double?
    }

    extension Retrier {
        /// Everything that is known now. For people and tests, not for each request.
        public var status: RetrierStatus {
            let now = clock.now()
            let name = balancer.core.configuration.name
            return limits.withLock { limits in
                let left = limits.budget.balance(at: now)
                return RetrierStatus(
                    name: name,
                    requests: limits.counts.requests,
                    requestsUnderWay: limits.budget.activeRequests,
                    retries: limits.counts.retries,
                    hedges: limits.counts.hedges,
                    refusals: limits.counts.refusals,
                    throttled: limits.counts.throttled,
                    retriesLeft: left == .max ? nil : left,
                    throttleTokens: limits.throttle?.tokens,
                    refusalProbability: limits.adaptiveThrottle?.refusalProbability(at: now),
                    hedgeDelaySeconds: limits.hedging?.delay(at: now).map { Double($0) / 1e9 }
                )
            }
        }
    }
#endif
