#if Peers
    /// A JSON value that remembers the order of its members and where it came from.
    ///
    /// Not Foundation's: there, two keys that differ in Unicode composition are one, so that a recording would lose keys,
    /// and an error does not say where it is. Member names are compared as bytes, and one that is there twice is an error.
    indirect enum RecordedJSON {
        case null
        case bool(Bool)
        case number(String)
        case string(String)
        case array([RecordedJSON])
        case object([(name: String, value: RecordedJSON)])

        /// What it is, in words for an error.
        var kind: String {
            switch self {
            case .null: "null"
            case .bool: "true or false"
            case .number: "a number"
            case .string: "a string"
            case .array: "an array"
            case .object: "an object"
            }
        }
    }

    /// Reads one JSON text (RFC 8259).
    struct RecordedJSONParser {
        private let bytes: [UInt8]
        private var offset = 0
        private var depth = 0

        /// Deeper nesting than any recording's is refused, so that the stack holds.
        private static let depthLimit = 32

        static func parse(_ bytes: [UInt8]) throws(PeerRecordingError) -> RecordedJSON {
            var parser = RecordedJSONParser(bytes: bytes)
            parser.skipSpace()
            let value = try parser.value()
            parser.skipSpace()
            guard parser.offset == bytes.count else { throw parser.error("there is more behind the end of the value") }
            return value
        }

        private init(bytes: [UInt8]) {
            self.bytes = bytes
        }

        private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

        private func error(_ problem: String) -> PeerRecordingError {
            let before = bytes[..<min(offset, bytes.count)]
            let line = before.count { $0 == UInt8(ascii: "\n") } + 1
            let column = before.count - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0) + 1
            return PeerRecordingError(.malformedJSON(problem), at: "line \(line), byte \(column)")
        }

        private mutating func skipSpace() {
            while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) {
                offset += 1
            }
        }

        private mutating func expect(_ character: Unicode.Scalar) throws(PeerRecordingError) {
            guard next == UInt8(ascii: character) else {
                throw error(next == nil ? "the text ends where “\(character)” should be" : "“\(character)” is missing")
            }
            offset += 1
        }

        private mutating func value() throws(PeerRecordingError) -> RecordedJSON {
            switch next {
            case UInt8(ascii: "{"): return try object()
            case UInt8(ascii: "["): return try array()
            case UInt8(ascii: "\""): return .string(try string())
            case UInt8(ascii: "t"): return try word("true", .bool(true))
            case UInt8(ascii: "f"): return try word("false", .bool(false))
            case UInt8(ascii: "n"): return try word("null", .null)
            case nil: throw error("the text ends where a value should be")
            default: return .number(try number())
            }
        }

        private mutating func word(_ word: String, _ value: RecordedJSON) throws(PeerRecordingError) -> RecordedJSON {
            guard bytes[offset...].starts(with: word.utf8) else { throw error("no value begins like this") }
            offset += word.utf8.count
            return value
        }

        private mutating func enter() throws(PeerRecordingError) {
            depth += 1
            guard depth <= Self.depthLimit else { throw error("more than \(Self.depthLimit) levels of nesting") }
            offset += 1
            skipSpace()
        }

        private mutating func array() throws(PeerRecordingError) -> RecordedJSON {
            try enter()
            var elements: [RecordedJSON] = []
            if next != UInt8(ascii: "]") {
                elements.append(try value())
                skipSpace()
                while next == UInt8(ascii: ",") {
                    offset += 1
                    skipSpace()
                    elements.append(try value())
                    skipSpace()
                }
            }
            try expect("]")
            depth -= 1
            return .array(elements)
        }

        private mutating func object() throws(PeerRecordingError) -> RecordedJSON {
            try enter()
            var members: [(name: String, value: RecordedJSON)] = []
            var names: Set<[UInt8]> = []
            if next != UInt8(ascii: "}") {
                try member(&members, &names)
                while next == UInt8(ascii: ",") {
                    offset += 1
                    skipSpace()
                    try member(&members, &names)
                }
            }
            try expect("}")
            depth -= 1
            return .object(members)
        }

        private mutating func member(
            _ members: inout [(name: String, value: RecordedJSON)],
            _ names: inout Set<[UInt8]>
        ) throws(PeerRecordingError) {
            guard next == UInt8(ascii: "\"") else { throw error("a member's name should be here, in quotes") }
            let start = offset
            let name = try string()
            guard names.insert(Array(name.utf8)).inserted else {
                offset = start
                throw error("the member \(Quoted.text(name)) is there twice")
            }
            skipSpace()
            try expect(":")
            skipSpace()
            members.append((name, try value()))
            skipSpace()
        }
    }

    extension RecordedJSONParser {
        private mutating func number() throws(PeerRecordingError) -> String {
            let start = offset
            func isDigit(_ byte: UInt8?) -> Bool {
                byte.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
            }
            if next == UInt8(ascii: "-") { offset += 1 }
            guard isDigit(next) else {
                offset = start
                throw error("no value begins like this")
            }
            let startsWithZero = next == UInt8(ascii: "0")
            offset += 1
            if startsWithZero, isDigit(next) { throw error("a number can't begin with 0 and another digit") }
            while isDigit(next) { offset += 1 }
            if next == UInt8(ascii: ".") {
                offset += 1
                guard isDigit(next) else { throw error("a digit is missing behind the decimal point") }
                while isDigit(next) { offset += 1 }
            }
            if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
                offset += 1
                if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
                guard isDigit(next) else { throw error("a digit is missing in the exponent") }
                while isDigit(next) { offset += 1 }
            }
            return String(decoding: bytes[start..<offset], as: UTF8.self)
        }

        private mutating func string() throws(PeerRecordingError) -> String {
            let start = offset
            offset += 1
            var text: [UInt8] = []
            while let byte = next {
                switch byte {
                case UInt8(ascii: "\""):
                    guard let string = String(validating: text, as: UTF8.self) else {
                        offset = start
                        throw error("the string is not UTF-8")
                    }
                    offset += 1
                    return string
                case UInt8(ascii: "\\"):
                    offset += 1
                    text.append(contentsOf: String(try escape()).utf8)
                case ..<0x20:
                    throw error("a control character must be escaped")
                default:
                    text.append(byte)
                    offset += 1
                }
            }
            throw error("the text ends within a string")
        }

        private mutating func escape() throws(PeerRecordingError) -> Unicode.Scalar {
            let escapes: [UInt8: Unicode.Scalar] = [
                UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}",
                UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
            ]
            guard let byte = next else { throw error("the text ends within a string") }
            if let scalar = escapes[byte] {
                offset += 1
                return scalar
            }
            guard byte == UInt8(ascii: "u") else { throw error("there is no such escape") }
            let unit = try codeUnit()
            if let scalar = Unicode.Scalar(unit) { return scalar }
            // The first half of a pair; the second must follow.
            guard unit < 0xDC00, next == UInt8(ascii: "\\") else { throw error("half a surrogate pair") }
            offset += 1
            guard next == UInt8(ascii: "u") else { throw error("half a surrogate pair") }
            let second = try codeUnit()
            guard (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
            else { throw error("half a surrogate pair") }
            return scalar
        }

        private mutating func codeUnit() throws(PeerRecordingError) -> UInt16 {
            offset += 1
            guard offset + 4 <= bytes.count,
                bytes[offset..<offset + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
                let unit = UInt16(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
            else { throw error("four hexadecimal digits are missing behind \\u") }
            offset += 4
            return unit
        }
    }
#endif
