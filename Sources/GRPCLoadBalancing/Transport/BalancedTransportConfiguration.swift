#if GRPC
    public import GRPCNIOTransportHTTP2Posix
    import GRPCCore
    public import LoadBalancing

    /// How a ``BalancedTransport`` connects to its endpoints.
    public struct BalancedTransportConfiguration: Sendable {
        /// HTTP/2, keep-alive, compression and back-off of each endpoint's connection; those of the stock transport unless given.
        ///
        /// Its `http2.authority` is what endpoints are asked as (`:authority`), and the name that TLS asks for and verifies; an
        /// endpoint's own `tlsHostName` goes before it. Without either it is the endpoint's address.
        public var connection: HTTP2ClientTransport.Posix.Config

        /// How long a call waits for a connection that is being made, until the server has sent something, before it goes to another
        /// endpoint. 1 s; ours; 1 ms or longer.
        public var connectLimit: Duration

        /// The budget, the throttles, the times and the limit of concurrency of retried calls. How many attempts there are, how long
        /// they wait, and hedging, is each method's service config's to say, and so is gRPC's throttle if it has one.
        public var retries: RetryConfiguration

        /// So many bytes of a retried call's messages are kept to be sent again; when there are more, there is no other attempt.
        /// 256 KiB, as in gRPC; 0 or above.
        public var replayBytes: Int

        public init(
            connection: HTTP2ClientTransport.Posix.Config = .defaults,
            connectLimit: Duration = .seconds(1),
            retries: RetryConfiguration = RetryConfiguration(),
            replayBytes: Int = 256 * 1024
        ) {
            self.connection = connection
            self.connectLimit = connectLimit
            self.retries = retries
            self.replayBytes = replayBytes
        }

        func retries(of serviceConfig: ServiceConfig) -> RetryConfiguration {
            var retries = retries
            if let throttling = serviceConfig.retryThrottling {
                retries.throttle = LoadBalancing.RetryThrottle(
                    maximumTokens: Double(throttling.maxTokens),
                    tokenRatio: throttling.tokenRatio
                )
            }
            return retries
        }

        func check() throws(ConfigurationError) {
            guard connectLimit >= .milliseconds(1) else {
                throw .invalidDuration(name: "connectLimit", value: connectLimit, allowed: "1 millisecond or longer")
            }
            guard replayBytes >= 0 else {
                throw .invalidCount(name: "replayBytes", value: replayBytes, allowed: "0 or above")
            }
        }
    }
#endif
