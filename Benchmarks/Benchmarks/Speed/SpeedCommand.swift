import ArgumentParser
import CommandLineSupport
import PlacementReports
import Timing

/// How fast lookups and changes are.
struct SpeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "speed",
        abstract: "Times lookups and changes, in nanoseconds and in multiples of a bare hash in C.",
        discussion: """
            Each placement's lookups are timed beside those of `floor`, a loop in C that hashes the same keys and no \
            more, batch by batch; the median of the pairs' ratios is the figure. It says which of the package's own \
            targets are met. Close other programs first.

            The report goes to standard output, all else to standard error.

            EXAMPLES
              swift run Benchmarks speed
              swift run Benchmarks speed --nodes 1024,1025,100000
              swift run Benchmarks speed --format json > speed.json

            EXIT CODES
              0   the report was written
              64  the command line is wrong
              74  the report can't be written to standard output
            """
    )

    @Option(
        help: ArgumentHelp(
            "The numbers of nodes, with commas between them. (default: 10,100,1000)",
            valueName: "n,n,…"
        ),
        transform: { try NodeCounts.parse($0, allowed: SpeedExperiment.allowedSizes) }
    )
    var nodes: [Int] = [10, 100, 1000]

    @Flag(help: "Takes few keys and few batches, to see that it works: the figures mean little.")
    var quick = false

    @OptionGroup
    var output: FormatOptions

    @OptionGroup
    var build: BuildOptions

    func run() async throws {
        try build.continueInRelease(of: "Benchmarks")
        var experiment = SpeedExperiment(sizes: nodes, isQuick: quick)
        let bar = ProgressBar()
        try await experiment.run { bar.show(fraction: $0, next: $1) }
        bar.clear()
        try output.write(experiment.results.report(header: Machine.header, keys: experiment.keys))
    }
}
