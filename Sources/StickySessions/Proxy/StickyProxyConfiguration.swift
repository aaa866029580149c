#if StickySessions
    /// How a proxy treats requests, beside what its `LoadBalancedHTTPClient` is told of times, limits and retries.
    public struct StickyProxyConfiguration: Sendable {
        /// Whose word is taken on who the client is; nobody's, unless given.
        public var trusting: TrustedProxies

        /// The most bytes of a request's body; 413 is answered to a larger one. Any number if `nil`, as bodies are never kept.
        public var maximumBodyBytes: Int?

        /// What clients come by, `http` or `https`: where this proxy ends TLS by itself or stands behind one that does. What a
        /// trusted proxy says in `X-Forwarded-Proto` goes before.
        public var scheme: String

        /// How long a request without a body waits for its answer until the client is watched: should it close its connection
        /// then, the request to the endpoint is cancelled. A connection that was watched is not used again, and the answer says so
        /// by `Connection: close` where it is HTTP/1's and the context a ``StickyRequestContext``. `nil` for never, as where
        /// requests don't come from Hummingbird's own server, but from a test of a router. One that sends a body, or takes one, is
        /// noticed to be gone by that.
        public var patience: Duration?

        public init(
            trusting: TrustedProxies = .none,
            maximumBodyBytes: Int? = nil,
            scheme: String = "http",
            patience: Duration? = .seconds(1)
        ) {
            self.trusting = trusting
            self.maximumBodyBytes = maximumBodyBytes
            self.scheme = scheme
            self.patience = patience
        }
    }
#endif
