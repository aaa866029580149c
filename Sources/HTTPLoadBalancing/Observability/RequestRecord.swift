#if HTTP
    import AsyncHTTPClient
    import LoadBalancing
    import Logging
    import NIOHTTP1
    import Synchronization

    /// What became of a request's attempts, for the one line in the log if it ends badly.
    struct RequestRecord: ~Copyable, Sendable {
        private struct State: Sendable {
            var attempts: [String] = []
            var isLogged = false
        }

        /// Made when there is something to keep: most requests have no failure.
        private let state = AtomicLazyReference<Locked<State>>()

        private var kept: Locked<State> { state.load() ?? state.storeIfNil(Locked(State())) }

        /// An attempt failed.
        borrowing func failed(at id: EndpointID, after time: Duration, _ reason: String) {
            let line = "\(id.string.printable) after \(time.milliseconds) ms: \(reason.printable)"
            kept.withLock { $0.attempts.append(line) }
        }

        /// Writes the line, the first time.
        borrowing func logFailure(
            _ message: Logger.Message,
            error: (any Error)?,
            _ method: HTTPMethod,
            _ target: RequestTarget,
            to logger: Logger
        ) {
            let attempts = kept.withLock { state -> [String]? in
                guard !state.isLogged else { return nil }
                state.isLogged = true
                return state.attempts
            }
            guard let attempts else { return }
            var metadata: Logger.Metadata = [
                "http.method": "\(method.rawValue)",
                "url.path": "\(String(target.path).printable)",
                "server": "\(target.authority.printable)",
                "lb.attempts": .array(attempts.map { .string($0) }),
            ]
            if let error { metadata["error"] = "\("\(error)".printable)" }
            logger.warning(message, metadata: metadata)
        }
    }

    extension Duration {
        /// Whole milliseconds, rounded down.
        fileprivate var milliseconds: UInt64 { nanoseconds / 1_000_000 }
    }
#endif
