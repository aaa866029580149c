public import ConsistentHashing

/// Takes keys out of lines of bytes that arrive piece by piece: each line is a key, or one of its fields is.
///
/// ```swift
/// var lines = KeyLines(field: 7)
/// while let piece = try readPiece() { try lines.append(piece) }
/// let sample = try lines.finish()
/// ```
///
/// Keys are bytes: nothing is decoded, so any encoding will do, and invalid ones too. A line ends in LF or CR LF; the
/// last one need not. Blank lines, which hold nothing but blanks and tabs, are skipped. Fields are separated by any
/// number of blanks and tabs and counted from 1; lines that have no such field are skipped and counted.
public struct KeyLines: Sendable {
    /// Which field is the key, from 1; `nil` if the whole line is.
    public let field: Int?

    /// How many lines were not blank and yet had no such field.
    public private(set) var linesWithoutField = 0

    private var sample = KeySample()
    /// The beginning of a line whose end has not arrived.
    private var unfinished: [UInt8] = []

    /// No lines yet.
    ///
    /// - Parameter field: which field is the key, 1 or more; `nil` if the whole line is.
    public init(field: Int? = nil) {
        precondition(field.map { $0 > 0 } ?? true, "fields are counted from 1")
        self.field = field
    }

    /// Adds some bytes: any number of lines, the last of which may go on in the next piece.
    ///
    /// - Throws: ``KeyLinesError/lineTooLong(limit:)`` for a line that goes on for longer than any key would: these are
    ///   no lines, and memory has an end.
    public mutating func append(_ piece: some Collection<UInt8>) throws(KeyLinesError) {
        var rest = Array(piece)[...]
        while let end = rest.firstIndex(of: Self.lineFeed) {
            if unfinished.isEmpty {
                take(line: rest[..<end])
            } else {
                unfinished.append(contentsOf: rest[..<end])
                take(line: unfinished[...])
                unfinished.removeAll()
            }
            rest = rest[(end + 1)...]
        }
        unfinished.append(contentsOf: rest)
        guard unfinished.count <= Self.longestLine else { throw .lineTooLong(limit: Self.longestLine) }
    }

    /// The keys of all lines. The line that is still unfinished ends here.
    ///
    /// - Throws: ``KeyLinesError`` if there is not a single key.
    public mutating func finish() throws(KeyLinesError) -> KeySample {
        take(line: unfinished[...])
        unfinished.removeAll()
        guard sample.count == 0 else { return sample }
        guard let field, linesWithoutField > 0 else { throw .noLines }
        throw .noLineHasField(field, lines: linesWithoutField)
    }

    /// The most bytes a line may have that arrives in more than one piece.
    static let longestLine = 1 << 24

    private static let lineFeed = UInt8(ascii: "\n")

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    private mutating func take(line: ArraySlice<UInt8>) {
        let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        guard !line.allSatisfy(Self.isBlank) else { return }
        guard let field else {
            sample.append(line)
            return
        }
        var rest = line
        for number in 1...field {
            rest = rest.drop(while: Self.isBlank)
            let word = rest.prefix { !Self.isBlank($0) }
            guard !word.isEmpty else { break }
            if number == field {
                sample.append(word)
                return
            }
            rest = rest[word.endIndex...]
        }
        linesWithoutField += 1
    }
}

/// Why some lines gave no keys.
public enum KeyLinesError: Error, Hashable, Sendable {
    /// There is no line that is not blank.
    case noLines
    /// There are lines, but none has this field.
    case noLineHasField(Int, lines: Int)
    /// A line goes on for more bytes than this.
    case lineTooLong(limit: Int)
}

extension KeyLinesError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noLines:
            "there is no key in it: it is empty or has only blank lines; write one key a line"
        case .noLineHasField(let field, let lines):
            "none of its \(Digits.grouped(lines)) lines has a field \(field): fields are separated by blanks or tabs "
                + "and counted from 1; choose another one, or leave it out to take whole lines"
        case .lineTooLong(let limit):
            "a line has more than \(Digits.grouped(limit)) bytes: write one key a line"
        }
    }
}
