import ArgumentParser
import CommandLineSupport
import PlacementReports
import Timing

/// What a sticky proxy of this package costs, beside nginx, HAProxy and Envoy.
struct GatewayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway",
        abstract: "Times StickyProxy beside nginx, HAProxy and Envoy as proxies that keep sessions where they are.",
        discussion: """
            nginx answers as three servers, each at a loopback address of its own. In front of them are, each in a process of its \
            own, nginx (hash … consistent), HAProxy (a cookie), Envoy (ring_hash, if it is there) and StickyProxy, by a key and by \
            its signed cookie; beside them Hummingbird, which StickyProxy is made of, that only answers, and with AsyncHTTPClient. \
            To them go, batch by batch and in turn, the same sessions' requests. All are started here and stopped at the end. \
            Close other programs first.

            The report goes to standard output, all else to standard error.

            EXAMPLES
              swift run PeerBenchmarks gateway
              swift run PeerBenchmarks gateway --sessions 64 --format csv > gateway.csv
              swift run PeerBenchmarks gateway --quick

            EXIT CODES
              0   the report was written
              64  the command line is wrong
              69  nginx or HAProxy is not installed, or this was built without the trait StickySessions
              71  a proxy did not start, did not answer as it should, or was not sticky
              74  the report can't be written to standard output
            """
    )

    @Option(help: ArgumentHelp("How many sessions there are, each with one request at a time.", valueName: "n"))
    var sessions = 16

    @Flag(help: "Takes few requests and few batches, to see that it works: the figures mean little.")
    var quick = false

    @OptionGroup
    var output: FormatOptions

    @OptionGroup
    var build: BuildOptions

    func validate() throws {
        guard (8...512).contains(sessions) else {
            throw ValidationError("--sessions is \(sessions); give a number from 8 to 512")
        }
    }

    func run() async throws {
        try build.continueInRelease(of: "PeerBenchmarks", traits: ["StickySessions"])
        #if StickySessions
            let experiment = GatewayExperiment(sessions: sessions, isQuick: quick)
            let results = try await ProgressBar.during(experiment.run)
            try output.write(results.report(header: Machine.header))
        #else
            throw PeerBenchmarks.isMissing("StickySessions", for: "gateway")
        #endif
    }
}
