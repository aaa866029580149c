/// A JSON value, and how it is written (RFC 8259).
package enum JSON {
    case object([(String, JSON)])
    case array([JSON])
    case string(String)
    /// A number already written the way JSON writes numbers.
    case number(String)
    case bool(Bool)
    case null

    /// The value, indented by two blanks a level; an object or array that holds no other one is on one line.
    package func text(indent: String = "") -> String {
        switch self {
        case .object(let members):
            enclosed(members.map { (Self.quoted($0) + ": ", $1) }, "{", "}", indent)
        case .array(let elements):
            enclosed(elements.map { ("", $0) }, "[", "]", indent)
        case .string(let text): Self.quoted(text)
        case .number(let number): number
        case .bool(let bool): bool ? "true" : "false"
        case .null: "null"
        }
    }

    private var isLeaf: Bool {
        switch self {
        case .object, .array: false
        case .string, .number, .bool, .null: true
        }
    }

    private func enclosed(_ parts: [(name: String, value: JSON)], _ open: String, _ close: String, _ indent: String)
        -> String
    {
        if parts.allSatisfy(\.value.isLeaf) {
            return open + parts.map { $0.name + $0.value.text() }.joined(separator: ", ") + close
        }
        let inner = indent + "  "
        let lines = parts.map { inner + $0.name + $0.value.text(indent: inner) }
        return open + "\n" + lines.joined(separator: ",\n") + "\n" + indent + close
    }

    /// The text in quotes: `"`, `\` and the control characters escaped, all else as it is.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
