#if Caches && Peers
    import RunningPrograms
    import Testing

    @Suite("PeerBenchmarks cache", .timeLimit(.minutes(2)))
    struct PeerBenchmarksTests {
        @Test(
            "times reads of one key and of a hundred by one reader and by sixteen beside libmemcached and twemproxy",
            .enabled(
                if: ServerProgram.areExpected("memcached", "nutcracker"),
                "\(ServerProgram.isMissing("memcached or twemproxy"))"
            )
        )
        func measures() throws {
            let ended = try Program("PeerBenchmarks").run(["cache", "--quick", "--allow-debug", "--format", "csv"])
            #expect(ended.code == 0, "\(ended.errors)")
            let rows = ended.rows
            let names = try #require(rows.first)
            let rate = try #require(names.firstIndex(of: "reads_per_second"))
            let cost = try #require(names.firstIndex(of: "cpu_us"))
            for client in ["this package", "libmemcached", "twemproxy (libmemcached)"] {
                for keys in ["1 key", "100 keys"].flatMap({ ["\($0) by 1 reader", "\($0) by 16 readers"] }) {
                    let row = try #require(
                        rows.first { $0.contains(client) && $0.contains(keys) },
                        "\(client), \(keys)"
                    )
                    #expect(try #require(Double(row[rate])) > 0 && #require(Double(row[cost])) > 0, "\(row)")
                }
            }
        }
    }
#endif
