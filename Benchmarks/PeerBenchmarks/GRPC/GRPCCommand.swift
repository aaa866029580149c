import ArgumentParser
import CommandLineSupport
import PlacementReports
import Timing

/// What a gRPC client over a load balancer costs, beside one with grpc-swift's own transport.
struct GRPCCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grpc",
        abstract: "Times gRPC calls by our transport and by grpc-swift's own.",
        discussion: """
            A process of its own answers as three servers, each at a loopback address. To them go, batch by batch and in turn, the \
            same unary calls by grpc-swift's own transport, to one server and to all by turns, and by our transport with \
            several policies; and by both with a retry policy.

            Then the client's processor time: batches by our transport and by grpc-swift's own, over as many servers and \
            connections, one after the other in pairs. Only this process counts, not the servers. It takes some five minutes. \
            Close other programs first.

            The report goes to standard output, all else to standard error.

            EXAMPLES
              swift run PeerBenchmarks grpc
              swift run PeerBenchmarks grpc --senders 64 --format csv > grpc.csv
              swift run PeerBenchmarks grpc --quick

            EXIT CODES
              0   the report was written
              64  the command line is wrong
              69  this was built without the trait GRPC
              71  the servers did not start, or did not answer as they should
              74  the report can't be written to standard output
            """
    )

    @OptionGroup
    var load: LoadOptions

    @OptionGroup
    var output: FormatOptions

    @OptionGroup
    var build: BuildOptions

    func run() async throws {
        try build.continueInRelease(of: "PeerBenchmarks", traits: ["GRPC"])
        #if GRPC
            let experiment = GRPCExperiment(load.rounds(of: 300, pairsOf: 80))
            let results = try await ProgressBar.during(experiment.run)
            try output.write(results.report(header: Machine.header))
        #else
            throw PeerBenchmarks.isMissing("GRPC", for: "grpc")
        #endif
    }
}
