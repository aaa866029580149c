import ArgumentParser
import CommandLineSupport
import ConsistentHashing
import Foundation
import PlacementReports

/// Which keys to measure with.
struct KeyOptions: ParsableArguments {
    @OptionGroup
    var file: KeyFileOptions

    func validate() throws {
        guard file.file != nil || file.field == nil else {
            throw ValidationError("--field says which field of --keys is the key: give --keys too")
        }
    }

    /// The inputs of the experiment.
    func inputs() throws -> [MovementExperiment.Input] {
        guard file.file != nil else { return try BundledInputs.all() }
        let (sample, skipped) = try file.sample()
        return [
            MovementExperiment.Input(
                id: "keys",
                title: "Keys of \(file.shortName)",
                about: (file.field.map { "Key: field \($0)." } ?? "Key: the line.")
                    + (skipped > 0 ? " Lines without that field, which are left out: \(skipped)." : ""),
                sample: sample
            )
        ]
    }
}

/// What is measured when nobody gives keys.
enum BundledInputs {
    static let syntheticCount = 1_000_000

    static func all() throws -> [MovementExperiment.Input] {
        guard let log = Bundle.module.url(forResource: "access", withExtension: "log", subdirectory: "Data") else {
            throw Failure(.noInput, "the access log is missing beside this program: build the package again")
        }
        func column(_ field: Int) throws -> KeySample {
            var lines = KeyLines(field: field)
            do {
                try ByteSource.read(log.path) { try lines.append($0) }
                return try lines.finish()
            } catch {
                throw Failure(.noInput, "can't read \(log.path): \(error); build the package again")
            }
        }
        return [
            MovementExperiment.Input(
                id: "sticky-sessions",
                title: "Sticky sessions",
                about: "Key: the client's address in a web server's access log.",
                sample: try column(1)
            ),
            MovementExperiment.Input(
                id: "cache-sharding",
                title: "Cache sharding",
                about: "Key: the path in a web server's access log.",
                sample: try column(7)
            ),
            MovementExperiment.Input(
                id: "synthetic-keys",
                title: "Synthetic keys",
                about: "Key: key:000000000000 and so on.",
                sample: SyntheticKeys.sample(count: syntheticCount)
            ),
        ]
    }
}
