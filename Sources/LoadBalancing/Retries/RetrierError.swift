/// Why a ``Retrier`` has no answer.
///
/// Where the last attempt has thrown an error of its own, or there was no endpoint (``PickError``), that is thrown instead.
public enum RetrierError: Error, Hashable, Sendable {
    /// An attempt took longer than ``RetryConfiguration/attemptTimeout``: what a verdict is asked of, and what is thrown if it
    /// was the last one.
    case attemptTimedOut(after: Duration)
    /// All attempts together took longer than the request's time-out.
    case deadlineExceeded(after: Duration, attempts: Int)
    /// ``RetryConfiguration/adaptiveThrottle`` refused the request: it was not sent.
    case throttled
}

extension RetrierError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .attemptTimedOut(let limit):
            "no answer within \(limit): raise attemptTimeout if a healthy endpoint takes that long"
        case .deadlineExceeded(let limit, let attempts):
            "no answer within \(limit), after \(attempts) attempts: raise timeout, or lower attemptTimeout to try more"
        case .throttled:
            "not sent, as the servers refuse most requests: try again later"
        }
    }
}
