import ArgumentParser
import CommandLineSupport
import PlacementReports

/// The package's reports. Each subcommand parses, runs an experiment of `PlacementReports` and renders what it found.
@main
struct Benchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "Benchmarks",
        abstract: "Measures how keys are placed on nodes, and simulates how load is balanced.",
        discussion: """
            With nothing said it counts the keys that move when nodes are added or removed, on real and synthetic keys, \
            and writes a report to standard output. A debug build runs itself again in release.

            EXAMPLES
              swift run Benchmarks
              swift run Benchmarks --format markdown --svg reports
              swift run Benchmarks --keys access.log --field 7 --nodes 12,48
              swift run Benchmarks movement --help
              swift run Benchmarks balance
              swift run Benchmarks balancing
              swift run Benchmarks speed
              swift run Benchmarks papers --quick
              swift run Benchmarks subsets
            """,
        version: PackageVersion.current,
        subcommands: [
            MovementCommand.self, BalanceCommand.self, BalancingCommand.self, SpeedCommand.self, PapersCommand.self,
            SubsetsCommand.self,
        ],
        defaultSubcommand: MovementCommand.self
    )

    static func main() async { await start() }
}
