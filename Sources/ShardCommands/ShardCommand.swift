import ArgumentParser
import CommandLineSupport
import PlacementReports

/// The command line tool `shard`.
struct ShardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shard",
        abstract: "Tells which node owns a key, and what moves when nodes come and go.",
        discussion: """
            Results go to standard output, all else to standard error.

            EXAMPLES
              shard place --nodes a,b,c user:1 user:2
              shard compare --nodes a,b,c --to-nodes a,b,c,d --keys keys.txt
              shard verify recorded.json
              shard place --help

            Completions for your shell: shard --generate-completion-script bash (or zsh, or fish).
            """,
        version: PackageVersion.current,
        subcommands: [PlaceCommand.self, CompareCommand.self, VerifyCommand.self]
    )
}

/// The program, for its executable.
package enum ShardProgram {
    /// Runs the command that the process's arguments name, and ends the process.
    package static func run() async -> Never {
        await ShardCommand.start(ArgumentBytes.ofProcess)
    }
}
