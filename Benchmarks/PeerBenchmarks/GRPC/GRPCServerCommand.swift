import ArgumentParser
import CommandLineSupport

#if GRPC
    import ByteService
    import RunningPrograms
#endif

/// The servers that `grpc` calls, as a process of their own.
struct GRPCServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grpc-server",
        abstract: "Answers gRPC calls until standard input ends: what “grpc” and tests start.",
        discussion: """
            The service bytes.Bytes: Get answers with the name, Talk gives back each message behind the name. Lines on standard \
            input say what it does from then on: “well”, “slow MILLISECONDS”, “unavailable”.

            EXAMPLES
              swift run --traits GRPC PeerBenchmarks grpc-server --name s0 127.0.0.1:50051
            """,
        shouldDisplay: false
    )

    @Option(help: "What it answers.")
    var name: String

    @Argument(help: ArgumentHelp("Where to listen: IPv4 addresses with ports.", valueName: "address"))
    var addresses: [String]

    func run() async throws {
        #if GRPC
            let addresses = try addresses.map { text in
                guard let address = ServerProgram.Address(text) else {
                    throw Failure(.usage, "“\(text)” is no address; write it as in 127.0.0.1:50051")
                }
                return address
            }
            do {
                try await ServerProcess.serve(name: name, at: addresses)
            } catch {
                throw Failure(.systemError, "\(error)")
            }
        #else
            throw PeerBenchmarks.isMissing("GRPC", for: "grpc-server")
        #endif
    }
}
