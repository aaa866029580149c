#if HTTP
    import AsyncHTTPClient
    import LoadBalancing
    import NIOCore
    import Synchronization

    /// An answer's body that says how it ended: read to its end, broken, out of time, or dropped.
    struct TrackedBody: AsyncSequence, Sendable {
        let body: HTTPClientResponse.Body
        let end: AttemptEnd
        let deadline: BodyDeadline

        func makeAsyncIterator() -> AsyncIterator {
            AsyncIterator(source: AsyncIterator.Source(body.makeAsyncIterator()), end: end, deadline: deadline)
        }

        struct AsyncIterator: AsyncIteratorProtocol {
            /// Unchecked: it is used by one `next` at a time, which hands it to a child task at most and waits for that.
            final class Source: @unchecked Sendable {
                private var iterator: HTTPClientResponse.Body.AsyncIterator
                /// Whether a part is waited for.
                fileprivate let isWaiting = Atomic(false)

                init(_ iterator: HTTPClientResponse.Body.AsyncIterator) {
                    self.iterator = iterator
                }

                func next() async throws -> ByteBuffer? {
                    defer { isWaiting.store(false, ordering: .relaxed) }
                    return try await iterator.next()
                }
            }

            fileprivate let source: Source
            fileprivate let end: AttemptEnd
            fileprivate let deadline: BodyDeadline

            mutating func next() async throws -> ByteBuffer? {
                do {
                    let part = try await deadline.next(source)
                    if part == nil {
                        // A cancelled stream may just end.
                        end.finish(Task.isCancelled ? .cancelled : .success)
                    }
                    return part
                } catch {
                    end.bodyBroke(error)
                    throw error
                }
            }
        }
    }

    /// When a body must have ended.
    struct BodyDeadline: Sendable {
        /// `nil` if it may go on for ever.
        let until: ContinuousClock.Instant?
        /// How long the request as a whole may take, for the error.
        let timeout: Duration
        /// A body that stalls ends after so long anyway.
        let readTimeout: Duration?

        /// The next part.
        ///
        /// - Throws: ``LoadBalancedHTTPError/timedOut(_:)``
        func next(_ source: TrackedBody.AsyncIterator.Source) async throws -> ByteBuffer? {
            guard let until else { return try await source.next() }
            let left = until - .now
            guard left > .zero else { throw LoadBalancedHTTPError.timedOut(timeout) }
            // Far from the end nothing has to be watched: AsyncHTTPClient ends a wait that is longer.
            if let readTimeout, left > readTimeout { return try await source.next() }
            source.isWaiting.store(true, ordering: .relaxed)
            return try await withThrowingTaskGroup(of: Event.self) { group in
                defer { group.cancelAll() }
                if #available(macOS 26, *) {
                    // It runs here until it has to wait: for a part that has come already nothing has to be watched.
                    group.addImmediateTask { .part(try await source.next()) }
                } else {
                    group.addTask { .part(try await source.next()) }
                }
                if source.isWaiting.load(ordering: .relaxed) {
                    group.addTask {
                        try await Task.sleep(until: until, clock: .continuous)
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
