import CommandLineSupport
import DocumentText
import JSONText

/// An option of a placement, as `--option name=value` or a nodes file's `config` gives it.
struct PlacementOption {
    let name: String
    let value: JSONValue
    let origin: Origin

    init(name: String, value: JSONValue, origin: Origin) {
        self.name = name
        self.value = value
        self.origin = origin
    }

    /// From `name=value`. What reads as a number, true or false is one, all else is text.
    init(argument: String, option: String) throws {
        let origin = Origin.option(option)
        let text = ArgumentBytes.shown(argument)
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
            throw origin.failure("\(Quoted.text(text)) is no option of a placement: write name=value")
        }
        let name = String(text[..<equals])
        let word = String(text[text.index(after: equals)...])
        let isValue = ["true", "false"].contains(word) || (word.first.map { $0.isNumber || $0 == "-" } ?? false)
        let read = isValue ? try? JSONText.read(Array(word.utf8)) : nil
        self.init(
            name: name,
            value: read ?? JSONValue(.string(word), line: 1),
            origin: Origin(source: "\(option) \(name)", code: .usage)
        )
    }

    /// The value as a whole number.
    func integer<Integer: FixedWidthInteger>(_ type: Integer.Type = Integer.self) throws -> Integer {
        guard case .number(let number) = value.content, let integer = Integer(number) else {
            throw origin.failure("a whole number is expected, not \(value.kind)")
        }
        return integer
    }

    /// The value as text.
    func text() throws -> String {
        guard case .string(let text) = value.content else {
            throw origin.failure("text is expected, not \(value.kind)")
        }
        return text
    }
}
