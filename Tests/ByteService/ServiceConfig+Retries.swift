#if GRPC
    package import GRPCCore

    extension ServiceConfig {
        /// What is asked of the byte service is made again where a server is unavailable.
        ///
        /// - Parameters:
        ///   - attempts: how many times a call is made at most.
        ///   - backoff: the first wait, and the longest.
        ///   - multiplier: by how much each wait is longer than the one before.
        ///   - timeout: how long a call may take with all of its attempts.
        package static func retried(
            attempts: Int = 3,
            backoff: ClosedRange<Duration>,
            multiplier: Double,
            timeout: Duration? = nil,
            throttling: RetryThrottling? = nil
        ) -> ServiceConfig {
            let policy = RetryPolicy(
                maxAttempts: attempts,
                initialBackoff: backoff.lowerBound,
                maxBackoff: backoff.upperBound,
                backoffMultiplier: multiplier,
                retryableStatusCodes: [.unavailable]
            )
            return ServiceConfig(
                methodConfig: [
                    MethodConfig(
                        names: [MethodConfig.Name(service: "bytes.Bytes")],
                        timeout: timeout,
                        executionPolicy: .retry(policy)
                    )
                ],
                retryThrottling: throttling
            )
        }
    }
#endif
