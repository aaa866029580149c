public import Foundation

/// A program of this package as its users run it: the product that is built beside the tests.
public struct Program {
    /// What a program left behind.
    public struct Ended {
        /// Its exit code.
        public let code: Int32
        /// Its standard output.
        public let bytes: Data
        /// Its standard error.
        public let errors: String

        /// Its standard output as text.
        public var output: String { String(decoding: bytes, as: UTF8.self) }
        /// The lines of its standard output.
        public var lines: [String] { output.split(whereSeparator: \.isNewline).map(String.init) }
        /// The cells of those lines, where they are CSV without a quoted cell: the names of the columns first.
        public var rows: [[String]] {
            lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        }
    }

    /// Where the program is.
    public let url: URL

    /// The product of this name.
    public init(_ name: String) {
        // On macOS the tests are a bundle beside the products, elsewhere a program among them.
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
        let folder = bundle?.bundleURL.deletingLastPathComponent() ?? Bundle.main.bundleURL
        url = folder.appendingPathComponent(name)
    }

    /// Runs the program in a folder of its own, which goes away afterwards.
    ///
    /// - Parameters:
    ///   - files: what is in the folder, by name.
    ///   - check: called with the folder before it goes.
    public func run(
        _ arguments: [String],
        input: Data = Data(),
        files: [String: Data] = [:],
        then check: (URL) throws -> Void = { _ in }
    ) throws -> Ended {
        try Self.run(url, arguments, input: input, files: files, then: check)
    }

    /// Runs a line of shell, in which `$program` is the program, in a folder of its own.
    public func shell(_ line: String, input: Data = Data(), files: [String: Data] = [:]) throws -> Ended {
        try Self.run(
            URL(fileURLWithPath: "/bin/sh"),
            ["-c", "program=\(quoted(url.path)); \(line)"],
            input: input,
            files: files
        )
    }

    private func quoted(_ text: String) -> String { "'" + text.replacingOccurrences(of: "'", with: "'\\''") + "'" }

    private static func run(
        _ url: URL,
        _ arguments: [String],
        input: Data,
        files: [String: Data],
        then check: (URL) throws -> Void = { _ in }
    ) throws -> Ended {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("program-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, data) in files {
            try data.write(to: folder.appendingPathComponent(name))
        }
        // Files, not pipes: a pipe that nobody empties would stop the program.
        func file(_ name: String, _ data: Data = Data()) throws -> FileHandle {
            let url = folder.appendingPathComponent(name)
            try data.write(to: url)
            return try FileHandle(forUpdating: url)
        }
        let process = Process()
        process.executableURL = url
        process.currentDirectoryURL = folder
        process.arguments = arguments
        process.standardInput = try file(".input", input)
        process.standardOutput = try file(".output")
        process.standardError = try file(".errors")
        try process.run()
        process.waitUntilExit()
        try check(folder)
        func data(_ name: String) throws -> Data { try Data(contentsOf: folder.appendingPathComponent(name)) }
        return Ended(
            code: process.terminationStatus,
            bytes: try data(".output"),
            errors: String(decoding: try data(".errors"), as: UTF8.self)
        )
    }
}
