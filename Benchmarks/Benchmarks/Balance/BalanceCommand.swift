import ArgumentParser
import CommandLineSupport
import PlacementReports
import Timing

/// How evenly keys and requests are spread over nodes.
struct BalanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "balance",
        abstract: "Compares how evenly keys are spread with what chance does, and says what a bound on the load costs.",
        discussion: """
            Without --keys it takes a million random keys, a million in sequence, a million with a long common prefix, a \
            million requests by Zipf's law, and a web server's access log of 10,000 requests twice, for sticky sessions \
            (the key is the client's address) and for cache sharding (the key is the path). With --keys it takes yours \
            and nothing else.

            The report goes to standard output, all else to standard error.

            EXAMPLES
              swift run Benchmarks balance
              swift run Benchmarks balance --format markdown --svg reports > reports/balance.md
              swift run Benchmarks balance --keys access.log --field 7 --nodes 12,48

            EXIT CODES
              0   the report was written
              64  the command line is wrong
              65  there is no key in the file of --keys
              66  the file of --keys can't be read
              73  a chart can't be written to the folder of --svg
              74  the report can't be written to standard output
            """
    )

    @OptionGroup
    var keys: KeyOptions

    @Option(
        help: ArgumentHelp(
            "The numbers of nodes, with commas between them. (default: 10,100,1000)",
            valueName: "n,n,…"
        ),
        transform: { try NodeCounts.parse($0, allowed: BalanceExperiment.allowedSizes) }
    )
    var nodes: [Int] = [10, 100, 1000]

    @OptionGroup
    var output: OutputOptions

    @OptionGroup
    var build: BuildOptions

    func run() async throws {
        try build.continueInRelease(of: "Benchmarks")
        let folder = try output.chartFolder()
        let bar = ProgressBar()
        bar.show(fraction: 0, next: "keys")
        let experiment = BalanceExperiment(
            inputs: try keys.inputs(unlessGiven: BundledInputs.balance),
            sizes: nodes
        )
        let results = await experiment.run { bar.show(fraction: $0.fraction, next: $0.next) }
        bar.clear()
        if let folder {
            for chart in results.charts() {
                try folder.write(chart)
            }
        }
        try output.write(results.report(header: Machine.header))
    }
}
