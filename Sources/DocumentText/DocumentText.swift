/// What is the same for every file of JSON or YAML that people write.
package enum DocumentText {
    package enum Format {
        case json
        case yaml
    }

    /// The text of a file, without a byte order mark.
    ///
    /// - Throws: ``DocumentTextError`` where it is no UTF-8.
    package static func text(_ bytes: [UInt8]) throws(DocumentTextError) -> String {
        guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]) else {
            throw DocumentTextError(line: nil, problem: "it is UTF-16: save it as UTF-8")
        }
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw DocumentTextError(
                line: lineOfFirstInvalidByte(bytes),
                problem: "it is no UTF-8 there: save the file as UTF-8"
            )
        }
        return text
    }

    /// What the end of a file's name says it is.
    package static func format(ofFile name: String) -> Format? {
        let name = name.lowercased()
        if name.hasSuffix(".json") { return .json }
        return name.hasSuffix(".yaml") || name.hasSuffix(".yml") ? .yaml : nil
    }

    /// The first line that says something, without the blanks it begins with; comments, which begin with `#`, say nothing.
    package static func firstLine(of text: String) -> Substring.UTF8View? {
        var rest = Substring(text).utf8
        while !rest.isEmpty {
            let line = rest.prefix { $0 != 0x0A && $0 != 0x0D }
            let words = line.drop { $0 == 0x20 || $0 == 0x09 }
            if let first = words.first, first != UInt8(ascii: "#") { return words }
            rest = rest[line.endIndex...].dropFirst()
        }
        return nil
    }

    /// True for a line that only JSON begins with, or YAML written like it.
    package static func beginsJSON(_ line: Substring.UTF8View) -> Bool {
        line.first == UInt8(ascii: "{") || line.first == UInt8(ascii: "[")
    }

    private static func lineOfFirstInvalidByte(_ bytes: ArraySlice<UInt8>) -> Int {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        return 1 + (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0)
    }
}

/// Why a text is no JSON or YAML.
package struct DocumentTextError: Error, Hashable {
    /// From 1; `nil` if it is the whole text.
    package let line: Int?
    /// What is wrong there and what to do about it.
    package let problem: String

    package init(line: Int?, problem: String) {
        self.line = line
        self.problem = problem
    }
}
