import ArgumentParser
import CommandLineSupport
import PlacementReports

/// Reports beside other systems, in one run. What a report needs is behind a trait of the package: without it, its command
/// says so.
@main
struct PeerBenchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "PeerBenchmarks",
        abstract: "Measures this package beside other systems.",
        discussion: """
            A debug build runs itself again in release, with the traits that the report needs.

            EXAMPLES
              swift run PeerBenchmarks cache
              swift run PeerBenchmarks gateway
              swift run PeerBenchmarks http
              swift run PeerBenchmarks grpc
              swift run PeerBenchmarks placement
              swift run PeerBenchmarks placement --help
            """,
        version: PackageVersion.current,
        subcommands: [
            PlacementCommand.self, HTTPCommand.self, GRPCCommand.self, GatewayCommand.self, CacheCommand.self,
            GRPCServerCommand.self, GatewayServerCommand.self,
        ]
    )

    static func main() async { await start() }

    /// The failure of a command that this build lacks the trait for.
    static func isMissing(_ trait: String, for command: String) -> Failure {
        Failure(
            .unavailable,
            "this is built without the trait \(trait); run “swift run --traits \(trait) PeerBenchmarks \(command)”"
        )
    }
}
