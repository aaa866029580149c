/// Takes keys out of lines of bytes that arrive piece by piece, and hands each on as it comes: see ``KeyLines``.
package struct KeySplitter: Sendable {
    /// Which field is the key, from 1; `nil` if the whole line is.
    package let field: Int?

    /// How many lines were not blank and yet had no such field.
    package private(set) var linesWithoutField = 0

    /// The beginning of a line whose end has not arrived.
    private var unfinished: [UInt8] = []

    /// No lines yet.
    package init(field: Int? = nil) {
        precondition(field.map { $0 > 0 } ?? true, "fields are counted from 1")
        self.field = field
    }

    /// Calls `body` with the key of each line that ends in this piece.
    package mutating func append(
        _ piece: ArraySlice<UInt8>,
        _ body: (ArraySlice<UInt8>) -> Void
    ) throws(KeyLinesError) {
        var rest = piece
        while let end = rest.firstIndex(of: Self.lineFeed) {
            if unfinished.isEmpty {
                take(line: rest[..<end], body)
            } else {
                unfinished.append(contentsOf: rest[..<end])
                finish(body)
            }
            rest = rest[(end + 1)...]
        }
        unfinished.append(contentsOf: rest)
        guard unfinished.count <= Self.longestLine else { throw .lineTooLong(limit: Self.longestLine) }
    }

    /// Calls `body` with the key of the line that is still unfinished, if there is one: it ends here.
    package mutating func finish(_ body: (ArraySlice<UInt8>) -> Void) {
        take(line: unfinished[...], body)
        unfinished.removeAll(keepingCapacity: true)
    }

    /// The most bytes a line may have that arrives in more than one piece.
    static let longestLine = 1 << 24

    private static let lineFeed = UInt8(ascii: "\n")

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    private mutating func take(line: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) -> Void) {
        let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        guard !line.allSatisfy(Self.isBlank) else { return }
        guard let field else {
            body(line)
            return
        }
        var rest = line
        for number in 1...field {
            rest = rest.drop(while: Self.isBlank)
            let word = rest.prefix { !Self.isBlank($0) }
            guard !word.isEmpty else { break }
            if number == field {
                body(word)
                return
            }
            rest = rest[word.endIndex...]
        }
        linesWithoutField += 1
    }
}
