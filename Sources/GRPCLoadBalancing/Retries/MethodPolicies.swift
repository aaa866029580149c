#if GRPC
    import GRPCCore
    import LoadBalancing

    /// What the service config says of each method.
    struct MethodPolicies: Sendable {
        struct Policy: Sendable {
            /// Without an execution policy: that is this transport's to carry out, and nobody else's.
            let config: MethodConfig
            let retries: RetriedMethod?
        }

        private let policies: [MethodConfig.Name: Policy]

        /// - Parameters:
        ///   - base: budget, throttles and times of all methods; attempts, back-off and hedging are the service config's.
        init(
            _ serviceConfig: ServiceConfig,
            base: RetryConfiguration,
            retrier: (RetryConfiguration) throws(ConfigurationError) -> Retrier
        ) throws(ConfigurationError) {
            var policies: [MethodConfig.Name: Policy] = [:]
            for config in serviceConfig.methodConfig {
                let retries = try config.executionPolicy.map { policy throws(ConfigurationError) in
                    try RetriedMethod(policy, base: base, retrier: retrier)
                }
                var own = config
                own.executionPolicy = nil
                for name in config.names { policies[name] = Policy(config: own, retries: retries) }
            }
            self.policies = policies
        }

        /// The method's, or else its service's, or else that of all.
        subscript(_ method: MethodDescriptor) -> Policy? {
            guard !policies.isEmpty else { return nil }
            let service = method.service.fullyQualifiedService
            return policies[MethodConfig.Name(service: service, method: method.method)]
                ?? policies[MethodConfig.Name(service: service)]
                ?? policies[MethodConfig.Name(service: "")]
        }
    }

    /// How a method's calls are made again.
    struct RetriedMethod: Sendable {
        let retrier: Retrier
        /// Statuses after which another attempt may be made.
        let statuses: Set<Status.Code>
        let isHedged: Bool

        init(
            _ policy: RPCExecutionPolicy,
            base: RetryConfiguration,
            retrier: (RetryConfiguration) throws(ConfigurationError) -> Retrier
        ) throws(ConfigurationError) {
            var configuration = base
            if let retry = policy.retry {
                configuration.attempts = retry.maxAttempts
                configuration.backoff = RetryBackoff(
                    base: retry.initialBackoff,
                    maximum: retry.maxBackoff,
                    multiplier: retry.backoffMultiplier
                )
                configuration.hedging = nil
                statuses = retry.retryableStatusCodes
                isHedged = false
            } else {
                configuration.attempts = policy.hedge?.maxAttempts ?? 1
                // After a failure that is not fatal, the next attempt is made at once.
                configuration.backoff = RetryBackoff(base: .zero, maximum: .zero)
                configuration.hedging = policy.hedge.map { .after(max(.milliseconds(1), $0.hedgingDelay)) }
                statuses = policy.hedge?.nonFatalStatusCodes ?? []
                isHedged = true
            }
            self.retrier = try retrier(configuration)
        }
    }
#endif
