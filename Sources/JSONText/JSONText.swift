/// Reads one JSON text (RFC 8259) so that every mistake has a place.
///
/// Not Foundation's: there, two names that differ in Unicode composition are one, so that a file would lose keys, and an
/// error does not say where it is. Stricter than most: a name that is there twice in one object, told by its bytes, is an
/// error, and so is text that is no UTF-8.
package struct JSONText {
    let bytes: [UInt8]
    var place = 0
    private var line = 1
    private var lineStart = 0
    private var depth = 0
    private let depthLimit: Int

    /// The deepest that arrays and objects may be in each other, unless asked for otherwise: no file that makes sense
    /// comes near it, and the stack holds far more.
    package static let depthLimit = 64

    /// The value that a text holds.
    ///
    /// It takes time and memory in proportion to the text, whose size is the caller's to limit.
    ///
    /// - Parameters:
    ///   - bytes: the text in UTF-8, without a byte order mark.
    ///   - depthLimit: the deepest that arrays and objects may be in each other.
    /// - Throws: ``JSONTextError`` where it is none.
    package static func read(
        _ bytes: [UInt8],
        depthLimit: Int = depthLimit
    ) throws(JSONTextError) -> JSONValue {
        var text = JSONText(bytes: bytes, depthLimit: depthLimit)
        let value = try text.value()
        text.skipBlanks()
        guard text.next == nil else {
            throw text.error("there is more behind the end of the value: take away what follows it")
        }
        return value
    }

    private init(bytes: [UInt8], depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func value() throws(JSONTextError) -> JSONValue {
        skipBlanks()
        let line = line
        let content: JSONValue.Content
        switch next {
        case UInt8(ascii: "{"): content = .object(try object())
        case UInt8(ascii: "["): content = .array(try array())
        case UInt8(ascii: "\""): content = .string(try string())
        case let digit? where digit == UInt8(ascii: "-") || Self.isDigit(digit): content = .number(try number())
        default: content = try word()
        }
        return JSONValue(content, line: line)
    }

    /// Steps over the bracket that an array or object begins with.
    private mutating func enter() throws(JSONTextError) {
        guard depth < depthLimit else {
            throw error("arrays and objects lie more than \(depthLimit) deep in each other")
        }
        depth += 1
        place += 1
    }

    private mutating func object() throws(JSONTextError) -> [JSONValue.Member] {
        try enter()
        defer { depth -= 1 }
        var members: [JSONValue.Member] = []
        // Names are told apart by their bytes: String's own equality sees through Unicode composition.
        var names: Set<[UInt8]> = []
        if take("}") { return members }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw error("a name in double quotes is expected", found: true) }
            let line = line
            let start = place
            let name = try string()
            guard names.insert(Array(name.utf8)).inserted else {
                throw error("the name \(Quoted.text(name)) is there twice: keep one", at: start)
            }
            guard take(":") else { throw error("a colon is expected behind \(Quoted.text(name))", found: true) }
            members.append(JSONValue.Member(name: name, line: line, value: try value()))
            if take("}") { return members }
            guard take(",") else { throw error("a comma or } is expected", found: true) }
        }
    }

    private mutating func array() throws(JSONTextError) -> [JSONValue] {
        try enter()
        defer { depth -= 1 }
        var elements: [JSONValue] = []
        if take("]") { return elements }
        while true {
            elements.append(try value())
            if take("]") { return elements }
            guard take(",") else { throw error("a comma or ] is expected", found: true) }
        }
    }

    private mutating func word() throws(JSONTextError) -> JSONValue.Content {
        let words: [(String, JSONValue.Content)] = [("true", .bool(true)), ("false", .bool(false)), ("null", .null)]
        for (word, value) in words where bytes[place...].starts(with: word.utf8) {
            place += word.utf8.count
            return value
        }
        throw error("a value is expected", found: true)
    }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            place += 1
            if byte == 0x0A {
                line += 1
                lineStart = place
            }
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard next == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    /// An error at a place of this line, the next byte unless said otherwise.
    func error(_ problem: String, at start: Int? = nil) -> JSONTextError {
        JSONTextError(line: line, byte: (start ?? place) - lineStart + 1, problem: problem)
    }

    /// An error that shows what stands there instead.
    func error(_ problem: String, found: Bool) -> JSONTextError {
        let rest = bytes[place...].prefix { $0 != 0x0A }.prefix(20)
        let what = next == nil ? "the end of the file" : Quoted.text(String(decoding: rest, as: UTF8.self))
        return error("\(problem), not \(what)")
    }
}
