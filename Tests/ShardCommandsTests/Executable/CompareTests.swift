import ConsistentHashing
import Foundation
import RunningPrograms
import Testing

@Suite("shard compare")
struct CompareTests {
    private let shard = Program("shard")
    private let keys = Data((0..<3000).map { "user:\($0 % 2000)\n" }.joined().utf8)

    private func compare(_ arguments: String..., files: [String: Data] = [:]) throws -> Program.Ended {
        try shard.run(["compare"] + arguments, input: keys, files: files)
    }

    private func rows(_ ended: Program.Ended) throws -> [[String: Any]] {
        #expect(ended.code == 0, "\(ended.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: ended.bytes) as? [String: Any])
        let sections = try #require(report["sections"] as? [[String: Any]])
        return try #require(sections.first?["rows"] as? [[String: Any]])
    }

    @Test("counts what the library counts, with every placement of this package")
    func counts() throws {
        let rows = try rows(compare("--nodes", "a,b,c", "--to-nodes", "a,b=2,c,d", "--format", "json"))
        #expect(
            rows.compactMap { $0["placement"] as? String }
                == [
                    "ring", "thinned-ring", "rendezvous", "rendezvous-table", "maglev", "incremental-maglev",
                    "incremental-slots",
                ]
        )
        let sample = KeySample((0..<3000).map { "user:\($0 % 2000)" })
        let after = [Member("a"), Member("b", weight: 2), Member("c"), Member("d")]
        func expect(_ before: some UpdatablePlacement<String>, _ row: [String: Any]) throws {
            let movement = Movement(from: before, to: try before.updated(to: after).placement, over: sample)
            #expect(row["moved_keys"] as? Int == movement.keys.moved)
            #expect(row["needless_keys"] as? Int == movement.keys.needless)
            #expect(row["moved_requests"] as? Int == movement.requests.moved)
            #expect(row["change"] as? String == "joined: d; weighed anew: b (1 → 2)")
        }
        try expect(HashRing(["a", "b", "c"]), rows[0])
        try expect(ThinnedRing(["a", "b", "c"]), rows[1])
        try expect(RendezvousHash(["a", "b", "c"]), rows[2])
        try expect(RendezvousTable(["a", "b", "c"]), rows[3])
        try expect(MaglevTable(["a", "b", "c"]), rows[4])
        try expect(IncrementalMaglevTable(["a", "b", "c"]), rows[5])
        try expect(IncrementalSlotHash(["a", "b", "c"]), rows[6])
    }

    @Test("compares a placement with another one, and with itself under other options")
    func placements() throws {
        let sample = KeySample((0..<3000).map { "user:\($0 % 2000)" })
        let ring = try HashRing(["a", "b", "c"])
        let other = try rows(
            compare("--nodes", "a,b,c", "--placement", "ring", "--to-placement", "maglev", "--format", "json")
        )
        #expect(other.first?["placement"] as? String == "ring → maglev")
        #expect(
            other.first?["moved_keys"] as? Int
                == Movement(from: ring, to: try MaglevTable(["a", "b", "c"]), over: sample).keys.moved
        )
        let kept = try rows(
            compare(
                "--nodes",
                "a,b,c",
                "--placement",
                "ring",
                "--option",
                "seed=7",
                "--option",
                "virtualNodes=160",
                "--to-option",
                "virtualNodes=170",
                "--format",
                "json"
            )
        )
        let seeded = HashFunction(.xxh3, seed: 7)
        #expect(
            kept.first?["moved_keys"] as? Int
                == Movement(
                    from: try HashRing(["a", "b", "c"], hashFunction: seeded),
                    to: try HashRing(["a", "b", "c"], virtualNodes: 170, hashFunction: seeded),
                    over: sample
                ).keys.moved
        )
        let option = try rows(
            compare("--nodes", "a,b,c", "--placement", "ring", "--to-option", "virtualNodes=20", "--format", "json")
        )
        #expect(option.first?["placement"] as? String == "ring → ring virtualNodes=20")
        let fewer = try HashRing(["a", "b", "c"], virtualNodes: 20)
        #expect(option.first?["moved_keys"] as? Int == Movement(from: ring, to: fewer, over: sample).keys.moved)
    }

    @Test("--per-node tells what each node had, has, gained and lost")
    func perNode() throws {
        let ended = try compare(
            "--nodes",
            "old",
            "--to-nodes",
            "new",
            "--placement",
            "ring",
            "--per-node",
            "--format",
            "csv",
            files: ["old": Data("a\nb\n".utf8), "new": Data("b\nc\n".utf8)]
        )
        #expect(ended.code == 0, "\(ended.errors)")
        let names = ended.lines[0].split(separator: ",", omittingEmptySubsequences: false)
        let nodes = ended.lines.filter { $0.hasPrefix("Node by node,") }.map { line in
            Dictionary(uniqueKeysWithValues: zip(names, line.split(separator: ",", omittingEmptySubsequences: false)))
        }
        #expect(nodes.map { $0["node"] } == ["b", "c", "a"])
        #expect(nodes.reduce(0) { $0 + (Int($1["keys_before"] ?? "") ?? 0) } == 2000)
        #expect(nodes.reduce(0) { $0 + (Int($1["keys_after"] ?? "") ?? 0) } == 2000)
        for node in nodes {
            let number = { (name: String) in Int(node[name[...]] ?? "") ?? .min }
            #expect(number("keys_before") - number("lost_keys") + number("gained_keys") == number("keys_after"))
        }
    }

    @Test("fits a terminal, and says where nodes and keys came from")
    func text() throws {
        let ended = try compare("--nodes", "a,b,c", "--to-nodes", "a,b")
        #expect(ended.output.contains("nodes before  3, of a,b,c"))
        #expect(ended.output.contains("keys          standard input"))
        #expect(ended.lines.allSatisfy { $0.count <= 120 })
    }

    @Test(
        "says what is wrong with the command line",
        arguments: [
            (["--nodes", "a,b"], 64, "say what changes"),
            (["--nodes", "a,b", "--to-placement", "ring"], 64, "say with --placement which placement"),
            (["--nodes", "-", "--to-nodes", "a,b"], 64, "standard input can be read for one thing only"),
            (["--nodes", "a,b", "--to-nodes", "a=0,b"], 64, "--to-nodes: the weight 0"),
            (["--nodes", "a,b", "--to-nodes", "nowhere.txt"], 66, "give --to-nodes a file"),
            (["--nodes", "a,b", "--to-nodes", "a,b,c", "--keys", "/dev/null"], 65, "there is no key in it"),
            (
                ["--nodes", "a,b", "--placement", "ring", "--to-option", "seed=x"], 64,
                "--to-option seed: a whole number"
            ),
        ]
    )
    func mistakes(arguments: [String], code: Int32, message: String) throws {
        let ended = try shard.run(["compare"] + arguments, input: keys)
        #expect(ended.code == code, "\(ended.errors)")
        #expect(ended.output == "")
        #expect(ended.errors.contains(message), "\(ended.errors)")
    }
}
