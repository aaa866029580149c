#if HTTP
    import AsyncHTTPClient
    import LoadBalancing
    import NIOCore

    /// The time of an attempt that has to end by itself; without end for one that is cancelled by whoever makes it.
    struct AttemptTime: Sendable {
        /// When it began, or had its place at the endpoint.
        var start: NIODeadline
        private let limit: Duration?
        private let end: NIODeadline?

        init(_ attempt: Attempt) {
            let start = NIODeadline.now()
            self.start = start
            limit = attempt.endsItself ? attempt.timeLimit : nil
            end = limit.map { start + TimeAmount(atLeastZero: $0) }
        }

        /// `nil` if any.
        var left: Duration? { end.map { Duration($0 - .now()) } }

        /// Until when an answer's head must have come.
        var deadline: NIODeadline { end ?? .distantFuture }

        /// A body's bytes, so many at most.
        ///
        /// - Throws: ``LoadBalancedHTTPError/timedOut(_:)``
        func collect(_ body: HTTPClientResponse.Body, upTo length: Int) async throws -> ByteBuffer {
            let deadline = BodyDeadline(until: end, timeout: limit ?? .zero, readTimeout: nil)
            let source = BodySource(body)
            var bytes = ByteBuffer()
            while var part = try await deadline.next(source) {
                guard bytes.readableBytes + part.readableBytes <= length else {
                    throw NIOTooManyBytesError(maxBytes: length)
                }
                bytes.writeBuffer(&part)
            }
            return bytes
        }
    }
#endif
