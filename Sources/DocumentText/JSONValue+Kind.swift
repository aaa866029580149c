package import JSONText

extension JSONValue {
    /// What it is, in a word or two, for messages.
    package var kind: String {
        switch content {
        case .null: "nothing"
        case .bool(let bool): "“\(bool)”"
        case .number(let number): "the number \(number)"
        case .string(let text): Quoted.text(text)
        case .array: "a list"
        case .object: "a mapping"
        }
    }
}
