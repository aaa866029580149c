import Foundation

/// What the documentation shows, and what a test runs of it.
public enum DocumentedCode {
    /// One block of code on a page.
    public struct Block: Hashable, Sendable {
        /// Such as `swift`.
        public let language: String
        /// Without indentation; empty ones are left out.
        public let lines: [String]
    }

    /// All blocks of a page, whose path begins where the package is.
    public static func blocks(in page: String) throws -> [Block] {
        let package = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent()  // TestSupport
            .deletingLastPathComponent()  // Tests
            .deletingLastPathComponent()
        let text = try String(contentsOf: package.appendingPathComponent(page), encoding: .utf8)
        // Every second part is code.
        return text.components(separatedBy: "```").enumerated().filter { !$0.offset.isMultiple(of: 2) }.map { part in
            let lines = part.element.split(separator: "\n", omittingEmptySubsequences: false)
            return Block(language: String(lines[0]), lines: lines.dropFirst().map(trimmed).filter { !$0.isEmpty })
        }
    }

    /// What stands in a test's file between the comments “NAME begins here.” and “NAME ends here.”.
    public static func run(_ name: String, in file: String = #filePath) throws -> [String] {
        try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
            .drop { !$0.hasSuffix("// \(name) begins here.") }.dropFirst()
            .prefix { !$0.hasSuffix("// \(name) ends here.") }
            .map(trimmed)
    }

    private static func trimmed(_ line: Substring) -> String { String(line.drop { $0 == " " }) }
}
