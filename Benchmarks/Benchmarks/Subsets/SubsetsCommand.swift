import ArgumentParser
import CommandLineSupport
import PlacementReports
import Timing

/// How evenly connections are spread where each client talks to some of the servers, and what tenants have in common.
struct SubsetsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subsets",
        abstract: "Counts connections where each client talks to some of the servers, and what tenants have in common.",
        discussion: """
            Four ways to choose a client's servers: by chance, by rendezvous hashing, Google's Rocksteadier, and Finagle's \
            deterministic aperture; and shuffle shards for tenants. It takes a few seconds, and finds the same numbers \
            each time.

            With --clients, --servers and --size together, connections are counted for that fleet alone; what moves, and \
            what tenants have in common, stays as it is.

            The report goes to standard output, all else to standard error.

            EXAMPLES
              swift run Benchmarks subsets
              swift run Benchmarks subsets --format markdown --svg reports > reports/subsets.md
              swift run Benchmarks subsets --clients 40 --servers 300 --size 12

            EXIT CODES
              0   the report was written
              64  the command line is wrong
              73  a chart can't be written to the folder of --svg
              74  the report can't be written to standard output
            """
    )

    @Option(help: ArgumentHelp("How many clients there are.", valueName: "n"))
    var clients: Int?

    @Option(help: ArgumentHelp("How many servers there are.", valueName: "n"))
    var servers: Int?

    @Option(help: ArgumentHelp("How many servers each client is to talk to.", valueName: "n"))
    var size: Int?

    @Flag(help: "Counts fewer changes and tenants, to see that it works.")
    var quick = false

    @OptionGroup
    var output: OutputOptions

    @OptionGroup
    var build: BuildOptions

    func validate() throws {
        let given = [clients, servers, size].compactMap { $0 }
        guard given.isEmpty || given.count == 3 else {
            throw ValidationError("--clients, --servers and --size go together: give all three of them, or none")
        }
        let allowed = SubsetExperiment.allowedCounts
        for (name, count) in [("--clients", clients), ("--servers", servers)] {
            guard let count, !allowed.contains(count) else { continue }
            throw ValidationError(
                "\(name) is \(count): give a number from \(allowed.lowerBound) to \(allowed.upperBound)"
            )
        }
        if let size, let servers, !(1...servers).contains(size) {
            throw ValidationError("--size is \(size): give a number from 1 to that of --servers, \(servers)")
        }
    }

    func run() async throws {
        try build.continueInRelease(of: "Benchmarks")
        let folder = try output.chartFolder()
        var fleets = SubsetExperiment.fleets
        if let clients, let servers, let size {
            fleets = [SubsetFleet(clients: clients, servers: SubsetExperiment.numbered(servers), size: size)]
        }
        let bar = ProgressBar()
        let experiment = SubsetExperiment(
            methods: SubsetMethod.all,
            shards: .shuffleShards,
            fleets: fleets,
            effort: quick ? .quick : .full
        )
        let results = try experiment.run { bar.show(fraction: $0.fraction, next: $0.next) }
        bar.clear()
        if let folder {
            for chart in results.charts() {
                try folder.write(chart)
            }
        }
        try output.write(results.report(header: Machine.header))
    }
}
