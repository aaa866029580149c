import ArgumentParser
import CommandLineSupport
import PlacementReports
import Timing

/// How many keys move when nodes are added or removed.
struct MovementCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "movement",
        abstract: "Counts the keys that move when nodes are added or removed. This is what runs when nothing is said.",
        discussion: """
            Without --keys it takes a web server's access log of 10,000 requests twice, for sticky sessions (the key is \
            the client's address) and for cache sharding (the key is the path), and a million synthetic keys. With \
            --keys it takes yours and nothing else.

            The report goes to standard output, all else to standard error.

            EXAMPLES
              swift run Benchmarks
              swift run Benchmarks --format markdown --svg reports > reports/movement.md
              swift run Benchmarks --keys access.log --field 7 --nodes 12,48
              cut -f 3 users.tsv | swift run Benchmarks --keys - --format json

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
        transform: { try NodeCounts.parse($0, allowed: MovementExperiment.allowedSizes) }
    )
    var nodes: [Int] = [10, 100, 1000]

    @OptionGroup
    var output: OutputOptions

    @OptionGroup
    var build: BuildOptions

    func run() async throws {
        try build.continueInRelease(of: "Benchmarks")
        let inputs = try keys.inputs(unlessGiven: BundledInputs.movement)
        let folder = try output.chartFolder()
        let experiment = MovementExperiment(inputs: inputs, sizes: nodes)
        let bar = ProgressBar()
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
