#if Caches
    public import NIOCore

    /// What Redis answers: a value of RESP3, of which RESP2's are a part.
    ///
    /// Source: the "Redis serialization protocol specification".
    public indirect enum RESPValue: Hashable, Sendable {
        case simple(String)
        case error(String)
        case integer(Int64)
        /// Bytes: RESP's bulk strings, and its verbatim strings without their format.
        case bytes(ByteBuffer)
        case null
        case boolean(Bool)
        case double(Double)
        /// A whole number of any length, in decimal.
        case bigNumber(String)
        case array([RESPValue])
        case set([RESPValue])
        case map([RESPPair])
        /// What was sent without being asked for.
        case push([RESPValue])
    }

    /// An entry of a map.
    public struct RESPPair: Hashable, Sendable {
        public var key: RESPValue
        public var value: RESPValue

        public init(key: RESPValue, value: RESPValue) {
            self.key = key
            self.value = value
        }
    }

    extension RESPValue {
        /// The text of a simple string, of bytes as UTF-8, or of a number; `nil` for all else.
        public var string: String? {
            switch self {
            case .simple(let text), .bigNumber(let text): text
            case .bytes(let buffer): String(buffer: buffer)
            case .integer(let number): String(number)
            case .double(let number): String(number)
            default: nil
            }
        }

        /// An integer, or the one that a text is; `nil` for all else.
        public var integer: Int64? {
            if case .integer(let number) = self { number } else { string.flatMap { Int64($0) } }
        }

        /// The elements of an array or a set; `nil` for all else.
        public var elements: [RESPValue]? {
            switch self {
            case .array(let elements), .set(let elements): elements
            default: nil
            }
        }
    }
#endif
