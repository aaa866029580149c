import ArgumentParser
import CommandLineSupport
import Foundation

/// Which build to measure with.
package struct BuildOptions: ParsableArguments {
    @Flag(help: "Measures with a debug build, instead of building for release and going on with that.")
    package var allowDebug = false

    package init() {}

    /// Replaces a debug build by a release build with the same arguments, unless it is to be kept.
    ///
    /// Returns in a release build, and where debug is allowed; else it does not return but throws when it fails.
    ///
    /// - Parameters:
    ///   - product: this program's name.
    ///   - traits: the package's traits that it needs.
    package func continueInRelease(of product: String, traits: [String] = []) throws {
        #if DEBUG
            if !allowDebug {
                try ReleaseRun(product: product, traits: traits).replaceThisProcess()
            }
        #endif
    }
}

/// This program once more, built for release.
struct ReleaseRun {
    let product: String
    let traits: [String]

    /// Runs `swift run -c release` in place of this process, so that standard input and output, the working directory,
    /// signals and the exit code are its own.
    func replaceThisProcess() throws -> Never {
        var arguments = ["swift", "run", "--configuration", "release", "--package-path", Machine.package.path]
        if !traits.isEmpty {
            arguments += ["--traits", traits.joined(separator: ",")]
        }
        if let scratch = Self.scratchFolder() {
            arguments += ["--scratch-path", scratch.path]
        }
        arguments.append(product)
        arguments.append(contentsOf: CommandLine.arguments.dropFirst())
        StandardError.say(
            "this is a debug build, whose times mean nothing; running again in release (--allow-debug keeps it)"
        )
        let strings = arguments.map { strdup($0) }
        execvp("swift", strings + [nil])
        // Only a failure comes back.
        throw Failure(
            .systemError,
            "can't run swift: \(ByteSource.systemReason()); run “swift run -c release "
                + (traits.isEmpty ? "" : "--traits \(traits.joined(separator: ",")) ")
                + "\(product)”, or keep the debug build with --allow-debug"
        )
    }

    /// The folder this program was built in, so that the release build is made beside it: the nearest one above that
    /// holds the package manager's state.
    private static func scratchFolder() -> URL? {
        var folder = Bundle.main.bundleURL.resolvingSymlinksInPath()
        while folder.path.count > 1 {
            if FileManager.default.fileExists(atPath: folder.appendingPathComponent("workspace-state.json").path) {
                return folder
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }
}
