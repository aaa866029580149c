/// Reads JSON (RFC 8259) so that every mistake has a line.
///
/// Stricter than most: a name that is there twice in one object is an error, and so is text that is no UTF-8.
struct JSONReader {
    private let bytes: [UInt8]
    private var place = 0
    private var line = 1

    /// The value that a file holds.
    ///
    /// - Throws: ``DocumentError`` where it is none.
    static func read(_ bytes: [UInt8]) throws(DocumentError) -> Document {
        var reader = JSONReader(bytes: bytes)
        let document = try reader.value(depth: 0)
        reader.skipBlanks()
        guard reader.next == nil else {
            throw reader.error("there is more behind the end of the value: take away what follows it")
        }
        return document
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func value(depth: Int) throws(DocumentError) -> Document {
        skipBlanks()
        let line = line
        guard depth <= deepestNesting else {
            throw error("lists and objects lie more than \(deepestNesting) deep in each other")
        }
        let value: Document.Value
        switch next {
        case UInt8(ascii: "{"): value = .mapping(try object(depth: depth))
        case UInt8(ascii: "["): value = .list(try array(depth: depth))
        case UInt8(ascii: "\""): value = .text(try string())
        case let digit? where digit == UInt8(ascii: "-") || Self.isDigit(digit): value = .number(try number())
        default: value = try word()
        }
        return Document(value: value, line: line)
    }

    private mutating func object(depth: Int) throws(DocumentError) -> [Document.Field] {
        var fields: [Document.Field] = []
        // Names are told apart by their bytes: String's own equality sees through Unicode composition.
        var names: Set<[UInt8]> = []
        place += 1
        if take("}") { return fields }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw error("a name in double quotes is expected", found: true) }
            let line = line
            let name = try string()
            guard names.insert(Array(name.utf8)).inserted else {
                throw DocumentError(line: line, problem: "the name \(Quoted.text(name)) is there twice: keep one")
            }
            guard take(":") else { throw error("a colon is expected behind \(Quoted.text(name))", found: true) }
            fields.append(Document.Field(name: name, line: line, value: try value(depth: depth + 1)))
            if take("}") { return fields }
            guard take(",") else { throw error("a comma or } is expected", found: true) }
        }
    }

    private mutating func array(depth: Int) throws(DocumentError) -> [Document] {
        var elements: [Document] = []
        place += 1
        if take("]") { return elements }
        while true {
            elements.append(try value(depth: depth + 1))
            if take("]") { return elements }
            guard take(",") else { throw error("a comma or ] is expected", found: true) }
        }
    }

    private mutating func word() throws(DocumentError) -> Document.Value {
        let words: [(String, Document.Value)] = [("true", .bool(true)), ("false", .bool(false)), ("null", .null)]
        for (word, value) in words where bytes[place...].starts(with: word.utf8) {
            place += word.utf8.count
            return value
        }
        throw error("a value is expected", found: true)
    }

    private mutating func number() throws(DocumentError) -> String {
        let start = place
        if next == UInt8(ascii: "-") { place += 1 }
        let whole = takeDigits()
        guard whole > 0, whole == 1 || bytes[place - whole] != UInt8(ascii: "0") else {
            throw error("a number has digits, and no 0 before others")
        }
        if next == UInt8(ascii: ".") {
            place += 1
            guard takeDigits() > 0 else { throw error("digits are expected behind the point of a number") }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            place += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
            guard takeDigits() > 0 else { throw error("digits are expected behind the e of a number") }
        }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func takeDigits() -> Int {
        let start = place
        while let byte = next, Self.isDigit(byte) {
            place += 1
        }
        return place - start
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            if byte == 0x0A { line += 1 }
            place += 1
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard next == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private func error(_ problem: String, found: Bool = false) -> DocumentError {
        guard found else { return DocumentError(line: line, problem: problem) }
        let rest = bytes[place...].prefix { $0 != 0x0A }.prefix(20)
        let what = next == nil ? "the end of the file" : Quoted.text(String(decoding: rest, as: UTF8.self))
        return DocumentError(line: line, problem: "\(problem), not \(what)")
    }
}

extension JSONReader {
    private mutating func string() throws(DocumentError) -> String {
        place += 1
        var text: [UInt8] = []
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw error("a string is no UTF-8: save the file as UTF-8")
                }
                return string
            case UInt8(ascii: "\\"):
                text.append(contentsOf: String(try escape()).utf8)
            case 0..<0x20:
                throw error(
                    "a string goes on over the end of the line, or has a control character: write \\n or \\u00XX"
                )
            default:
                text.append(byte)
            }
        }
        throw error("a string has no end: close it with a double quote")
    }

    private mutating func escape() throws(DocumentError) -> Unicode.Scalar {
        defer { place += 1 }
        switch next {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw error("no escape begins like that", found: true)
        }
    }

    /// From the `u` on, to the last digit.
    private mutating func unicodeEscape() throws(DocumentError) -> Unicode.Scalar {
        let unit = try unicodeUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        // Half of a pair: the other half must follow.
        if unit < 0xDC00, bytes[(place + 1)...].starts(with: "\\u".utf8) {
            place += 2
            let low = try unicodeUnit()
            if (0xDC00...0xDFFF).contains(low),
                let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + UInt32(low) - 0xDC00)
            {
                return scalar
            }
        }
        throw error("an escape \\u is half of a surrogate pair without the other half")
    }

    private mutating func unicodeUnit() throws(DocumentError) -> UInt16 {
        let digits = bytes[(place + 1)...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else {
            throw error("four hexadecimal digits are expected behind \\u")
        }
        place += 4
        return unit
    }
}
