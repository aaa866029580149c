import CommandLineSupport
import Testing

@testable import ShardCommands

@Suite("--nodes as a list")
struct NodesArgumentTests {
    private func read(_ argument: String) throws -> NodeSet {
        try NodesArgument(option: "--nodes", argument: argument).read()
    }

    @Test("has commas between the nodes, and a weight behind the last = of one")
    func lists() throws {
        let nodes = try read("a=2,[::1]:80,c=d=0.5")
        #expect(nodes.entries.map(\.id) == ["a", "[::1]:80", "c=d"])
        #expect(nodes.entries.map(\.weight) == [2, 1, 0.5])
        #expect(try read("only=1").entries.map(\.id) == ["only"])
    }

    @Test(
        "that is wrong is refused",
        arguments: [
            ("a,b,a", "the node “a” is there twice"), ("a=0,b", "the weight 0 of the node “a” is not allowed"),
            ("a=nan,b", "the weight nan"), ("a,,b", "an empty node in “a,,b”"), ("a,", "an empty node"),
            ("=1,b", "an empty id"), ("a=,b", "“” is no weight"), ("a=x,b", "“x” is no weight of the node “a”"),
            ("", "the name of a file is expected"),
        ]
    )
    func mistakes(argument: String, message: String) {
        let failure = #expect(throws: Failure.self) { try read(argument) }
        #expect(failure?.code == .usage)
        #expect(failure?.description.contains(message) == true, "\(failure?.description ?? "")")
    }

    @Test("a single word is a file's name, and the message says how a list of one is written")
    func singleWord() {
        let failure = #expect(throws: Failure.self) { try read("no-such-node") }
        #expect(failure?.code == .noInput)
        #expect(failure?.description.contains("no-such-node=1 if there is only this one") == true)
    }
}
