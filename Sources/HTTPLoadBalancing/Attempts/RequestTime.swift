#if HTTP
    import LoadBalancing
    import NIOCore

    /// The time of a request with all of its attempts and redirections.
    struct RequestTime: Sendable {
        /// `nil` if it may take as long as it likes.
        let timeout: Duration?
        private let end: NIODeadline?

        init(_ timeout: Duration?) {
            self.timeout = timeout
            end = timeout.map { .now() + TimeAmount(atLeastZero: $0) }
        }

        /// `nil` if any.
        var left: Duration? { end.map { Duration($0 - .now()) } }

        func body(readTimeout: TimeAmount?) -> BodyDeadline {
            BodyDeadline(until: end, timeout: timeout ?? .zero, readTimeout: readTimeout)
        }
    }

    extension TimeAmount {
        /// Rounded down to nanoseconds; 0 for a negative duration, 292 years for one too long to count.
        init(atLeastZero duration: Duration) {
            self = .nanoseconds(Int64(clamping: duration.nanoseconds))
        }
    }
#endif
