import ConsistentHashing
import PlacementReports
import Testing

@Suite("Keys from lines")
struct KeyLinesTests {
    /// The distinct keys, as bytes.
    private func keys(_ sample: KeySample) -> [[UInt8]] {
        var keys: [[UInt8]] = []
        sample.forEachKey { key in keys.append(key.withUnsafeBytes { Array($0) }) }
        return keys
    }

    private func read(_ text: [UInt8], field: Int? = nil, pieces: Int = .max) throws -> KeySample {
        var lines = KeyLines(field: field)
        var rest = text[...]
        while !rest.isEmpty {
            try lines.append(rest.prefix(pieces))
            rest = rest.dropFirst(pieces)
        }
        return try lines.finish()
    }

    @Test("are whole lines, each counted as often as it comes, in order", arguments: [1, 2, 3, 5, 100])
    func wholeLines(pieces: Int) throws {
        let sample = try read(Array("b\na a\nb\n".utf8), pieces: pieces)
        #expect(keys(sample) == [Array("b".utf8), Array("a a".utf8)])
        #expect(sample.requests == [2, 1])
        #expect(sample.log == [0, 1, 0])
    }

    @Test("may end in CR LF or not at all, and blank lines are none", arguments: [1, 2, 100])
    func lineEnds(pieces: Int) throws {
        let sample = try read(Array("\r\na\r\n\n \t \r\nb\rc\r\n\nlast".utf8), pieces: pieces)
        #expect(keys(sample).map { String(decoding: $0, as: UTF8.self) } == ["a", "b\rc", "last"])
    }

    @Test("are the field asked for, with any number of blanks and tabs between fields", arguments: [1, 4, 100])
    func fields(pieces: Int) throws {
        let text = Array("  one two\tthree\r\n1 \t2\n\nx y z w\n".utf8)
        #expect(try keys(read(text, field: 1, pieces: pieces)) == ["one", "1", "x"].map { Array($0.utf8) })
        #expect(try keys(read(text, field: 3, pieces: pieces)) == ["three", "z"].map { Array($0.utf8) })
        #expect(try keys(read(text, field: 4, pieces: pieces)) == [Array("w".utf8)])
    }

    @Test("leave lines without the field out and count them")
    func withoutField() throws {
        var lines = KeyLines(field: 2)
        try lines.append(Array("a b\nc\n\nd  \ne f".utf8))
        let sample = try lines.finish()
        #expect(sample.count == 2)
        #expect(lines.linesWithoutField == 2)
    }

    @Test("are bytes: nothing is decoded, replaced or normalised")
    func bytes() throws {
        let text: [UInt8] = [0xFF, 0xC3, 10, 0, 1, 10, 0xC3, 0xA9, 10, 0x65, 0xCC, 0x81, 10]
        #expect(try keys(read(text)) == [[0xFF, 0xC3], [0, 1], [0xC3, 0xA9], [0x65, 0xCC, 0x81]])
    }

    @Test("that are not there are an error", arguments: ["", "\n\n", " \r\n\t\n"])
    func noLines(text: String) {
        #expect(throws: KeyLinesError.noLines) { try read(Array(text.utf8)) }
        #expect(throws: KeyLinesError.noLines) { try read(Array(text.utf8), field: 1) }
    }

    @Test("of a field that no line has are an error that names the field")
    func noField() {
        #expect(throws: KeyLinesError.noLineHasField(3, lines: 2)) { try read(Array("a b\n\nc d \n".utf8), field: 3) }
        #expect("\(KeyLinesError.noLineHasField(3, lines: 2))".contains("field 3"))
    }

    @Test("in one line without end are an error, before memory is full")
    func endlessLine() throws {
        var lines = KeyLines()
        let piece = [UInt8](repeating: 0, count: 1 << 20)
        for _ in 0..<16 { try lines.append(piece) }
        #expect(throws: KeyLinesError.lineTooLong(limit: 1 << 24)) { try lines.append(piece) }
        #expect("\(KeyLinesError.lineTooLong(limit: 1 << 24))".contains("16,777,216"))
    }
}
