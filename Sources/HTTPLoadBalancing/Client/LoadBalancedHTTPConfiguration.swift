#if HTTP
    public import LoadBalancing
    public import NIOHTTP1
    public import NIOSSL

    /// How a ``LoadBalancedHTTPClient`` talks to its endpoints: times, limits, TLS, and what it does about failures.
    public struct LoadBalancedHTTPConfiguration: Sendable {
        /// What places a request that is sent without a key of its own. None unless given.
        public var key: RequestKey

        // MARK: Times

        /// How long making a connection may take, its TLS included, and how long a request may wait for its endpoint to have room
        /// for it. 2 s; ours. A millisecond or longer.
        public var connectTimeout: Duration

        /// How long an endpoint may send nothing while it is its turn: before the answer's head, and between any two parts of its
        /// body. 15 s; ours. `nil` for as long as it likes.
        public var readTimeout: Duration?

        /// How long a whole request may take, with all of its attempts and the answer's body. 60 s, as nginx has for the wait
        /// between two reads; `nil` for as long as it likes, as a body needs that never ends.
        public var timeout: Duration?

        /// How long requests in flight may go on when the app shuts down gracefully. Then they are cancelled. 10 s; ours.
        public var shutdownGrace: Duration

        // MARK: Limits

        /// The most HTTP/1.1 connections to an endpoint. 100; ours, where AsyncHTTPClient has 8. With HTTP/2 there is one, unless
        /// it is full.
        public var connectionsPerEndpoint: Int

        /// The most requests in flight to an endpoint, the bodies that stream included; `nil` for as many as there may be
        /// connections.
        public var requestsPerEndpoint: Int?

        /// How many requests may wait, for ``connectTimeout`` at most, until an endpoint has room for them. Any more fail at once:
        /// they would wait in vain. 100; ours. 0 or above.
        public var waitingPerEndpoint: Int

        /// After how long without a request a connection is closed. 60 s, as AsyncHTTPClient has it. Have it shorter than the
        /// servers' own (nginx' `keepalive_timeout`: 75 s), so that none is used that the server is about to close.
        public var idleTimeout: Duration

        // MARK: Protocol

        /// Which versions of HTTP to talk.
        public enum Version: Hashable, Sendable {
            /// HTTP/2 where TLS is used and the server offers it, HTTP/1.1 otherwise.
            case automatic
            /// HTTP/1.1.
            case http1
        }

        /// Which versions of HTTP to talk. Automatic unless given.
        public var version: Version

        /// How `https` is secured; AsyncHTTPClient's way unless given. Names are verified and asked for (SNI) as
        /// the endpoint's `tlsHostName` says; without it, the name in the endpoint's address, or else, where that is an
        /// IP address, the one in the request's URL.
        public var tls: TLSConfiguration?

        /// How many redirections to follow, each as a request of its own with the same key: those that stay at the URL's scheme,
        /// host and port. Others, and the one after the last, are handed on like any other answer. 0, none, unless given.
        public var redirects: Int

        // MARK: Failures

        /// How many attempts, after which waits, in which times, within which budget. ``timeout`` takes its own time-out's place.
        /// Where it has hedging, GET and HEAD are hedged.
        public var retries: RetryConfiguration

        /// Answers that are worth another attempt: 502, 503 and 504 unless given. 5xx count against their endpoint in any case.
        public var retriedStatuses: Set<HTTPResponseStatus>

        /// The header by which a server knows a request that it has done before, such as `Idempotency-Key`. Requests that have it
        /// are sent again as if their method were idempotent, such as a POST. `nil`, none, unless given.
        public var idempotencyKeyHeader: String?

        /// A `Retry-After` up to this is waited for before the next attempt. With a longer one the request is sent again without
        /// that wait, but not to the endpoint that asked for it: where there is no other, its answer is handed on. 1 s; ours.
        public var longestRetryAfter: Duration

        /// The defaults, but for what is given.
        public init(
            key: RequestKey = .none,
            connectTimeout: Duration = .seconds(2),
            readTimeout: Duration? = .seconds(15),
            timeout: Duration? = .seconds(60),
            shutdownGrace: Duration = .seconds(10),
            connectionsPerEndpoint: Int = 100,
            requestsPerEndpoint: Int? = nil,
            waitingPerEndpoint: Int = 100,
            idleTimeout: Duration = .seconds(60),
            version: Version = .automatic,
            tls: TLSConfiguration? = nil,
            redirects: Int = 0,
            retries: RetryConfiguration = RetryConfiguration(),
            retriedStatuses: Set<HTTPResponseStatus> = [.badGateway, .serviceUnavailable, .gatewayTimeout],
            idempotencyKeyHeader: String? = nil,
            longestRetryAfter: Duration = .seconds(1)
        ) {
            self.key = key
            self.connectTimeout = connectTimeout
            self.readTimeout = readTimeout
            self.timeout = timeout
            self.shutdownGrace = shutdownGrace
            self.connectionsPerEndpoint = connectionsPerEndpoint
            self.requestsPerEndpoint = requestsPerEndpoint
            self.waitingPerEndpoint = waitingPerEndpoint
            self.idleTimeout = idleTimeout
            self.version = version
            self.tls = tls
            self.redirects = redirects
            self.retries = retries
            self.retriedStatuses = retriedStatuses
            self.idempotencyKeyHeader = idempotencyKeyHeader
            self.longestRetryAfter = longestRetryAfter
        }

        /// Throws for the first setting that is out of its range.
        func check() throws(ConfigurationError) {
            try retries.check()
            let durations: [(String, Duration?)] = [
                ("connectTimeout", connectTimeout), ("readTimeout", readTimeout), ("timeout", timeout),
                ("idleTimeout", idleTimeout),
            ]
            for case (let name, let value?) in durations where value < .milliseconds(1) {
                throw .invalidDuration(name: name, value: value, allowed: "1 millisecond or longer")
            }
            let zeroed = [("shutdownGrace", shutdownGrace), ("longestRetryAfter", longestRetryAfter)]
            for (name, value) in zeroed where value < .zero {
                throw .invalidDuration(name: name, value: value, allowed: "0 or longer")
            }
            let counts: [(String, Int?, Int)] = [
                ("connectionsPerEndpoint", connectionsPerEndpoint, 1), ("requestsPerEndpoint", requestsPerEndpoint, 1),
                ("waitingPerEndpoint", waitingPerEndpoint, 0), ("redirects", redirects, 0),
            ]
            for case (let name, let value?, let least) in counts where value < least {
                throw .invalidCount(name: name, value: value, allowed: "\(least) or above")
            }
        }
    }
#endif
