#if HTTP
    import RunningPrograms
    import Testing

    @Suite("PeerBenchmarks http", .timeLimit(.minutes(3)))
    struct PeerBenchmarksTests {
        @Test(
            "measures each policy beside plain AsyncHTTPClient, nginx and HAProxy, and what it costs",
            .enabled(
                if: ServerProgram.areExpected("nginx", "haproxy"),
                "\(ServerProgram.isMissing("nginx or haproxy"))"
            )
        )
        func measures() throws {
            let ended = try Program("PeerBenchmarks").run(["http", "--quick", "--allow-debug", "--format", "csv"])
            #expect(ended.code == 0, "\(ended.errors)")
            let rows = ended.rows
            for policy in ["round robin", "least request", "peak EWMA", "hash ring", "Maglev", "shuffle shards"] {
                // Once among the requests, once among the processor times.
                #expect(rows.count { $0.contains(policy) } == 2, "\(policy)")
            }
            for target in ["one server", "servers by turns", "through nginx", "through HAProxy"] {
                #expect(rows.count { $0.contains(target) } == 1, "\(target)")
            }
        }

        @Test("says what is wrong with its options", arguments: [["--senders", "0"], ["--pairs", "1001"]])
        func options(arguments: [String]) throws {
            let ended = try Program("PeerBenchmarks").run(["http"] + arguments)
            #expect(ended.code == 64)
            #expect(ended.errors.contains("\(arguments[0]) is \(arguments[1]); give a number from 1 to"))
        }
    }
#endif
