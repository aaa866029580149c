#if HTTP
    import AsyncHTTPClient
    import LoadBalancing
    import Logging
    import NIOCore
    import NIOHTTP1

    /// One request and its answer, but for redirections: makes its attempts and says what they mean.
    ///
    /// An object, for a request is hundreds of bytes long: what its attempts keep of it is one reference.
    final class HTTPExchange: Sendable {
        /// What an attempt came to.
        struct Answer: Sendable {
            var response: HTTPClientResponse
            var verdict: Verdict
            /// Who gave it.
            var endpoint: EndpointID
        }

        private let client: LoadBalancedHTTPClient
        private let keyHash: UInt64?
        let request: HTTPClientRequest
        private let target: RequestTarget
        private let options: RequestOptions
        private let time: RequestTime
        private let mayBeRedirected: Bool
        private let record = RequestRecord()

        private var configuration: LoadBalancedHTTPConfiguration { client.configuration }

        /// - Parameter options: with how long it may still take.
        init(
            _ client: LoadBalancedHTTPClient,
            _ request: HTTPClientRequest,
            _ target: RequestTarget,
            keyHash: UInt64?,
            _ options: RequestOptions,
            _ time: RequestTime,
            mayBeRedirected: Bool
        ) {
            self.client = client
            self.request = request
            self.target = target
            var options = options
            options.isSafeToRepeat = (options.isSafeToRepeat || request.method.isRead) && request.hasRepeatableBody
            self.options = options
            self.time = time
            self.mayBeRedirected = mayBeRedirected
            self.keyHash = keyHash
        }

        /// The answer, and who gave it.
        func perform() async throws -> Answer {
            do {
                let answer = try await client.retrier.perform(
                    keyHash: keyHash,
                    options: options,
                    attemptEndingItself: { try await self.send($0) },
                    answered: { $0.verdict },
                    failed: { self.verdict(on: $0) }
                )
                if case .failure = answer.verdict.outcome ?? .success {
                    logFailure("the request failed: \(answer.response.status.code)")
                }
                return answer
            } catch {
                // However what was under way has failed by it.
                if client.pools.isClosed, !Task.isCancelled { throw LoadBalancedHTTPError.shutDown }
                if !(error is CancellationError) { logFailure("the request failed", error: error) }
                throw error
            }
        }

        /// What to send next, where an answer sends it on and that is to be followed.
        func redirection(_ response: HTTPClientResponse) throws -> (HTTPClientRequest, RequestTarget)? {
            guard
                mayBeRedirected, response.isRedirection,
                let next = Redirection.following(
                    request,
                    target,
                    status: response.status,
                    location: response.headers.first(name: "location")
                )
            else { return nil }
            return (next, try RequestTarget(next.url))
        }

        // MARK: Attempts

        private func send(_ attempt: Attempt) async throws -> Answer {
            var ownTime = AttemptTime(attempt)
            let lease = try client.pools.lease(attempt.pick.listed, for: target)
            if !lease.pool.limit.enterAtOnce() {
                do {
                    try await lease.pool.limit.enter(within: ownTime.left)
                } catch {
                    lease.giveBack()
                    throw error
                }
                ownTime.start = .now()
            }
            var request = request
            request.url = lease.pool.urlPrefix + target.pathAndQuery
            if !request.headers.contains(name: "host") {
                request.headers.add(name: "host", value: target.authority)
            }
            let span = AttemptSpan.begin(&request, target, attempt)
            let end = AttemptEnd(attempt, lease, span, of: self, at: ownTime.start)
            do {
                var response = try await lease.pool.client.execute(request, deadline: ownTime.deadline)
                end.answered(response.status)
                let failure = failure(response)
                if let length = lengthToRead(of: response, isFailure: failure != nil) {
                    let bytes = try await ownTime.collect(response.body, upTo: length)
                    response.body = length == 0 ? HTTPClientResponse.Body() : .bytes(bytes)
                } else if failure == nil {
                    let deadline = time.body(readTimeout: client.readTimeout)
                    response.body = .stream(
                        TrackedBody(source: BodySource(response.body), end: end, deadline: deadline)
                    )
                    return Answer(response: response, verdict: .streaming, endpoint: attempt.pick.endpointID)
                }
                let outcome = failure?.outcome ?? .success
                end.finish(outcome, reason: "\(response.status.code)")
                return Answer(
                    response: response,
                    verdict: failure ?? .answer(outcome),
                    endpoint: attempt.pick.endpointID
                )
            } catch {
                end.failed(error, streamsBody: !self.request.hasNoBody)
                throw error
            }
        }

        /// How long a body is that is read before the answer is handed on; `nil` if it is left as it is.
        ///
        /// An empty one is read, for who reads an answer without a body? The connection is free when its end has come. So is a short one
        /// of an answer that nobody may want: then the connection can be used again.
        private func lengthToRead(of response: HTTPClientResponse, isFailure: Bool) -> Int? {
            guard let length = response.bodyLength(method: request.method) else { return nil }
            let isKept = isFailure || (mayBeRedirected && response.isRedirection)
            return length == 0 || (isKept && length <= Self.keptBytes) ? length : nil
        }

        /// Of an answer that may be handed on to nobody, so many bytes are read.
        private static var keptBytes: Int { 65_536 }

        // MARK: The log

        /// An attempt failed.
        func failed(at id: EndpointID, after time: Duration, _ reason: String) {
            record.failed(at: id, after: time, reason)
        }

        /// Writes a line with all attempts, the first time.
        func logFailure(_ message: Logger.Message, error: (any Error)? = nil) {
            record.logFailure(message, error: error, request.method, target, to: client.logger)
        }

        // MARK: Verdicts

        /// `nil` if the endpoint did what it should.
        private func failure(_ response: HTTPClientResponse) -> Verdict? {
            // By its number: whatever a status is called, it is the same.
            let code = response.status.code
            let isRetried = client.retriedCodes.contains(code)
            guard code >= 500 || isRetried else { return nil }
            let kind: FailureKind = code == 503 || code == 429 ? .overloaded : .serverError
            guard isRetried else { return .answer(.failure(kind)) }
            let wait = RetryAfter.wait(response.headers)
            let pushback = wait.map { $0 <= configuration.longestRetryAfter ? Pushback.retry(after: $0) : .elsewhere }
            return .failure(kind, isSafeToRepeat ? .sentAndSafe : .sentAndUnsafe, pushback: pushback)
        }

        private func verdict(on error: any Error) -> Verdict {
            switch error {
            case RetrierError.attemptTimedOut, LoadBalancedHTTPError.timedOut:
                return .failure(.timedOut, isSafeToRepeat ? .sentAndSafe : .sentAndUnsafe)
            default:
                guard
                    case .endpoint(let kind, let wasSent) = AttemptFailure(error, streamsBody: !request.hasNoBody)
                else { return .answer(.cancelled) }
                // A stream that was begun can't be sent again, even if no server has begun with it.
                let isUntouched = !wasSent && (kind == .connectFailed || request.hasRepeatableBody)
                return .failure(kind, isUntouched ? .notSent : isSafeToRepeat ? .sentAndSafe : .sentAndUnsafe)
            }
        }

        private var isSafeToRepeat: Bool {
            if options.isSafeToRepeat { return request.hasRepeatableBody }
            return request.isSafeToRepeat(idempotencyKeyHeader: configuration.idempotencyKeyHeader)
        }
    }

    extension HTTPClientRequest {
        fileprivate var hasNoBody: Bool { body == nil }
    }

    extension HTTPClientResponse {
        fileprivate var isRedirection: Bool { (300..<400).contains(status.code) }

        /// How many bytes its body has; `nil` if only its end will tell.
        fileprivate func bodyLength(method: HTTPMethod) -> Int? {
            guard method != .HEAD, status.mayHaveResponseBody, status != .notModified else { return 0 }
            return headers.first(name: "content-length").flatMap { Int($0) }.map { max(0, $0) }
        }
    }
#endif
