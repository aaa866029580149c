/// Why a load balancer can't be made as configured: which setting, its value, and what is allowed.
public enum ConfigurationError: Error, Hashable, Sendable {
    /// A duration is out of its range.
    case invalidDuration(name: String, value: Duration, allowed: String)
    /// A real number is out of its range.
    case invalidNumber(name: String, value: Double, allowed: String)
    /// A whole number is out of its range.
    case invalidCount(name: String, value: Int, allowed: String)
}

extension ConfigurationError: CustomStringConvertible {
    /// Such as `health.interval is 0.0 seconds: it must be 1 millisecond or longer`.
    public var description: String {
        switch self {
        case .invalidDuration(let name, let value, let allowed): "\(name) is \(value): it must be \(allowed)"
        case .invalidNumber(let name, let value, let allowed): "\(name) is \(value): it must be \(allowed)"
        case .invalidCount(let name, let value, let allowed): "\(name) is \(value): it must be \(allowed)"
        }
    }
}

package extension Duration {
    /// Throws if it is shorter than a millisecond: what repeats at such a pace does nothing else.
    func checkIsMillisecondOrLonger(_ name: String) throws(ConfigurationError) {
        guard self >= .milliseconds(1) else {
            throw .invalidDuration(name: name, value: self, allowed: "1 millisecond or longer")
        }
    }
}

package extension Int {
    /// Throws if it is below 1.
    func checkIsPositive(_ name: String) throws(ConfigurationError) {
        guard self >= 1 else { throw .invalidCount(name: name, value: self, allowed: "1 or above") }
    }
}
