#if StickySessions
    /// A setting of sticky sessions that can't be used.
    public enum StickySessionsError: Error, Hashable, Sendable {
        case secretTooShort(byteCount: Int, minimum: Int)
        case tooManySecrets(Int, limit: Int)
        /// Not a token of RFC 9110, section 5.6.2, or longer than 64 characters.
        case invalidCookieName(String)
        /// What a browser would refuse, or take for something else.
        case invalidCookieAttribute(String, value: String, allowed: String)
        case invalidLifetime(String, Duration)
        /// Not an address, nor an address, a slash and the number of its bits that count.
        case invalidNetwork(String)
        case invalidLimit(String, Int, allowed: ClosedRange<Int>)
    }

    extension StickySessionsError: CustomStringConvertible {
        public var description: String {
            switch self {
            case .secretTooShort(let byteCount, let minimum):
                "a secret has \(byteCount) bytes: take \(minimum) or more, at random"
            case .tooManySecrets(let count, let limit):
                "there are \(count) previous secrets: keep \(limit) at most, and drop those whose cookies have expired"
            case .invalidCookieName(let name):
                "“\(name)” is no name for a cookie: use up to 64 letters, digits, and any of !#$%&'*+-.^_`|~"
            case .invalidCookieAttribute(let attribute, let value, let allowed):
                "the cookie's \(attribute) can't be “\(value)”: \(allowed)"
            case .invalidLifetime(let name, let duration):
                "\(name) is \(duration): it must be from one second to 400 days"
            case .invalidNetwork(let text):
                "“\(text)” is no network: write an address, or one with a number of bits behind it, such as 10.0.0.0/8 or fd00::/8"
            case .invalidLimit(let name, let value, let allowed):
                "\(name) is \(value): it must be from \(allowed.lowerBound) to \(allowed.upperBound)"
            }
        }
    }
#endif
