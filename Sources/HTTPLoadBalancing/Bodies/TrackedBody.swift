#if HTTP
    import AsyncHTTPClient
    import LoadBalancing
    import NIOCore

    /// An answer's body that says how it ended: read to its end, broken, out of time, or dropped.
    struct TrackedBody: AsyncSequence, Sendable {
        let source: BodySource
        let end: AttemptEnd
        let deadline: BodyDeadline

        func makeAsyncIterator() -> AsyncIterator { AsyncIterator(body: self) }

        struct AsyncIterator: AsyncIteratorProtocol {
            fileprivate let body: TrackedBody

            mutating func next() async throws -> ByteBuffer? {
                do {
                    let part = try await body.deadline.next(body.source)
                    if part == nil {
                        // A cancelled stream may just end.
                        body.end.finish(Task.isCancelled ? .cancelled : .success)
                    }
                    return part
                } catch {
                    body.end.bodyBroke(error)
                    throw error
                }
            }
        }
    }
#endif
