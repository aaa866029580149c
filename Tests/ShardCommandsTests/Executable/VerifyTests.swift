import Foundation
import RunningPrograms
import Testing

@Suite("shard verify")
struct VerifyTests {
    private let shard = Program("shard")

    private func recording(
        peer: String = "nginx 1.22.1",
        policy: String = "hash_consistent",
        config: String = "{}",
        nodes: String = #"[{"id": "127.0.0.1:9001", "weight": 1}, {"id": "127.0.0.1:9002", "weight": 2}]"#,
        placements: String
    ) -> Data {
        Data(
            #"{"peer": "\#(peer)", "policy": "\#(policy)", "config": \#(config), "nodes": \#(nodes), "placements": \#(placements)}"#
                .utf8
        )
    }

    private func verify(_ arguments: String..., files: [String: Data] = [:], input: Data = Data()) throws
        -> Program.Ended
    {
        try shard.run(["verify"] + arguments, input: input, files: files)
    }

    #if Peers
        /// The recordings that this package's own tests are made with.
        private static var golden: URL {
            URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appendingPathComponent("PeerPlacementsTests/Golden")
        }

        private static var goldenFiles: [String] {
            get throws {
                try FileManager.default.contentsOfDirectory(atPath: golden.path).filter { $0.hasSuffix(".json") }
                    .sorted()
                    .map { golden.appendingPathComponent($0).path }
            }
        }

        @Test("agrees on every key of every file that was recorded from a peer")
        func all() throws {
            let files = try Self.goldenFiles
            #expect(files.count >= 91)
            let ended = try shard.run(["verify", "--format", "csv"] + files)
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(ended.errors == "")
            let total = try #require(ended.lines.last).split(separator: ",", omittingEmptySubsequences: false)
            #expect(total.prefix(2) == ["Agreement", "in all"])
            #expect(ended.lines.count == files.count + 2)
            let counts = total.compactMap { Int($0) }
            #expect(counts.count == 3 && counts[0] > 30_000 && counts[0] == counts[1] && counts[2] == 0, "\(total)")
        }

        @Test("shows the first differences, key, theirs and ours, and ends with 1")
        func differences() throws {
            // What nginx would not do: everything on one node.
            let keys = (0..<100).map { #""k\#($0)": "127.0.0.1:9001""# }.joined(separator: ", ")
            let files = ["r.json": recording(placements: "{\(keys)}")]
            let ended = try verify("r.json", "--differences", "3", files: files)
            #expect(ended.code == 1)
            #expect(ended.errors == "")
            #expect(ended.output.contains("The first differences"))
            let shown = ended.lines.filter { $0.contains("127.0.0.1:9001") && $0.hasSuffix("127.0.0.1:9002") }
            #expect(shown.count == 3)
            #expect(try verify("-", input: files["r.json"]!).code == 1)
            #expect(
                try shard.shell("{ \"$program\" verify r.json; echo $? > code; } | true; cat code", files: files).lines
                    == ["1"]
            )
        }

        @Test(
            "names the file and the place of what is wrong, and checks the other files all the same",
            arguments: [
                (#"{"peer": "nginx","#, 65, "bad.json, "),
                (#"{"peer": "apache", "policy": "x", "config": {}, "nodes": [], "placements": {}}"#, 65, "apache"),
                (
                    #"{"peer": "nginx 1", "policy": "least_conn", "config": {}, "nodes": [], "placements": {}}"#, 65,
                    "least_conn"
                ),
                (
                    #"{"peer": "nginx 1", "policy": "hash", "config": {"x": 1}, "nodes": [{"id": "a"}], "placements": {}}"#,
                    65, "config"
                ),
                (
                    #"{"peer": "nginx 1", "policy": "hash", "config": {}, "nodes": [{"id": "a"}], "placements": {"k": "b"}}"#,
                    65, "placements"
                ),
                (
                    #"{"peer": "nginx 1", "policy": "hash", "config": {}, "nodes": [{"id": "a", "colour": 1}], "placements": {}}"#,
                    65, "nodes[0]"
                ),
                (
                    #"{"peer": "envoy 1", "policy": "maglev", "config": {"table_size": 10}, "nodes": [{"id": "a"}], "placements": {}}"#,
                    65, "prime"
                ),
            ]
        )
        func malformed(text: String, code: Int32, message: String) throws {
            let good = try Data(contentsOf: Self.golden.appendingPathComponent("nginx-chash3.json"))
            let ended = try verify("bad.json", "good.json", files: ["bad.json": Data(text.utf8), "good.json": good])
            #expect(ended.code == code)
            #expect(ended.errors.hasPrefix("Error: bad.json, "), "\(ended.errors)")
            #expect(ended.errors.contains(message), "\(ended.errors)")
            #expect(ended.output.contains("good.json"))
        }

        @Test("names a file that is not there, and a folder")
        func missing() throws {
            let ended = try verify("nowhere.json", ".")
            #expect(ended.code == 66)
            #expect(ended.errors.contains("Error: can't read nowhere.json: No such file"))
            #expect(ended.errors.contains("Error: can't read .: Is a directory; give its files, such as ./*.json"))
        }
    #else
        @Test("says which trait it needs in a build without the peers, and so does a peer's placement")
        func withoutPeers() throws {
            let ended = try verify("r.json", files: ["r.json": recording(placements: "{}")])
            #expect(ended.code == 69)
            #expect(ended.errors.contains("swift run --traits Peers shard"))
            let place = try shard.run(["place", "--placement", "ketama", "--nodes", "a,b", "k"])
            #expect(place.code == 69)
            #expect(place.errors.contains("the placement ketama is not in this build"))
        }
    #endif
}
