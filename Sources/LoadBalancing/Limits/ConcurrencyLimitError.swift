/// Why a ``ConcurrencyLimit`` let nobody through.
public enum ConcurrencyLimitError: Error, Hashable, Sendable {
    /// As many are under way and as many wait as may.
    case full(limit: Int, queueLength: Int)
    /// Nobody left within ``ConcurrencyLimit/Configuration/queueWait``.
    case waitedTooLong(Duration)
}

extension ConcurrencyLimitError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .full(let limit, 0):
            "\(limit) requests are under way, and none may wait: send fewer, or raise the limit"
        case .full(let limit, let length):
            "\(limit) requests are under way and \(length) wait: send fewer, or raise the limit"
        case .waitedTooLong(let limit):
            "none of the requests under way has ended within \(limit): send fewer, or raise the limit"
        }
    }
}
