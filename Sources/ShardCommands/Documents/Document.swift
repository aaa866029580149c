/// A value of a JSON or YAML file, with the line it is on.
///
/// What both formats can say and a nodes file needs: numbers are kept as they are written, names of a mapping in order.
struct Document: Hashable, Sendable {
    indirect enum Value: Hashable, Sendable {
        case null
        case bool(Bool)
        /// Written as it stands in the file.
        case number(String)
        case text(String)
        case list([Document])
        case mapping([Field])
    }

    /// A name of a mapping with its value.
    struct Field: Hashable, Sendable {
        let name: String
        let line: Int
        let value: Document
    }

    let value: Value
    /// From 1.
    let line: Int

    /// What it is, in a word or two, for messages.
    var kind: String {
        switch value {
        case .null: "nothing"
        case .bool(let bool): "“\(bool)”"
        case .number(let number): "the number \(number)"
        case .text(let text): Quoted.text(text)
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// Why a file is no JSON or YAML.
struct DocumentError: Error, Hashable {
    /// From 1.
    let line: Int
    /// What is wrong there and what to do about it.
    let problem: String
}

/// The deepest that lists and mappings may be in each other: no file that makes sense comes near it.
let deepestNesting = 64

/// Words from outside in a message.
enum Quoted {
    /// In quotes, cut where it gets long, with what could move a terminal's cursor escaped.
    static func text(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(longest).map { scalar in
            scalar.properties.generalCategory == .control ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return "“\(scalars.joined())\(text.unicodeScalars.count > longest ? "…" : "")”"
    }

    private static let longest = 200
}
