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
    private var splitter: KeySplitter
    private var sample = KeySample()

    /// No lines yet.
    ///
    /// - Parameter field: which field is the key, 1 or more; `nil` if the whole line is.
    public init(field: Int? = nil) {
        splitter = KeySplitter(field: field)
    }

    /// Which field is the key, from 1; `nil` if the whole line is.
    public var field: Int? { splitter.field }

    /// How many lines were not blank and yet had no such field.
    public var linesWithoutField: Int { splitter.linesWithoutField }

    /// Adds some bytes: any number of lines, the last of which may go on in the next piece.
    ///
    /// - Throws: ``KeyLinesError/lineTooLong(limit:)`` for a line that goes on for longer than any key would: these are
    ///   no lines, and memory has an end.
    public mutating func append(_ piece: some Collection<UInt8>) throws(KeyLinesError) {
        try splitter.append(Array(piece)[...]) { sample.append($0) }
    }

    /// The keys of all lines. The line that is still unfinished ends here.
    ///
    /// - Throws: ``KeyLinesError`` if there is not a single key.
    public mutating func finish() throws(KeyLinesError) -> KeySample {
        splitter.finish { sample.append($0) }
        guard sample.count == 0 else { return sample }
        guard let field, linesWithoutField > 0 else { throw .noLines }
        throw .noLineHasField(field, lines: linesWithoutField)
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
