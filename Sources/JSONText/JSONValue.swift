/// A value of a JSON text, with the line it is on.
///
/// Numbers are kept as they are written, so that nothing is rounded; the members of an object are in the text's order.
package struct JSONValue: Hashable, Sendable {
    /// What the value is.
    package indirect enum Content: Hashable, Sendable {
        case null
        case bool(Bool)
        /// Written as it stands in the text.
        case number(String)
        case string(String)
        case array([JSONValue])
        case object([Member])
    }

    /// A name of an object with its value.
    package struct Member: Hashable, Sendable {
        package let name: String
        /// The line of the name, from 1.
        package let line: Int
        package let value: JSONValue

        package init(name: String, line: Int, value: JSONValue) {
            self.name = name
            self.line = line
            self.value = value
        }
    }

    package let content: Content
    /// The line it begins on, from 1.
    package let line: Int

    package init(_ content: Content, line: Int) {
        self.content = content
        self.line = line
    }
}

/// Why a text is no JSON.
package struct JSONTextError: Error, Hashable {
    /// Where, from 1.
    package let line: Int
    /// The byte of that line, from 1.
    package let byte: Int
    /// What is wrong there and what to do about it.
    package let problem: String
}
