#if Peers
    import ArgumentParser
    import CommandLineSupport
    import PlacementReports

    /// Reports beside other systems, in one run.
    @main
    struct PeerBenchmarks: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "PeerBenchmarks",
            abstract: "Measures this package beside other systems.",
            discussion: """
                A debug build runs itself again in release.

                EXAMPLES
                  swift run --traits Peers PeerBenchmarks placement
                  swift run --traits Peers PeerBenchmarks placement --help
                """,
            version: PackageVersion.current,
            subcommands: [PlacementCommand.self] + caches
        )

        #if Caches
            private static let caches: [any ParsableCommand.Type] = [CacheCommand.self]
        #else
            private static let caches: [any ParsableCommand.Type] = []
        #endif

        static func main() async { await start() }
    }
#else
    import CommandLineSupport
    import Foundation

    /// Without the peers there is nothing to measure.
    @main
    enum PeerBenchmarks {
        static func main() {
            StandardError.say("Error: this is built without the peers; run “swift run --traits Peers PeerBenchmarks”")
            exit(Failure.Code.unavailable.rawValue)
        }
    }
#endif
