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

    /// The keys of the file, or those that are measured when nobody gives any.
    func inputs(unlessGiven bundled: () throws -> [KeyInput]) throws -> [KeyInput] {
        guard file.file != nil else { return try bundled() }
        let (sample, skipped) = try file.sample()
        return [
            KeyInput(
                id: "keys",
                title: "Keys of \(file.shortName)",
                about: (file.field.map { "Key: field \($0)." } ?? "Key: the line.")
                    + (skipped > 0 ? " Lines without that field, which are left out: \(skipped)." : ""),
                sample: sample
            )
        ]
    }
}
