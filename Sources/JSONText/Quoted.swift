/// Words from outside in a message.
package enum Quoted {
    /// In quotes, cut where it gets long, with what could move a terminal's cursor escaped.
    package static func text(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(longest).map { scalar in
            scalar.properties.generalCategory == .control ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return "“\(scalars.joined())\(text.unicodeScalars.count > longest ? "…" : "")”"
    }

    private static let longest = 200
}
