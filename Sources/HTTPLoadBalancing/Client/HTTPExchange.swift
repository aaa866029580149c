#if HTTP
    import AsyncHTTPClient
    import LoadBalancing
    import Logging
    import NIOCore
    import NIOHTTP1

    /// One request and its answer, but for redirections: makes its attempts and says what they mean.
    struct HTTPExchange: Sendable {
        /// What an attempt came to.
        struct Answer: Sendable {
            var response: HTTPClientResponse
            var verdict: Verdict
            /// Who gave it.
            var endpoint: EndpointID?
        }

        private let client: LoadBalancedHTTPClient
        private let request: HTTPClientRequest
        private let target: RequestTarget
        private let options: RequestOptions
        private let time: RequestTime
        private let mayBeRedirected: Bool
        private let record: RequestRecord

        private var configuration: LoadBalancedHTTPConfiguration { client.configuration }

        init(
            _ client: LoadBalancedHTTPClient,
            _ request: HTTPClientRequest,
            _ target: RequestTarget,
            _ options: RequestOptions,
            _ time: RequestTime,
            mayBeRedirected: Bool
        ) {
            self.client = client
            self.request = request
            self.target = target
            self.options = options
            self.time = time
            self.mayBeRedirected = mayBeRedirected
            record = RequestRecord(request, target, logger: client.logger)
        }

        /// The answer, and who gave it.
        func perform(_ keyHash: UInt64?) async throws -> (response: HTTPClientResponse, endpoint: EndpointID?) {
            var options = options
            options.timeout = time.left
            options.isSafeToRepeat = (options.isSafeToRepeat || request.method.isRead) && request.hasRepeatableBody
            do {
                let answer = try await client.retrier.perform(
                    keyHash: keyHash,
                    options: options,
                    attemptEndingItself: { attempt in
                        var answer = try await send(attempt)
                        answer.endpoint = attempt.endpoint.id
                        return answer
                    },
                    verdict: { result in verdict(on: result) }
                )
                if case .failure = answer.verdict.outcome ?? .success {
                    record.logFailure("the request failed: \(answer.response.status.code)")
                }
                return (answer.response, answer.endpoint)
            } catch {
                // However what was under way has failed by it.
                if client.pools.isClosed, !Task.isCancelled { throw LoadBalancedHTTPError.shutDown }
                if !(error is CancellationError) { record.logFailure("the request failed", error: error) }
                throw error
            }
        }

        // MARK: Attempts

        private func send(_ attempt: Attempt) async throws -> Answer {
            let ownTime = AttemptTime(attempt)
            let lease = try client.pools.lease(try EndpointOrigin(attempt.endpoint, for: target))
            do {
                try await lease.pool.limit.enter(within: ownTime.left)
            } catch {
                lease.giveBack()
                throw error
            }
            var request = request
            request.url = lease.pool.urlPrefix + target.pathAndQuery
            if !request.headers.contains(name: "host") {
                request.headers.add(name: "host", value: String(target.authority))
            }
            let span = AttemptSpan(&request, target, to: attempt.endpoint, attempt: attempt.number)
            let end = AttemptEnd(attempt, lease, span, record)
            do {
                let response = try await lease.pool.client.execute(request, deadline: ownTime.deadline)
                end.answered(response.status)
                return try await answer(response, end, ownTime)
            } catch {
                end.failed(error, streamsBody: !self.request.hasNoBody)
                throw error
            }
        }

        private func answer(
            _ response: HTTPClientResponse,
            _ end: AttemptEnd,
            _ ownTime: AttemptTime
        ) async throws -> Answer {
            var response = response
            let length = response.bodyLength(method: request.method)
            let failure = failure(response)
            let isKept = failure != nil || (mayBeRedirected && (300..<400).contains(response.status.code))
            if length == 0 {
                // There is none, and who reads an answer without a body? The connection is free when its end has come.
                _ = try await ownTime.collect(response.body, upTo: 0)
                response.body = HTTPClientResponse.Body()
            } else if isKept, let length, length <= Self.keptBytes {
                // Read now, so that the connection can be used again though nobody may want this answer.
                response.body = .bytes(try await ownTime.collect(response.body, upTo: length))
            } else if failure == nil {
                let deadline = time.body(readTimeout: configuration.readTimeout)
                response.body = .stream(TrackedBody(body: response.body, end: end, deadline: deadline))
                return Answer(response: response, verdict: .streaming)
            }
            let outcome = failure?.outcome ?? .success
            end.finish(outcome, reason: "\(response.status.code)")
            return Answer(response: response, verdict: failure ?? .answer(outcome))
        }

        /// Of an answer that may be handed on to nobody, so many bytes are read.
        private static var keptBytes: Int { 65_536 }

        // MARK: Verdicts

        /// `nil` if the endpoint did what it should.
        private func failure(_ response: HTTPClientResponse) -> Verdict? {
            let status = response.status
            let isRetried = configuration.retriedStatuses.contains(status)
            guard status.code >= 500 || isRetried else { return nil }
            let isOverload = status == .serviceUnavailable || status == .tooManyRequests
            let kind: FailureKind = isOverload ? .overloaded : .serverError
            guard isRetried else { return .answer(.failure(kind)) }
            let wait = RetryAfter.wait(response.headers)
            let pushback = wait.flatMap { $0 <= configuration.longestRetryAfter ? Pushback.retry(after: $0) : nil }
            return .failure(kind, isSafeToRepeat ? .sentAndSafe : .sentAndUnsafe, pushback: pushback)
        }

        private func verdict(on result: Result<Answer, any Error>) -> Verdict {
            switch result {
            case .success(let answer): return answer.verdict
            case .failure(RetrierError.attemptTimedOut), .failure(LoadBalancedHTTPError.timedOut):
                return .failure(.timedOut, isSafeToRepeat ? .sentAndSafe : .sentAndUnsafe)
            case .failure(let error):
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
        /// How many bytes its body has; `nil` if only its end will tell.
        fileprivate func bodyLength(method: HTTPMethod) -> Int? {
            guard method != .HEAD, status.mayHaveResponseBody, status != .notModified else { return 0 }
            return headers.first(name: "content-length").flatMap { Int($0) }.map { max(0, $0) }
        }
    }
#endif
