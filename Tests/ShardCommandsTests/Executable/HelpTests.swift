import Foundation
import RunningPrograms
import Testing

@Suite("shard's help")
struct HelpTests {
    private let shard = Program("shard")

    @Test("has examples, the formats of a nodes file and the exit codes")
    func help() throws {
        let ended = try shard.run(["--help"])
        #expect(ended.code == 0)
        #expect(ended.output.contains("EXAMPLES"))
        for command in ["place", "compare"] {
            let help = try shard.run([command, "--help"]).output
            for words in [
                "EXAMPLES", "shard \(command) ", "NODES", "OPTIONS OF A PLACEMENT", "EXIT CODES", "rendezvous-table",
            ] {
                #expect(help.contains(words), "\(command): \(words)")
            }
        }
    }

    @Test("says how it is used if nothing is said, and what is wrong if a command is unknown")
    func nothing() throws {
        #expect(try shard.run([]).output.contains("USAGE: shard <subcommand>"))
        let unknown = try shard.run(["owner", "k"])
        #expect(unknown.code == 64)
        #expect(unknown.errors.contains("owner"))
    }

    @Test("is complete for shells", arguments: ["bash", "zsh", "fish"])
    func completions(shell: String) throws {
        let ended = try shard.run(["--generate-completion-script", shell])
        #expect(ended.code == 0)
        for word in ["place", "compare", "--nodes", "--placement"] {
            // fish writes long options without their dashes.
            #expect(ended.output.contains(word) || ended.output.contains(word.drop { $0 == "-" }), "\(word)")
        }
        #expect(ended.output.contains("rendezvous-table"))
    }

    @Test("what bash is given, bash understands")
    func bash() throws {
        #expect(try shard.shell("\"$program\" --generate-completion-script bash > c && bash -n c").code == 0)
    }
}
