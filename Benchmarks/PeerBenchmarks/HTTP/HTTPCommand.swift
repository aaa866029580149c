import ArgumentParser
import CommandLineSupport
import PlacementReports
import Timing

/// What an HTTP client over a load balancer costs, beside one without and beside proxies.
struct HTTPCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "http",
        abstract: "Times HTTP requests by our client, by AsyncHTTPClient alone, and through nginx and HAProxy.",
        discussion: """
            nginx answers as three servers, each at a loopback address of its own. To them go, batch by batch and in turn, the \
            same requests by plain AsyncHTTPClient to one server and to all by turns, by our client with each of its policies, \
            and by plain AsyncHTTPClient through nginx and HAProxy as proxies. The servers and proxies are started here and \
            stopped at the end.

            Then the client's processor time: batches by our client and by plain AsyncHTTPClient, which takes turns among the \
            same servers by itself, one after the other in pairs. Only this process counts, not the servers. The rule, at most \
            1.05 times as much at the upper end of the interval, is each policy's; limited and hedged attempts are options, and \
            stand apart from it. It takes some five minutes. Close other programs first.

            The report goes to standard output, all else to standard error.

            EXAMPLES
              swift run PeerBenchmarks http
              swift run PeerBenchmarks http --senders 64 --format csv > http.csv
              swift run PeerBenchmarks http --policy 'hash ring' --pairs 2001
              swift run PeerBenchmarks http --quick

            EXIT CODES
              0   the report was written
              64  the command line is wrong
              69  nginx or HAProxy is not installed, or this was built without the trait HTTP
              71  nginx or HAProxy did not start, or did not answer as it should
              74  the report can't be written to standard output
            """
    )

    @OptionGroup
    var load: LoadOptions

    @Option(
        name: .customLong("policy"),
        help: ArgumentHelp(
            "Measures only this one's processor time. May be given several times.",
            discussion: "A name as the report has it, such as 'hash ring' or 'attempts hedged'.",
            valueName: "name"
        )
    )
    var policies: [String] = []

    @OptionGroup
    var output: FormatOptions

    @OptionGroup
    var build: BuildOptions

    func run() async throws {
        try build.continueInRelease(of: "PeerBenchmarks", traits: ["HTTP"])
        #if HTTP
            let experiment = HTTPExperiment(load.rounds(of: 1000, pairsOf: 200), policies: policies)
            let results = try await ProgressBar.during(experiment.run)
            try output.write(results.report(header: Machine.header))
        #else
            throw PeerBenchmarks.isMissing("HTTP", for: "http")
        #endif
    }
}
