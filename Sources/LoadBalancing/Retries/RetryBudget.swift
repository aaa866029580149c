/// How many requests may be sent again, so that retries and hedges never multiply the load of a service that is down.
///
/// It is one for all requests of a ``Retrier``. A retry that it refuses is not made, and the failure is the answer; a hedge that
/// it refuses is not made, and nothing else changes.
///
/// | budget | at 1000 requests a second, all failing at once | one request in a while |
/// | --- | --- | --- |
/// | ``shareOfRequests(_:plusPerSecond:window:)`` | 200 + 10 retries a second | is retried |
/// | ``shareOfActive(_:atLeast:)`` | a fifth of those under way | is retried |
/// | ``unlimited`` | 2000 with three attempts | is retried |
public enum RetryBudget: Hashable, Sendable {
    /// Finagle's: in each window, so large a share of the requests of that window and so many more for each second of it.
    ///
    /// - Parameters:
    ///   - fraction: 0.2; 0 to 1000.
    ///   - plusPerSecond: so that a client that has just started, or has little to do, may retry. 10; 0 or above. A whole window's
    ///     worth of them may be used at once.
    ///   - window: 10 s; 1 s or longer.
    case shareOfRequests(_ fraction: Double = 0.2, plusPerSecond: Double = 10, window: Duration = .seconds(10))
    /// Envoy's: at any time, so large a share of the requests under way may be retries, waiting for their back-off or under way.
    ///
    /// - Parameters:
    ///   - fraction: 0.2; 0 to 1.
    ///   - atLeast: so many may be in any case. 3; 0 or above.
    case shareOfActive(_ fraction: Double = 0.2, atLeast: Int = 3)
    /// As many as there are attempts. It makes an overload worse: for comparison, and for requests that must not fail.
    case unlimited
    /// None.
    case none

    func check() throws(ConfigurationError) {
        switch self {
        case .shareOfRequests(let fraction, let perSecond, let window):
            guard (0...1000).contains(fraction) else {
                throw .invalidNumber(name: "budget.fraction", value: fraction, allowed: "0 to 1000")
            }
            guard perSecond >= 0, perSecond.isFinite else {
                throw .invalidNumber(name: "budget.plusPerSecond", value: perSecond, allowed: "finite, 0 or above")
            }
            guard window >= .seconds(1) else {
                throw .invalidDuration(name: "budget.window", value: window, allowed: "1 second or longer")
            }
        case .shareOfActive(let fraction, let minimum):
            guard (0...1).contains(fraction) else {
                throw .invalidNumber(name: "budget.fraction", value: fraction, allowed: "0 to 1")
            }
            guard minimum >= 0 else {
                throw .invalidCount(name: "budget.atLeast", value: minimum, allowed: "0 or above")
            }
        case .unlimited, .none: break
        }
    }
}
