#if Peers
    import PlacementReports
    import RunningPrograms
    import Testing

    /// The program as its users run it: the product that is built beside the tests.
    @Suite("swift run PeerBenchmarks")
    struct PeerBenchmarksTests {
        private func run(_ arguments: String...) throws -> Program.Ended {
            try Program("PeerBenchmarks").run(arguments)
        }

        @Test("placement times every peer's placement, libmemcached's beside libmemcached itself")
        func placement() throws {
            let ended = try run("placement", "--allow-debug", "--nodes", "2,17", "--quick", "--format", "csv")
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(ended.errors == "")
            let rows = ended.rows
            let names = try #require(rows.first)
            let libmemcached = try #require(names.firstIndex(of: "libmemcached_ns"))
            let lookup = try #require(names.firstIndex(of: "lookup_ns"))
            let times = try #require(names.firstIndex(of: "times_ours"))
            let placements = [
                "Envoy ring_hash", "Envoy maglev", "gRPC ring_hash", "nginx consistent", "nginx", "libmemcached modula",
                "libmemcached ketama", "libmemcached weighted ketama", "spymemcached ketama", "twemproxy ketama",
                "twemproxy modula", "HAProxy consistent", "HAProxy map-based", "Varnish shard", "Varnish hash",
            ]
            for nodes in ["2 nodes", "17 nodes"] {
                let found = rows.filter { $0.contains(nodes) && $0.first == "Lookups" }
                #expect(found.map { row in placements.first(where: row.contains) ?? "none" } == placements)
                for row in found {
                    #expect(try #require(Double(row[lookup])) > 0, "\(row)")
                    #expect(try #require(Double(row[times])) > 0, "\(row)")
                }
                let beside = rows.filter { $0.contains(nodes) && $0.first == "Beside libmemcached" }
                #expect(
                    beside.map { row in placements.first(where: row.contains) ?? "none" }
                        == placements.filter { $0.hasPrefix("libmemcached ") }
                )
                for row in beside { #expect(try #require(Double(row[libmemcached])) > 0, "\(row)") }
            }
        }

        @Test(
            "ends with 64 if the command line is wrong",
            arguments: [
                ["--nodes", "1"], ["--nodes", "4097"], ["--nodes", "10,x"], ["--format", "xml"], ["--nonsense"],
            ]
        )
        func usage(arguments: [String]) throws {
            #expect(try Program("PeerBenchmarks").run(["placement", "--allow-debug"] + arguments).code == 64)
        }

        @Test("says what it is for, with examples")
        func help() throws {
            #expect(try run("--help").output.contains("swift run PeerBenchmarks placement"))
            #expect(try run("placement", "--help").output.contains("EXIT CODES"))
            #expect(try run("--version").output == PackageVersion.current + "\n")
        }
    }
#endif
