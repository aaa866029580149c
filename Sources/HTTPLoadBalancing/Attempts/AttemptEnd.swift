#if HTTP
    import LoadBalancing
    import Logging
    import NIOHTTP1

    /// Ends an attempt once, by whoever comes first: its pick, its span, its place at the endpoint, its use of connections.
    ///
    /// An answer's body holds it, for it may go on long after the answer was handed on. Dropped, it counts as cancelled.
    final class AttemptEnd: Sendable {
        private struct Parts: Sendable {
            let pick: PickBox
            let place: ConcurrencyPlace
            let lease: PoolLease
            let span: AttemptSpan
        }

        private let parts: Locked<Parts?>
        private let record: RequestRecord
        private let timeLimit: Duration?
        private let start = ContinuousClock.now

        init(
            _ attempt: Attempt,
            _ place: ConcurrencyPlace,
            _ lease: PoolLease,
            _ span: AttemptSpan,
            _ record: RequestRecord
        ) {
            parts = Locked(Parts(pick: attempt.pick, place: place, lease: lease, span: span))
            timeLimit = attempt.timeLimit
            self.record = record
        }

        deinit {
            finish(.cancelled)
        }

        /// - Parameters:
        ///   - error: why no answer came, or not all of it.
        ///   - reason: what the log says of a failure, unless there is an error.
        func finish(_ outcome: Outcome, error: (any Error)? = nil, reason: String = "") {
            guard let parts = parts.withLock({ $0.take() }) else { return }
            let time = ContinuousClock.now - start
            if case .failure(let kind) = outcome {
                let reason = error.map { "\($0)" } ?? reason
                record.failed(at: parts.pick.endpoint.id, after: time, "\(kind.rawValue), \(reason)")
            }
            parts.pick.finish(outcome)
            parts.span.end(outcome, error)
            parts.lease.pool.meters.record(time)
            parts.place.leave()
            parts.lease.giveBack()
        }

        /// An answer's head has come.
        func answered(_ status: HTTPResponseStatus) {
            parts.withLock { $0?.span }?.answered(status)
        }

        /// No answer came.
        func failed(_ error: any Error, streamsBody: Bool) {
            // Cancelled because its time is up: that is the endpoint's doing.
            if error is CancellationError, let timeLimit, ContinuousClock.now - start >= timeLimit {
                return finish(.failure(.timedOut), error: RetrierError.attemptTimedOut(after: timeLimit))
            }
            finish(outcome(of: error, streamsBody: streamsBody), error: error)
        }

        /// The answer was handed on, and its body did not come to its end.
        func bodyBroke(_ error: any Error) {
            let outcome = outcome(of: error, streamsBody: false)
            finish(outcome, error: error)
            if outcome != .cancelled { record.logFailure("the answer's body broke", error: error) }
        }

        private func outcome(of error: any Error, streamsBody: Bool) -> Outcome {
            if case LoadBalancedHTTPError.timedOut = error { return .failure(.timedOut) }
            return switch AttemptFailure(error, streamsBody: streamsBody) {
            case .endpoint(let kind, _): .failure(kind)
            case .caller, .shutDown: .cancelled
            }
        }
    }
#endif
