#if HTTP
    public import AsyncHTTPClient
    public import LoadBalancing
    import NIOHTTP1

    extension LoadBalancedHTTPClient {
        /// Sends a request to the endpoint that is chosen for its key, and again and elsewhere if that fails and may be done.
        ///
        /// A failure is worth another attempt if the endpoint could not be connected to, the connection broke, an attempt's time
        /// was up, or the answer is one of ``LoadBalancedHTTPConfiguration/retriedStatuses``. It is made only where the request
        /// has surely not been sent, or may be done twice: its method is idempotent (RFC 9110, section 9.2.2), or it has
        /// ``LoadBalancedHTTPConfiguration/idempotencyKeyHeader``, or `options` say so; and its body is no stream. If no other
        /// attempt may be made, the last one's answer is returned, whatever its status, or its error thrown.
        ///
        /// - Parameters:
        ///   - request: its URL, an absolute one, says what is asked for; its `Host` header is the URL's host and port unless it has
        ///     one.
        ///   - key: what places it; ``LoadBalancedHTTPConfiguration/key`` if `nil`.
        ///   - options: its time-out, in the place of ``LoadBalancedHTTPConfiguration/timeout``; whether it may be done twice;
        ///     the endpoint to prefer; those to avoid.
        /// - Throws: ``LoadBalancedHTTPError``; `PickError` if there is no endpoint; `RetrierError`; `ConcurrencyLimitError` if
        ///   the endpoints have too much to do; AsyncHTTPClient's and SwiftNIO's errors; `CancellationError`.
        public func execute(
            _ request: HTTPClientRequest,
            key: RequestKey? = nil,
            options: RequestOptions = RequestOptions()
        ) async throws -> HTTPClientResponse {
            try await exchange(request, key: key, options: options).response
        }

        /// The same, and which endpoint the answer came from.
        package func exchange(
            _ request: HTTPClientRequest,
            key: RequestKey?,
            options: RequestOptions
        ) async throws -> (response: HTTPClientResponse, endpoint: EndpointID?) {
            let key = key ?? configuration.key
            var target = try RequestTarget(request.url)
            let keyHash = balancer.keyHash.flatMap { key.hash(request, target, with: $0) }
            let time = RequestTime(options.timeout ?? configuration.timeout)
            var request = request
            var history: [HTTPClientRequestResponse] = []
            while true {
                let next = HTTPExchange(
                    self,
                    request,
                    target,
                    options,
                    time,
                    mayBeRedirected: history.count < configuration.redirects
                )
                var (response, endpoint) = try await next.perform(keyHash)
                let head = HTTPResponseHead(
                    version: response.version,
                    status: response.status,
                    headers: response.headers
                )
                history.append(HTTPClientRequestResponse(request: request, responseHead: head))
                guard
                    history.count <= configuration.redirects,
                    let redirected = Redirection.following(
                        request,
                        target,
                        status: response.status,
                        location: response.headers.first(name: "location")
                    )
                else {
                    response.history = history
                    return (response, endpoint)
                }
                request = redirected
                target = try RequestTarget(request.url)
            }
        }
    }

    extension LoadBalancedHTTPClient {
        /// The endpoint that a request would go to now by its key; `nil` if it has none, or there is no endpoint.
        ///
        /// It counts as a pick that was cancelled.
        package func owner(of key: RequestKey, request: HTTPClientRequest) -> Endpoint? {
            guard
                let function = balancer.keyHash, let target = try? RequestTarget(request.url),
                let hash = key.hash(request, target, with: function),
                let pick = try? balancer.pick(keyHash: hash)
            else { return nil }
            let owner = pick.endpoint
            pick.finish(.cancelled)
            return owner
        }
    }

    /// The time of a request with all of its attempts and redirections.
    struct RequestTime: Sendable {
        /// `nil` if it may take as long as it likes.
        let timeout: Duration?
        private let start = ContinuousClock.now

        init(_ timeout: Duration?) {
            self.timeout = timeout
        }

        /// `nil` if any.
        var left: Duration? { timeout.map { $0 - (ContinuousClock.now - start) } }

        func body(readTimeout: Duration?) -> BodyDeadline {
            BodyDeadline(until: timeout.map { start + $0 }, timeout: timeout ?? .zero, readTimeout: readTimeout)
        }
    }
#endif
