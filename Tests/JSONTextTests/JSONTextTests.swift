import JSONText
import Testing

@Suite("Reading JSON")
struct JSONTextTests {
    private func read(_ text: String) throws -> JSONValue {
        try JSONText.read(Array(text.utf8))
    }

    @Test("gives values with their lines, numbers as they are written, names in order")
    func values() throws {
        let value = try read("{\"b\": [1.50,\n true, null, {}], \"a\": \"x\\u00e9\\ud83d\\ude80\\n\\/\"}\n")
        guard case .object(let members) = value.content else {
            Issue.record("no object: \(value)")
            return
        }
        #expect(members.map(\.name) == ["b", "a"])
        let array = [
            JSONValue(.number("1.50"), line: 1), JSONValue(.bool(true), line: 2), JSONValue(.null, line: 2),
            JSONValue(.object([]), line: 2),
        ]
        #expect(members[0].value.content == .array(array))
        #expect(members[1].value == JSONValue(.string("xé🚀\n/"), line: 2))
    }

    @Test(
        "keeps numbers as they are written, those that no type can hold among them",
        arguments: [
            "0", "-0", "1.10", "18446744073709551616", "0.1000000000000000055511151231257827", "1e-400", "1E+400",
        ]
    )
    func numbers(number: String) throws {
        #expect(try read(" \(number)\n").content == .number(number))
    }

    @Test("keeps names apart that only look alike")
    func composition() throws {
        let value = try read("{\"\u{E9}\": 1, \"e\u{301}\": 2}")
        guard case .object(let members) = value.content else {
            Issue.record("no object: \(value)")
            return
        }
        #expect(members.count == 2)
    }

    @Test(
        "refuses what is no JSON, with the line",
        arguments: [
            ("", 1), ("{\"a\": 1,\n}", 2), ("[1,\n2,]", 2), ("[1] x", 1), ("[01]", 1), ("[1.]", 1), ("[-]", 1),
            ("[1e]", 1), ("[tru]", 1), ("\"a\nb\"", 1), ("[\n\"a", 2), ("\"\\x\"", 1), ("\"\\u12g4\"", 1),
            ("\"\\ud800\"", 1), ("\"\\ud800\\u0041\"", 1), ("\"\\udc00\"", 1), ("{\"a\": 1,\n\"a\": 2}", 2),
            (" ", 1), ("nul", 1), ("1e", 1), ("{}{}", 1), ("{\"a\":1,}", 1), ("\"\\u12\"", 1), ("\"\\", 1),
            ("\"\\u", 1),
            ("\"\\ud800\\", 1), ("\"\\ud800\\u", 1), ("{a: 1}", 1), ("{\"a\" 1}", 1), ("[NaN]", 1), ("[", 1), ("{", 1),
            ("{\"a\":", 1), ("[+1]", 1), ("[.5]", 1),
        ]
    )
    func malformed(text: String, line: Int) {
        let error = #expect(throws: JSONTextError.self) { try read(text) }
        #expect(error?.line == line, "\(text): \(error?.problem ?? "")")
    }

    @Test(
        "says which byte of the line is wrong, and what stands there",
        arguments: [
            ("[1,\n 2 3]", 2, 4, "a comma or ] is expected, not “3]”"),
            ("{\"a\": 1,\n  \"a\": 2}", 2, 3, "the name “a” is there twice: keep one"),
            ("\n[\"ab\tc\"]", 2, 5, "a string goes on over the end of the line, or has a control character"),
            ("[tru\u{7}e]", 1, 2, "a value is expected, not “tru\\u{07}e]”"),
            ("{\"a\"", 1, 5, "a colon is expected behind “a”, not the end of the file"),
            ("[01]", 1, 4, "a number has digits, and no 0 before others"),
        ]
    )
    func places(text: String, line: Int, byte: Int, problem: String) {
        let error = #expect(throws: JSONTextError.self) { try read(text) }
        #expect(error?.line == line)
        #expect(error?.byte == byte)
        #expect(error?.problem.hasPrefix(problem) == true, "\(error?.problem ?? "")")
    }

    @Test("refuses a string that is no UTF-8")
    func notUTF8() {
        let error = #expect(throws: JSONTextError.self) { try JSONText.read([0x5B, 0x22, 0x61, 0xFF, 0x22, 0x5D]) }
        #expect(error?.byte == 2)
    }

    @Test("is not brought down by arrays that lie deep in each other", arguments: [1, 32, JSONText.depthLimit])
    func deep(limit: Int) throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        _ = try JSONText.read(nested(limit), depthLimit: limit)
        for depth in [limit + 1, 1_000_000] {
            #expect(throws: JSONTextError.self) { try JSONText.read(nested(depth), depthLimit: limit) }
        }
        // What lies beside each other is not deep.
        _ = try JSONText.read(Array("[\(String(repeating: "[],", count: 100))[]]".utf8), depthLimit: 2)
    }
}
