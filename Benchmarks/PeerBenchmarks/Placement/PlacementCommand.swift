import ArgumentParser
import CommandLineSupport
import PlacementReports
import Timing

/// How fast the lookups of peers' placements are.
struct PlacementCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "placement",
        abstract: "Times the lookups of peers' placements beside their hashes, our own, and libmemcached.",
        discussion: """
            Each placement's lookups take turns, batch by batch, with `floor` (a loop in C that hashes the same keys \
            with XXH3-64 and no more), with the peer's hash alone, and with our own ring or table of as many nodes. \
            libmemcached's own lookups take their turns too, once every key was seen to have the same server there \
            and here. Close other programs first.

            The report goes to standard output, all else to standard error.

            EXAMPLES
              swift run PeerBenchmarks placement
              swift run PeerBenchmarks placement --nodes 10,100,1000 --format csv > placement.csv

            EXIT CODES
              0   the report was written
              64  the command line is wrong
              65  libmemcached puts a key elsewhere than this package does
              69  libmemcached, or the trait Peers, was not there when this was built
              74  the report can't be written to standard output
            """
    )

    /// The numbers of nodes that can be asked for. libmemcached alone does not hash keys for one server.
    private static let allowedSizes = 2...4096

    @Option(
        help: ArgumentHelp("The numbers of nodes, with commas between them. (default: 10,100)", valueName: "n,n,…"),
        transform: { try NodeCounts.parse($0, allowed: PlacementCommand.allowedSizes) }
    )
    var nodes: [Int] = [10, 100]

    @Flag(help: "Takes few keys and few batches, to see that it works: the figures mean little.")
    var quick = false

    @OptionGroup
    var output: FormatOptions

    @OptionGroup
    var build: BuildOptions

    func run() async throws {
        try build.continueInRelease(of: "PeerBenchmarks", traits: ["Peers"])
        #if Peers
            var experiment = PlacementExperiment(sizes: nodes, isQuick: quick)
            let bar = ProgressBar()
            defer { bar.clear() }
            try experiment.run { bar.show(fraction: $0, next: $1) }
            bar.clear()
            try output.write(experiment.results.report(header: Machine.header, keys: experiment.keys))
        #else
            throw PeerBenchmarks.isMissing("Peers", for: "placement")
        #endif
    }
}
