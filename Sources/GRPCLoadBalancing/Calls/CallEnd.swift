#if GRPC
    import GRPCCore
    import LoadBalancing
    import Synchronization

    /// Ends an attempt once, at its status or by whoever gives up first: its pick, its time, its span.
    ///
    /// The response's parts hold it, for the call is over when its status has come, though the code that reads it may go on.
    /// Dropped, it counts as cancelled.
    final class CallEnd: Sendable {
        private let pick: PickBox
        private let span: AttemptSpan
        private let hasEnded = Atomic(false)
        private let method: MethodDescriptor
        private let meters: TransportMeters
        private let deadline: ContinuousClock.Instant?
        private let start: ContinuousClock.Instant

        /// - Parameter timeout: how long the call may take, where that is known.
        init(
            _ pick: PickBox,
            _ method: MethodDescriptor,
            span: AttemptSpan,
            timeout: Duration?,
            meters: TransportMeters
        ) {
            self.pick = pick
            self.span = span
            self.method = method
            self.meters = meters
            let now = ContinuousClock.now
            start = now
            deadline = timeout.map { now + $0 }
            meters.attemptStarted(method)
        }

        deinit {
            gaveUp()
        }

        /// The status has come.
        func ended(_ status: Status) {
            finish(Outcome(status.code), status.code)
        }

        /// No status came, and none will.
        func broke(_ error: any Error) {
            if error is CancellationError { return gaveUp() }
            let code = (error as? RPCError).map { Status.Code($0.code) } ?? .unknown
            finish(code == .cancelled ? givenUp : Outcome(code), code)
        }

        /// No stream could be opened: nothing was sent.
        func notOpened() {
            finish(.failure(.connectFailed), .unavailable)
        }

        /// Nobody waits for the status any more: because the call's time is up, or the caller has enough.
        func gaveUp() {
            let outcome = givenUp
            finish(outcome, outcome == .cancelled ? .cancelled : .deadlineExceeded)
        }

        /// What it means if the call ends now without a status. Who cancels a call at its deadline may be a little early.
        private var givenUp: Outcome {
            guard let deadline, ContinuousClock.now + .milliseconds(5) >= deadline else { return .cancelled }
            return .failure(.timedOut)
        }

        private func finish(_ outcome: Outcome, _ status: Status.Code) {
            guard !hasEnded.exchange(true, ordering: .relaxed) else { return }
            pick.finish(outcome)
            span.end(status)
            meters.attemptEnded(method, status, after: .now - start)
        }
    }
#endif
