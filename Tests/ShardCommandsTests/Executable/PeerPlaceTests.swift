#if Peers
    import Foundation
    import RunningPrograms
    import Testing

    /// Recordings again, by way of a nodes file and `shard place`: the same keys must come out where the peer put them.
    @Suite("shard place, as a peer")
    struct PeerPlaceTests {
        private let shard = Program("shard")

        private struct Recording: Decodable {
            var nodes: [Node]
            var placements: [String: String]

            struct Node: Decodable {
                var id: String
            }
        }

        @Test(
            "places every key of a recording where the peer did",
            arguments: [
                ("envoy-ring5-weights", "envoy-ring-hash"), ("envoy-ring5-min1", "envoy-ring-hash"),
                ("envoy-ring5-murmur2", "envoy-ring-hash"), ("envoy-ring6-locality", "envoy-ring-hash"),
                ("envoy-ring4-hashkey", "envoy-ring-hash"), ("envoy-maglev5-weights", "envoy-maglev"),
                ("envoy-maglev10-t101-unsorted", "envoy-maglev"), ("grpc-ring3-cap", "grpc-ring-hash"),
                ("nginx-chash5-weights", "nginx-consistent"), ("nginx-chash5-down3", "nginx-consistent"),
                ("nginx-hash5-weights", "nginx-hash"), ("haproxy-sdbm5", "haproxy-consistent"),
                ("haproxy-map-sdbm5", "haproxy-map-based"), ("libmemcached-ketama-default-10", "ketama"),
                ("libmemcached-ketama-md5-5", "ketama"), ("libmemcached-weighted-5-float", "ketama-weighted"),
                ("libmemcached-spy-5", "ketama-spy"), ("libmemcached-modula-md5-5", "libmemcached-modula"),
                ("spymemcached-ketama5-weights", "spymemcached-ketama"),
                ("twemproxy-ketama-murmur-5-weights", "twemproxy-ketama"),
                ("twemproxy-modula-fnv1_32-5-weights", "twemproxy-modula"), ("varnish-shard5-ident", "varnish-shard"),
                ("varnish-hash3", "varnish-hash"),
            ]
        )
        func recordings(file: String, placement: String) throws {
            let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appendingPathComponent("PeerPlacementsTests/Golden/\(file).json")
            var object = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
            let placements = try #require(object["placements"] as? [String: String])
            let keys = placements.keys.sorted()
            // What a recording says beyond what a nodes file does.
            var config = object["config"] as? [String: Any] ?? [:]
            for name in ["directive", "balance", "hash_type", "protocol", "distribution"] {
                config[name] = nil
            }
            if placement == "spymemcached-ketama" { config["hash"] = nil }
            object = ["config": config, "nodes": try #require(object["nodes"])]
            let ended = try shard.run(
                ["place", "--placement", placement, "--nodes", "nodes.json"],
                input: Data(keys.joined(separator: "\n").utf8),
                files: ["nodes.json": try JSONSerialization.data(withJSONObject: object)]
            )
            #expect(ended.code == 0, "\(ended.errors)")
            let expected = keys.map { "\($0)\t\(placements[$0] ?? "")" }
            #expect(ended.output.split(separator: "\n").map(String.init) == expected)
        }

        @Test("takes HAProxy's function and modifier as options")
        func haproxy() throws {
            let nodes = "a:1,b:1,c:1"
            func owners(_ options: String...) throws -> String {
                let ended = try shard.run(
                    ["place", "--placement", "haproxy-consistent", "--nodes", nodes]
                        + options.flatMap { ["--option", $0] }
                        + (0..<100).map { "k\($0)" }
                )
                #expect(ended.code == 0, "\(ended.errors)")
                return ended.output
            }
            #expect(try owners() == owners("function=sdbm"))
            #expect(try owners() != owners("function=crc32"))
            #expect(try owners() != owners("modifier=avalanche"))
        }

        @Test(
            "says what the peer would refuse, and where it stands",
            arguments: [
                (
                    "envoy-maglev", "config: {table_size: 10}\nnodes: [a, b]\n",
                    "n.yaml: envoy-maglev can't be built: a Maglev table needs a prime size, which 10 is not: use 7 or 11"
                ),
                (
                    "envoy-maglev", "nodes:\n- id: a\n  hash_key: 3\n",
                    "n.yaml, line 3, nodes[0].hash_key: this is a number"
                ),
                ("envoy-maglev", "nodes:\n- id: a\n  wieght: 3\n", "n.yaml, line 3, nodes[0].wieght: "),
                ("envoy-maglev", "nodes:\n- id: a\n  hash key: 3\n", "n.yaml, line 3, nodes[0][“hash key”]: the field"),
                (
                    "nginx-consistent", "nodes:\n- id: a\n  weight: 1.5\n",
                    "n.yaml, line 2, nodes[0]: “a”.weight: “1.5” is not allowed"
                ),
                ("nginx-consistent", "config: {x: 1}\nnodes: [a]\n", "nginx-consistent has no option “x”; it has none"),
                ("haproxy-consistent", "config: {function: md5}\nnodes: [a]\n", "n.yaml, line 1, config.function: "),
                ("haproxy-consistent", "config: {modifier: x}\nnodes: [a]\n", "there is avalanche, not “x”"),
                ("varnish-shard", "- a\n", "the field “name” is missing"),
            ]
        )
        func mistakes(placement: String, yaml: String, message: String) throws {
            let ended = try shard.run(
                ["place", "--placement", placement, "--nodes", "n.yaml", "k"],
                files: ["n.yaml": Data(yaml.utf8)]
            )
            #expect(ended.code == 65)
            #expect(ended.output == "")
            #expect(ended.errors.contains(message), "\(ended.errors)")
        }

        @Test("is compared with a placement of this package")
        func compare() throws {
            let keys = Data((0..<1000).map { "user:\($0)\n" }.joined().utf8)
            let ended = try shard.run(
                [
                    "compare", "--nodes", "a:1,b:1,c:1", "--placement", "nginx-consistent", "--to-placement", "ring",
                    "--format", "csv",
                ],
                input: keys
            )
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(ended.output.contains("nginx-consistent → ring"))
        }
    }
#endif
