import CommandLineSupport
import JSONText
import Testing

@testable import ShardCommands

@Suite("A nodes file")
struct NodesFileTests {
    private func read(_ text: String, name: String = "nodes") throws -> NodeSet {
        try NodesFile.read(Array(text.utf8), name: name)
    }

    private func weights(_ nodes: NodeSet) -> [String] { nodes.entries.map { "\($0.id)=\($0.weight)" } }

    @Test(
        "says the same in lines, YAML and JSON, whether its name or its beginning tells the format",
        arguments: [
            ("nodes.txt", "10.0.0.1:80 2\n10.0.0.2:80\n"),
            ("nodes", "\u{FEFF}# ours\r\n\r\n10.0.0.1:80\t2.0\r\n  10.0.0.2:80  \r\n"),
            ("nodes.yaml", "nodes:\n  - id: 10.0.0.1:80\n    weight: 2\n  - 10.0.0.2:80\n"),
            ("nodes", "# ours\nnodes: [{id: '10.0.0.1:80', weight: 2e0}, '10.0.0.2:80']\n"),
            ("nodes.YML", "- {weight: 2, id: 10.0.0.1:80}\r\n- 10.0.0.2:80\r\n"),
            ("nodes", "---\n- {weight: 2, id: 10.0.0.1:80}\n- 10.0.0.2:80\n"),
            ("nodes", "- {weight: 2, id: 10.0.0.1:80}\n- 10.0.0.2:80\n"),
            ("nodes.json", "\u{FEFF}{\"nodes\": [{\"id\": \"10.0.0.1:80\", \"weight\": 2}, \"10.0.0.2:80\"]}"),
            ("nodes", "\r\n [{\"id\": \"10.0.0.1:80\", \"weight\": 2}, {\"id\": \"10.0.0.2:80\", \"weight\": 1}]"),
        ]
    )
    func formats(name: String, text: String) throws {
        #expect(weights(try read(text, name: name)) == ["10.0.0.1:80=2.0", "10.0.0.2:80=1.0"])
    }

    @Test("keeps ids apart that only look alike, and takes one that looks like a number as it is written")
    func ids() throws {
        #expect(try read("\u{E9}\ne\u{301}\n").entries.count == 2)
        #expect(try read("- 8080\n- 1.10\n- 0x1F\n").entries.map(\.id) == ["8080", "1.10", "0x1F"])
    }

    @Test("carries options and what else is said of a node, with their places")
    func options() throws {
        let nodes = try read("config:\n  seed: 7\n  hashFunction: xxh64\nnodes:\n  - {id: a, hash_key: b}\n")
        #expect(nodes.options.map(\.name) == ["seed", "hashFunction"])
        #expect(nodes.options[1].origin.place == "line 3, config.hashFunction")
        #expect(nodes.entries[0].fields.map(\.name) == ["hash_key"])
    }

    @Test(
        "that is wrong is refused with the file, the place, the value and the cure",
        arguments: [
            ("n.txt", "", "n.txt: there is no node"),
            ("n.txt", " \r\n\t\n", "n.txt: there is no node"),
            ("n.txt", "# nobody\n", "n.txt: there is no node"),
            ("n.txt", "a 1\nb 0\n", "n.txt, line 2: the weight 0 of the node “b” is not allowed: a weight is a finite"),
            ("n.txt", "a -1\n", "the weight -1 of the node “a”"),
            ("n.txt", "a nan\n", "the weight nan of the node “a”"),
            ("n.txt", "a inf\n", "the weight inf of the node “a”"),
            ("n.txt", "a 1e999\n", "the weight 1e999 of the node “a”"),
            ("n.txt", "a two\n", "line 1: “two” is no weight of the node “a”"),
            ("n.txt", "a 1\n\nb\na 2\n", "n.txt, line 4: the node “a” is there twice, first in line 1: take one out"),
            ("n.txt", "a 1 x\n", "n.txt, line 1: a line is an id and perhaps a weight, not 3 words: “x”"),
            ("n.txt", "a\u{7} 1 x\u{1B}\n", "“x\\u{1B}”"),
            ("n.yaml", "nodes:\n  - id: a\n    weight: .nan\n", "n.yaml, line 3, nodes[0].weight: the weight nan"),
            ("n.yaml", "nodes:\n  - id: a\n    weight: -.inf\n", "the weight -inf"),
            (
                "n.yaml", "nodes:\n  - id: a\n    weight: '2'\n",
                "nodes[0].weight: a weight is a finite number above 0, not “2”"
            ),
            ("n.yaml", "nodes:\n  - weight: 2\n", "n.yaml, line 2, nodes[0]: the node has no “id”"),
            ("n.yaml", "nodes:\n  - id:\n", "line 2, nodes[0].id: a node has an empty id"),
            ("n.yaml", "- yes\n", "an id is text, not “true”: put it in quotes"),
            ("n.yaml", "- ''\n", "a node has an empty id"),
            ("n.yaml", "- [a]\n", "an id is text, not a list"),
            ("n.yaml", "nodes: []\n", "n.yaml: there is no node"),
            ("n.yaml", "nodes: a\n", "line 1, nodes: a list is expected, not “a”"),
            ("n.yaml", "hosts: [a]\n", "n.yaml, line 1: the field “hosts” is unknown: there are “nodes”"),
            ("n.yaml", "config: {}\n", "there is no field “nodes”"),
            ("n.yaml", "config: [a]\nnodes: [a]\n", "line 1, config: a mapping of options"),
            ("n.yaml", "a", "n.yaml, line 1: a list of nodes is expected"),
            ("n.yaml", "- a\n- [b\n", "it is no YAML"),
            ("n.yaml", "nodes:\n\t- a\n", "n.yaml, line 2: it is no YAML"),
            ("n.yaml", "- a\n---\n- b\n", "it is no YAML"),
            ("n.yaml", "- {id: a, id: b}\n", "the name “id” is there twice"),
            ("n.yaml", "- *nobody\n", "n.yaml, line 1"),
            ("n.json", "{\"nodes\": [\"a\",\n]}", "n.json, line 2: a value is expected, not “]}”"),
            (
                "n.json", "{\"nodes\": [{\"id\": \"a\", \"weight\": null}]}",
                "nodes[0].weight: a weight is a finite number"
            ),
            (
                "n.json", "[\"a\", \"b\", \"a\"]",
                "n.json, line 1, [2]: the node “a” is there twice, first in line 1, [0]"
            ),
        ]
    )
    func mistakes(name: String, text: String, message: String) {
        let failure = #expect(throws: Failure.self) { try read(text, name: name) }
        #expect(failure?.code == .dataError)
        #expect(failure?.description.contains(message) == true, "\(failure?.description ?? "")")
    }

    @Test("that is no UTF-8 is refused with the line")
    func encoding() {
        let failure = #expect(throws: Failure.self) { try NodesFile.read([0x61, 0x0A, 0x62, 0xFF], name: "n") }
        #expect(failure?.description.hasPrefix("n, line 2: it is no UTF-8") == true)
        let wide = #expect(throws: Failure.self) { try NodesFile.read([0xFF, 0xFE, 0x61, 0x00], name: "n") }
        #expect(wide?.description == "n: it is UTF-16: save it as UTF-8")
    }

    @Test("whose aliases would be billions of values is refused, and so is one of lists deep in each other")
    func bombs() {
        var text = "a: &a [x]\n"
        for (name, inner) in zip("bcdefghijkl", "abcdefghijk") {
            text += "\(name): &\(name) [" + Array(repeating: "*\(inner)", count: 9).joined(separator: ", ") + "]\n"
        }
        #expect(throws: Failure.self) { try read(text + "nodes: *l\n", name: "n.yaml") }
        // As a name, which would be compared with the other names.
        #expect(throws: Failure.self) { try read(text + "? *l\n: 1\n", name: "n.yaml") }
        // A few are an honest file's.
        #expect(throws: Never.self) { try read("- &a x\n- {id: y, weight: 2}\n", name: "n.yaml") }
        #expect(throws: Failure.self) { try read(String(repeating: "[", count: 100_000), name: "n.yaml") }
        #expect(throws: Failure.self) { try read(String(repeating: "[", count: 100_000), name: "n.json") }
    }
}
