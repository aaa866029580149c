import ArgumentParser
import CommandLineSupport

/// Whether this package puts keys where a running peer put them.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks that keys are placed where a running peer placed them.",
        discussion: """
            Each file is a recording: which keys a peer (Envoy, nginx, HAProxy, memcached clients, …) put on which node. \
            Every key is placed by this package's own implementation of the peer's rule. A file that can't be checked is \
            named, and the others are checked all the same. It needs a build with the trait Peers.

            A RECORDING
              {"peer": "nginx 1.22.1", "policy": "hash_consistent", "config": {},
               "nodes": [{"id": "10.0.0.1:80", "weight": 1}, {"id": "10.0.0.2:80", "weight": 2}],
               "placements": {"user:1": "10.0.0.2:80", "user:2": "10.0.0.1:80"}}

              The README says how to record your own, and has the policies and fields of every peer.

            EXAMPLES
              shard verify recorded.json
              shard verify --differences 100 recordings/*.json
              shard verify --format json recordings/*.json > agreement.json

            \(HelpTexts.exitCodes(check: "a key is placed elsewhere than the peer placed it"))
            """
    )

    @Option(help: ArgumentHelp("How many differences to show for each file.", valueName: "n"))
    var differences = 10

    @OptionGroup
    var output: FormatOptions

    @Argument(help: ArgumentHelp("The recordings, or - for standard input.", valueName: "file"), completion: .file())
    var files: [String]

    func validate() throws {
        guard differences >= 0 else { throw ValidationError("--differences \(differences) is below 0") }
    }

    func run() throws {
        #if Peers
            let verifications = files.map { Verification(file: $0, differences: differences) }
            for case .failure(let failure) in verifications.map(\.result) {
                StandardError.say("Error: \(failure)")
            }
            do {
                try output.write(verifications.report())
            } catch is OutputClosed {
                // What was found counts, whoever has read it.
            }
            throw ExitCode(verifications.exitCode)
        #else
            throw PeerSupport.missing("verify")
        #endif
    }
}
