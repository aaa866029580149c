import ArgumentParser
import ConsistentHashing
import Foundation
import PlacementReports

/// Which keys to measure with.
struct KeyOptions: ParsableArguments {
    @Option(
        name: .customLong("keys"),
        help: ArgumentHelp(
            "Your own keys, one a line, or - for standard input.",
            discussion: "Keys are bytes in any encoding. Lines end in LF or CR LF; blank lines are skipped.",
            valueName: "file"
        )
    )
    var file: String?

    @Option(
        help: ArgumentHelp(
            "Takes this field of each line of --keys as the key.",
            discussion: "Fields have blanks or tabs between them; the first is 1. Lines without it are skipped.",
            valueName: "n"
        )
    )
    var field: Int?

    func validate() throws {
        guard let field else { return }
        guard file != nil else {
            throw ValidationError("--field says which field of --keys is the key: give --keys too")
        }
        guard field > 0 else {
            throw ValidationError("--field \(field) is not a field: the first one is 1")
        }
    }

    /// The keys of the file, or those that are measured when nobody gives any.
    func inputs(unlessGiven bundled: () throws -> [KeyInput]) throws -> [KeyInput] {
        guard let file else { return try bundled() }
        let isStandardInput = file == "-"
        let name = isStandardInput ? "standard input" : file
        do {
            var lines = KeyLines(field: field)
            try ByteSource.read(isStandardInput ? nil : file) { try lines.append($0) }
            let sample = try lines.finish()
            let skipped = lines.linesWithoutField
            return [
                KeyInput(
                    id: "keys",
                    title: "Keys of \(isStandardInput ? name : (name as NSString).lastPathComponent)",
                    about: (field.map { "Key: field \($0)." } ?? "Key: the line.")
                        + (skipped > 0 ? " Lines without that field, which are left out: \(skipped)." : ""),
                    sample: sample
                )
            ]
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
