/// What a server asks of those whose request it did not serve.
///
/// Source: gRFC A6, "gRPC Retry Design".
public enum Pushback: Hashable, Sendable {
    /// Do not send it again.
    case doNotRetry
    /// Send it again after so long: this takes the back-off's place, which begins anew after it.
    case retry(after: Duration)
    /// Send it again after the usual back-off, but not to this endpoint, whose own time is too long to be waited for: where there
    /// is no other, its failure is the answer.
    case elsewhere

    /// Reads gRPC's `grpc-retry-pushback-ms`.
    ///
    /// | value | |
    /// | --- | --- |
    /// | `250` | again after 250 ms |
    /// | `0` | again at once |
    /// | `-1`, `soon`, ` 5`, `+5`, `007`, `3000000000`, nothing | not again |
    ///
    /// What is negative, no 32-bit number or written otherwise than it need be asks not to retry at all.
    public init(grpcMilliseconds text: String) {
        guard let milliseconds = Int32(text), milliseconds >= 0, "\(milliseconds)" == text else {
            self = .doNotRetry
            return
        }
        self = .retry(after: .milliseconds(milliseconds))
    }
}
