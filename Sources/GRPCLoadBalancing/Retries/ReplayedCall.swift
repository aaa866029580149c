#if GRPC
    import GRPCCore
    import GRPCNIOTransportHTTP2Posix
    import LoadBalancing

    /// A call that is made again if it fails, or beside itself: to its caller it is one stream.
    ///
    /// ```
    ///   caller ──▶ buffer ──┬─▶ attempt 1, at one endpoint ── UNAVAILABLE
    ///                       └─▶ attempt 2, at another ── metadata, messages, status ──▶ caller
    /// ```
    ///
    /// Where the response is one message, nothing of it is handed on before its status: a connection that breaks in the middle
    /// of it is as good as one that breaks before. gRFC A6 takes a call for answered by its metadata, whatever its kind; so do
    /// we where the response is a stream, or not known to be none.
    ///
    /// Source: gRFC A6, "gRPC Retry Design".
    final class ReplayedCall: Sendable {
        /// What an attempt came to: its first parts, and where the others come from.
        struct Answer: Sendable {
            let first: [ReplayedAttempt.Part]
            let rest: PartsReader
            let attempt: ReplayedAttempt
        }

        private let transport: BalancedTransport
        private let retries: RetriedMethod
        private let method: MethodDescriptor
        private let options: CallOptions
        private let keyHash: UInt64?
        private let buffer: RequestBuffer
        private let start = ContinuousClock.now

        private struct State: Sendable {
            var attempts: [ReplayedAttempt] = []
            /// Endpoints that could open no stream.
            var unreachable: [EndpointID] = []
        }

        private let state = Locked(State())
        /// The first stream's context, as soon as there is one.
        private let context = Settled<ClientContext>()
        private let answer = Settled<Answer>()

        init(
            _ transport: BalancedTransport,
            _ retries: RetriedMethod,
            _ method: MethodDescriptor,
            _ options: CallOptions
        ) {
            self.transport = transport
            self.retries = retries
            self.method = method
            self.options = options
            keyHash = transport.routingHash
            buffer = RequestBuffer(limit: transport.configuration.replayBytes)
        }

        /// Makes the attempts beside the caller's own code.
        func perform<T: Sendable>(
            _ closure: (
                _ stream: RPCStream<BalancedTransport.Inbound, BalancedTransport.Outbound>, _ context: ClientContext
            )
                async throws -> T
        ) async throws -> T {
            try await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.makeAttempts() }
                let result: Result<T, any Error>
                do {
                    let stream = RPCStream(
                        descriptor: method,
                        inbound: RPCAsyncSequence(wrapping: AnsweredParts(answer: answer)),
                        outbound: RPCWriter.Closable(wrapping: BufferWriter(buffer: buffer))
                    )
                    result = .success(try await closure(stream, try await context.value()))
                } catch {
                    result = .failure(error)
                }
                buffer.close()
                group.cancelAll()
                await group.waitForAll()
                let attempts = state.withLock { $0.attempts }
                for attempt in attempts { attempt.cancel() }
                for attempt in attempts { await attempt.waitUntilEnded() }
                return result
            }.get()
        }

        private func makeAttempts() async {
            var requestOptions = RequestOptions(timeout: options.timeout)
            requestOptions.isSafeToRepeat = retries.isHedged
            do {
                try await prepare()
                let answer = try await perform(requestOptions)
                buffer.commit()
                for attempt in state.withLock({ $0.attempts }) where attempt !== answer.attempt { attempt.cancel() }
                self.answer.settle(.success(answer))
            } catch {
                let error = RPCError(retrying: error)
                context.settle(.failure(error))
                answer.settle(.failure(error))
            }
        }

        private func perform(_ options: RequestOptions) async throws -> Answer {
            let make: @Sendable (Attempt) async throws -> Answer = { try await self.make($0) }
            let verdict: @Sendable (Result<Answer, any Error>) -> Verdict = { self.verdict(on: $0) }
            let retrier = retries.retrier
            // Without a limit, none has to be ended: then they need no child tasks.
            if options.timeout == nil, retrier.configuration.attemptTimeout == nil, retrier.configuration.timeout == nil
            {
                return try await retrier.perform(
                    keyHash: keyHash,
                    options: options,
                    attemptEndingItself: make,
                    answered: { verdict(.success($0)) },
                    failed: { verdict(.failure($0)) }
                )
            }
            return try await retrier.perform(keyHash: keyHash, options: options, attempt: make, verdict: verdict)
        }

        /// Waits for what a pick needs: that there is a first list.
        private func prepare() async throws {
            try await transport.channels.waitUntilStarted()
            if !transport.balancer.hasList { try await transport.balancer.waitUntilReady() }
        }

        // MARK: Attempts

        private func make(_ attempt: Attempt) async throws -> Answer {
            guard let first = buffer.open() else {
                // A hedge that comes too late.
                attempt.pick.finish(.cancelled)
                throw TooLate()
            }
            var reader = first
            var isRead = false
            defer { if !isRead { buffer.close(reader) } }
            var route = CallRoute(
                transport,
                keyHash: keyHash,
                first: attempt.pick,
                excluding: state.withLock { $0.unreachable }
            )
            while true {
                let hop = try await route.next(method, options)
                isRead = true
                let made = ReplayedAttempt(hop, method, options, buffer, reader: reader) { context in
                    self.context.settle(.success(context))
                } amend: { metadata in
                    self.amend(&metadata, attempt, hop.span)
                }
                state.withLock { $0.attempts.append(made) }
                switch await made.first() {
                case .parts(let parts, let rest): return Answer(first: parts, rest: rest, attempt: made)
                case .failed(let error, true): throw error
                case .failed(let error, false):
                    try route.failed(hop, error)
                    state.withLock { $0.unreachable.append(hop.channel.id) }
                    guard let next = buffer.open() else { throw error }
                    (reader, isRead) = (next, false)
                }
            }
        }

        /// What later attempts say of themselves, and how much time is left.
        private func amend(_ metadata: inout Metadata, _ attempt: Attempt, _ span: AttemptSpan) {
            span.propagate(in: &metadata)
            if attempt.number > 1 {
                metadata.replaceOrAddString("\(attempt.number - 1)", forKey: "grpc-previous-rpc-attempts")
            }
            // An attempt's limit is for what comes first. Of a stream the server must not take it for the limit of all.
            let limit =
                method.hasOneAnswer
                ? attempt.timeLimit : options.timeout.map { $0 - start.duration(to: .now) }
            if let limit {
                metadata.replaceOrAddString(limit.grpcTimeout, forKey: "grpc-timeout")
            }
        }

        // MARK: Verdicts

        private func verdict(on result: Result<Answer, any Error>) -> Verdict {
            switch result {
            case .success(let answer):
                guard case .status(let status, let metadata) = answer.first.last else { return .streaming }
                return verdict(on: status.code, metadata)
            case .failure(RetrierError.attemptTimedOut):
                return failure(.timedOut, nil)
            case .failure(is CancellationError):
                return .answer(.cancelled)
            case .failure(is TooLate):
                return .failure(.overloaded, .notSent)
            case .failure(let error):
                let error = error as? RPCError
                return verdict(on: error.map { Status.Code($0.code) } ?? .unknown, error?.metadata ?? [:])
            }
        }

        private func verdict(on code: Status.Code, _ metadata: Metadata) -> Verdict {
            let outcome = Outcome(code)
            guard code != .ok, retries.statuses.contains(code) else { return .answer(outcome) }
            let pushback = metadata[stringValues: "grpc-retry-pushback-ms"].first { _ in true }
            let kind: FailureKind = if case .failure(let kind) = outcome { kind } else { .serverError }
            return failure(kind, pushback.map { Pushback(grpcMilliseconds: $0) })
        }

        private func failure(_ kind: FailureKind, _ pushback: Pushback?) -> Verdict {
            .failure(kind, buffer.isReplayable ? .sentAndSafe : .sentAndUnsafe, pushback: pushback)
        }
    }

    /// An attempt was to be made when not all that the caller has sent was there any more.
    private struct TooLate: Error {}

    /// The response that the caller reads: of the attempt that has an answer.
    private struct AnsweredParts: AsyncSequence, Sendable {
        typealias Element = ReplayedAttempt.Part

        let answer: Settled<ReplayedCall.Answer>

        func makeAsyncIterator() -> AsyncIterator { AsyncIterator(answer: answer) }

        struct AsyncIterator: AsyncIteratorProtocol {
            let answer: Settled<ReplayedCall.Answer>
            var first: ArraySlice<Element> = []
            var rest: PartsReader?

            mutating func next() async throws -> Element? {
                if rest == nil {
                    let answer = try await answer.value()
                    (first, rest) = (answer.first[...], answer.rest)
                }
                if let part = first.popFirst() { return part }
                return try await rest?.next()
            }

            mutating func next(isolation actor: isolated (any Actor)?) async throws(any Error) -> Element? {
                try await next()
            }
        }
    }

    extension RPCError {
        /// What a retried call fails with.
        fileprivate init(retrying error: any Error) {
            switch error {
            case let error as RPCError: self = error
            case PickError.shutDown, LoadBalancerError.shutDown: self = .shutDown
            case let error as PickError: self = .noEndpoint(error)
            case RetrierError.throttled: self.init(code: .unavailable, message: "\(error)", cause: error)
            case is RetrierError: self.init(code: .deadlineExceeded, message: "\(error)", cause: error)
            case is ConcurrencyLimitError: self.init(code: .resourceExhausted, message: "\(error)", cause: error)
            case is CancellationError: self.init(code: .cancelled, message: "the call was cancelled", cause: error)
            default: self.init(code: .unknown, message: "the call failed", cause: error)
            }
        }
    }

    extension Duration {
        /// As gRPC writes a time-out: at most eight digits and a unit, never more than this.
        var grpcTimeout: String {
            var amount = nanoseconds
            for (unit, factor) in [("n", UInt64(1000)), ("u", 1000), ("m", 1000), ("S", 60), ("M", 60)] {
                if amount < 100_000_000 { return "\(amount)\(unit)" }
                amount /= factor
            }
            return "\(min(amount, 99_999_999))H"
        }
    }
#endif
