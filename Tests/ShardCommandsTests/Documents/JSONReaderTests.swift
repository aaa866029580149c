import Testing

@testable import ShardCommands

@Suite("Reading JSON")
struct JSONReaderTests {
    private func read(_ text: String) throws -> Document {
        try JSONReader.read(Array(text.utf8))
    }

    @Test("gives values with their lines, numbers as they are written, names in order")
    func values() throws {
        let document = try read("{\"b\": [1.50,\n true, null, {}], \"a\": \"x\\u00e9\\ud83d\\ude80\\n\\/\"}\n")
        guard case .mapping(let fields) = document.value else {
            Issue.record("no mapping: \(document)")
            return
        }
        #expect(fields.map(\.name) == ["b", "a"])
        let list = [
            Document(value: .number("1.50"), line: 1), Document(value: .bool(true), line: 2),
            Document(value: .null, line: 2), Document(value: .mapping([]), line: 2),
        ]
        #expect(fields[0].value.value == .list(list))
        #expect(fields[1].value == Document(value: .text("xé🚀\n/"), line: 2))
    }

    @Test("keeps names apart that only look alike")
    func composition() throws {
        let document = try read("{\"\u{E9}\": 1, \"e\u{301}\": 2}")
        guard case .mapping(let fields) = document.value else { return }
        #expect(fields.count == 2)
    }

    @Test(
        "refuses what is no JSON, with the line",
        arguments: [
            ("", 1), ("{\"a\": 1,\n}", 2), ("[1,\n2,]", 2), ("[1] x", 1), ("[01]", 1), ("[1.]", 1), ("[-]", 1),
            ("[1e]", 1), ("[tru]", 1), ("\"a\nb\"", 1), ("[\n\"a", 2), ("\"\\x\"", 1), ("\"\\u12g4\"", 1),
            ("\"\\ud800\"", 1), ("\"\\ud800\\u0041\"", 1), ("\"\\udc00\"", 1), ("{\"a\": 1,\n\"a\": 2}", 2),
            ("{a: 1}", 1), ("{\"a\" 1}", 1), ("[NaN]", 1), ("[", 1), ("{", 1), ("{\"a\":", 1), ("[+1]", 1), ("[.5]", 1),
        ]
    )
    func malformed(text: String, line: Int) {
        let error = #expect(throws: DocumentError.self) { try read(text) }
        #expect(error?.line == line, "\(text): \(error?.problem ?? "")")
    }

    @Test("refuses a string that is no UTF-8")
    func notUTF8() {
        #expect(throws: DocumentError.self) { try JSONReader.read([0x22, 0xFF, 0x22]) }
    }

    @Test("is not brought down by lists that lie deep in each other")
    func deep() throws {
        #expect(throws: DocumentError.self) { try read(String(repeating: "[", count: 1_000_000)) }
        let allowed = String(repeating: "[", count: deepestNesting) + String(repeating: "]", count: deepestNesting)
        _ = try read(allowed)
    }
}
