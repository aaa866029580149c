package import ArgumentParser
package import ConsistentHashing
import Foundation
import PlacementReports

/// A file of keys, one a line.
package struct KeyFileOptions: ParsableArguments {
    @Option(
        name: .customLong("keys"),
        help: ArgumentHelp(
            "Your own keys, one a line, or - for standard input.",
            discussion: "Keys are bytes in any encoding. Lines end in LF or CR LF; blank lines are skipped.",
            valueName: "file"
        ),
        completion: .file()
    )
    package var file: String?

    @Option(
        help: ArgumentHelp(
            "Takes this field of each line of --keys as the key.",
            discussion: "Fields have blanks or tabs between them; the first is 1. Lines without it are skipped.",
            valueName: "n"
        )
    )
    package var field: Int?

    package init() {}

    package func validate() throws {
        if let field, field < 1 {
            throw ValidationError("--field \(field) is not a field: the first one is 1")
        }
    }

    /// True if the keys come from standard input when `file` is not given or is `-`.
    private var isStandardInput: Bool { file == nil || file == "-" }

    /// What the keys come from, as people call it.
    package var name: String { isStandardInput ? "standard input" : ArgumentBytes.shown(file ?? "") }

    /// The last part of ``name``.
    package var shortName: String { isStandardInput ? name : (name as NSString).lastPathComponent }

    /// All keys, and how many lines had no such field. Without a file it is standard input that is read.
    package func sample() throws -> (sample: KeySample, linesWithoutField: Int) {
        var lines = KeyLines(field: field)
        return try reading { source in
            try ByteSource.read(source) { try lines.append($0) }
            return (try lines.finish(), lines.linesWithoutField)
        }
    }

    /// Calls `key` with every key as it arrives, and `piece` after each piece that was read.
    ///
    /// - Returns: how many lines had no such field.
    package func forEachKey(_ key: (ArraySlice<UInt8>) -> Void, piece: () throws -> Void) throws -> Int {
        var splitter = KeySplitter(field: field)
        return try reading { source in
            try ByteSource.read(source) {
                try splitter.append($0, key)
                try piece()
            }
            splitter.finish(key)
            try piece()
            return splitter.linesWithoutField
        }
    }

    /// Says on standard error that keys are awaited, if somebody sits there and may not know.
    package func announceIfTyped() {
        guard isStandardInput, isatty(STDIN_FILENO) == 1 else { return }
        StandardError.say("Reading keys from standard input, one a line; end with Ctrl-D.")
    }

    /// Says on standard error how many lines had no such field, if any.
    package func report(linesWithoutField count: Int) {
        guard let field, count > 0 else { return }
        StandardError.say("Note: \(count) lines of \(name) have no field \(field) and were skipped.")
    }

    /// Reads, and says what and where when that fails.
    private func reading<Result>(_ body: (String?) throws -> Result) throws -> Result {
        do {
            return try body(isStandardInput ? nil : file)
        } catch let error as ByteSource.Failure {
            throw Failure(
                .noInput,
                "can't read \(name): \(error.reason); give --keys a file that can be read, or - for standard input"
            )
        } catch let error as KeyLinesError {
            throw Failure(.dataError, "can't take keys from \(name): \(error)")
        }
    }
}
