#if Caches
    /// What came was no reply. The connection is of no use any more: where the next reply begins can't be known.
    enum WireError: Error, Hashable, Sendable {
        /// The line is longer than any reply's.
        case lineTooLong(limit: Int)
        /// A value is announced that is larger than is taken.
        case valueTooLarge(bytes: Int, limit: Int)
        /// Lists in lists in lists…
        case nestedTooDeep(limit: Int)
        /// A list with more elements than are taken.
        case tooManyElements(Int, limit: Int)
        /// The bytes are none of the protocol's.
        case malformed(String)
        /// A reply is one to another request than was sent.
        case outOfStep(String)
    }

    extension WireError: CustomStringConvertible {
        var description: String {
            switch self {
            case .lineTooLong(let limit): "a line of the reply is longer than \(limit) bytes"
            case .valueTooLarge(let bytes, let limit): "the reply has a value of \(bytes) bytes; \(limit) are taken"
            case .nestedTooDeep(let limit): "the reply is nested more than \(limit) deep"
            case .tooManyElements(let count, let limit): "the reply has a list of \(count) elements; \(limit) are taken"
            case .malformed(let what): "the reply is none of the protocol's: \(what)"
            case .outOfStep(let what): "the reply belongs to another request: \(what)"
            }
        }
    }

    /// The most of what a server may send.
    struct WireLimits: Hashable, Sendable {
        var line = 2048
        var value = 64 << 20
        var depth = 32
        var elements = 1 << 20
    }
#endif
