/// Why a configuration can't be used: which value, and what is allowed.
public enum ConfigurationError: Error, Hashable, Sendable {
    /// A duration is out of its range.
    case invalidDuration(name: String, value: Duration, allowed: String)
    /// A number is out of its range.
    case invalidNumber(name: String, value: Double, allowed: String)
}

extension ConfigurationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalidDuration(let name, let value, let allowed): "\(name) of \(value) is not allowed: it is \(allowed)"
        case .invalidNumber(let name, let value, let allowed): "\(name) of \(value) is not allowed: it is \(allowed)"
        }
    }
}

extension ConfigurationError {
    /// Throws unless a duration is at least one millisecond: a shorter one would keep a processor busy.
    static func check(_ value: Duration, _ name: String) throws(ConfigurationError) {
        guard value >= .milliseconds(1) else {
            throw .invalidDuration(name: name, value: value, allowed: "1 millisecond or more")
        }
    }

    /// Throws unless a number is in a range.
    static func check(_ value: Double, _ name: String, in range: ClosedRange<Double>) throws(ConfigurationError) {
        guard range.contains(value) else {
            let allowed =
                range.upperBound.isFinite
                ? "a number from \(range.lowerBound) to \(range.upperBound)"
                : "a finite number of \(range.lowerBound) or more"
            throw .invalidNumber(name: name, value: value, allowed: allowed)
        }
        guard value.isFinite else {
            throw .invalidNumber(name: name, value: value, allowed: "a finite number")
        }
    }

    /// The same for a whole number.
    static func check(_ value: Int, _ name: String, in range: ClosedRange<Int>) throws(ConfigurationError) {
        guard range.contains(value) else {
            throw .invalidNumber(
                name: name,
                value: Double(value),
                allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
    }
}
