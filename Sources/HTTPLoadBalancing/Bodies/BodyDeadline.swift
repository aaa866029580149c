#if HTTP
    import AsyncHTTPClient
    import LoadBalancing
    import NIOCore
    import Synchronization

    /// Where an answer's body is read from.
    ///
    /// Unchecked: it is used by one `next` at a time, which hands it to a child task at most and waits for that.
    final class BodySource: @unchecked Sendable {
        fileprivate var iterator: HTTPClientResponse.Body.AsyncIterator
        /// Whether a part is waited for.
        fileprivate let isWaiting = Atomic(false)

        init(_ body: HTTPClientResponse.Body) {
            iterator = body.makeAsyncIterator()
        }

        fileprivate func nextWatched() async throws -> ByteBuffer? {
            defer { isWaiting.store(false, ordering: .relaxed) }
            return try await iterator.next()
        }
    }

    /// When a body must have ended.
    struct BodyDeadline: Sendable {
        /// `nil` if it may go on for ever.
        let until: NIODeadline?
        /// How long the request as a whole may take, for the error.
        let timeout: Duration
        /// A body that stalls ends after so long anyway.
        let readTimeout: TimeAmount?

        /// The next part.
        ///
        /// - Throws: ``LoadBalancedHTTPError/timedOut(_:)``
        func next(_ source: BodySource) async throws -> ByteBuffer? {
            guard let left = try timeToWatch() else { return try await source.iterator.next() }
            return try await nextWatched(source, left)
        }

        /// What is left; `nil` if nothing has to be watched: without an end, or far from it, where AsyncHTTPClient ends a wait that is
        /// longer.
        private func timeToWatch() throws -> TimeAmount? {
            guard let until else { return nil }
            let left = until - .now()
            guard left > .zero else { throw LoadBalancedHTTPError.timedOut(timeout) }
            if let readTimeout, left > readTimeout { return nil }
            return left
        }

        private func nextWatched(_ source: BodySource, _ left: TimeAmount) async throws -> ByteBuffer? {
            source.isWaiting.store(true, ordering: .relaxed)
            return try await withThrowingTaskGroup(of: Event.self) { group in
                defer { group.cancelAll() }
                if #available(macOS 26, *) {
                    // It runs here until it has to wait: for a part that has come already nothing has to be watched.
                    group.addImmediateTask { .part(try await source.nextWatched()) }
                } else {
                    group.addTask { .part(try await source.nextWatched()) }
                }
                if source.isWaiting.load(ordering: .relaxed) {
                    group.addTask {
                        try await Task.sleep(for: Duration(left), clock: .continuous)
                        return .timeUp
                    }
                }
                guard case .part(let part) = try await group.next() else {
                    throw LoadBalancedHTTPError.timedOut(timeout)
                }
                return part
            }
        }

        private enum Event: Sendable {
            case part(ByteBuffer?)
            case timeUp
        }
    }
#endif
