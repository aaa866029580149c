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
            try await answer(request, key, options).response
        }

        /// The same, and which endpoint the answer came from.
        package func exchange(
            _ request: HTTPClientRequest,
            key: RequestKey?,
            options: RequestOptions
        ) async throws -> (response: HTTPClientResponse, endpoint: EndpointID) {
            let answer = try await answer(request, key, options)
            return (answer.response, answer.endpoint)
        }

        private func answer(
            _ request: HTTPClientRequest,
            _ key: RequestKey?,
            _ options: RequestOptions
        ) async throws -> HTTPExchange.Answer {
            var request = request
            var target = try RequestTarget(request.url)
            let keyHash = balancer.keyHash.flatMap { (key ?? configuration.key).hash(request, target, with: $0) }
            let time = RequestTime(options.timeout ?? configuration.timeout)
            var options = options
            options.timeout = time.timeout
            var redirects = configuration.redirects
            var history: [HTTPClientRequestResponse] = []
            while true {
                let exchange = HTTPExchange(
                    self,
                    request,
                    target,
                    keyHash: keyHash,
                    options,
                    time,
                    mayBeRedirected: redirects > 0
                )
                var answer = try await exchange.perform()
                // AsyncHTTPClient's is of the request as it was sent, to an endpoint.
                for index in answer.response.history.indices { answer.response.history[index].request = request }
                guard let next = try exchange.redirection(answer.response) else {
                    if !history.isEmpty { answer.response.history = history + answer.response.history }
                    return answer
                }
                history += answer.response.history
                (request, target) = next
                redirects -= 1
                options.timeout = time.left
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
#endif
