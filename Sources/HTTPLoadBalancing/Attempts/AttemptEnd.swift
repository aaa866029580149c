#if HTTP
    import AsyncHTTPClient
    import LoadBalancing
    import Logging
    import NIOCore
    import NIOHTTP1
    import Synchronization

    /// Ends an attempt once, by whoever comes first: its pick, its span, its place at the endpoint, its use of connections.
    ///
    /// An answer's body holds it, for it may go on long after the answer was handed on. Dropped, it counts as cancelled.
    final class AttemptEnd: Sendable {
        private let isFinished = Atomic(false)
        private let pick: PickBox
        private let lease: PoolLease
        private let span: AttemptSpan?
        private let exchange: HTTPExchange
        private let timeLimit: Duration?
        private let start: NIODeadline

        /// - Parameters:
        ///   - lease: with a place among the requests that may be in flight there.
        ///   - start: when it had one.
        init(
            _ attempt: Attempt,
            _ lease: PoolLease,
            _ span: AttemptSpan?,
            of exchange: HTTPExchange,
            at start: NIODeadline
        ) {
            pick = attempt.pick
            timeLimit = attempt.timeLimit
            self.lease = lease
            self.span = span
            self.exchange = exchange
            self.start = start
        }

        deinit {
            finish(.cancelled)
        }

        /// - Parameters:
        ///   - error: why no answer came, or not all of it.
        ///   - reason: what the log says of a failure, unless there is an error.
        ///   - isPickLeft: whether the pick is left to the retrier, which asks for a verdict of its own.
        func finish(
            _ outcome: Outcome,
            error: (any Error)? = nil,
            reason: @autoclosure () -> String = "",
            isPickLeft: Bool = false
        ) {
            guard !isFinished.exchange(true, ordering: .acquiringAndReleasing) else { return }
            let time = NIODeadline.now() - start
            if case .failure(let kind) = outcome {
                let reason = error.map { "\($0)" } ?? reason()
                exchange.failed(at: pick.endpointID, after: Duration(time), "\(kind.rawValue), \(reason)")
            }
            if !isPickLeft { pick.finish(outcome) }
            span?.end(outcome, error)
            lease.pool.meters.record(time)
            lease.pool.limit.leave()
            lease.giveBack()
        }

        /// An answer's head has come.
        func answered(_ status: HTTPResponseStatus) {
            span?.answered(status)
        }

        /// No answer came.
        func failed(_ error: any Error, streamsBody: Bool) {
            // Ended because its time is up, which began some moments before this was made: that is the endpoint's doing.
            if error.isOfTime, let timeLimit,
                Duration(.now() - start) + max(.milliseconds(20), timeLimit / 10) >= timeLimit
            {
                let error = RetrierError.attemptTimedOut(after: timeLimit)
                return finish(.failure(.timedOut), error: error, isPickLeft: true)
            }
            finish(outcome(of: error, streamsBody: streamsBody), error: error, isPickLeft: true)
        }

        /// The answer was handed on, and its body did not come to its end.
        func bodyBroke(_ error: any Error) {
            let outcome = outcome(of: error, streamsBody: false)
            finish(outcome, error: error)
            if outcome != .cancelled { exchange.logFailure("the answer's body broke", error: error) }
        }

        private func outcome(of error: any Error, streamsBody: Bool) -> Outcome {
            if case LoadBalancedHTTPError.timedOut = error { return .failure(.timedOut) }
            return switch AttemptFailure(error, streamsBody: streamsBody) {
            case .endpoint(let kind, _): .failure(kind)
            case .caller, .shutDown: .cancelled
            }
        }
    }

    extension Error {
        /// Whether it may mean that an attempt's time is up.
        fileprivate var isOfTime: Bool {
            let error: any Error = self
            if case LoadBalancedHTTPError.timedOut = error { return true }
            return error is CancellationError || error as? HTTPClientError == .deadlineExceeded
        }
    }
#endif
