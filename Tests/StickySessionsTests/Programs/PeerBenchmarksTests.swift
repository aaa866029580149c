#if StickySessions
    import RunningPrograms
    import Testing

    @Suite("PeerBenchmarks gateway", .timeLimit(.minutes(3)))
    struct PeerBenchmarksTests {
        @Test(
            "measures sticky proxies beside each other, and what ours is made of",
            .enabled(
                if: ServerProgram.areExpected("nginx", "haproxy"),
                "\(ServerProgram.isMissing("nginx or haproxy"))"
            )
        )
        func measures() throws {
            let ended = try Program("PeerBenchmarks").run(["gateway", "--quick", "--allow-debug", "--format", "csv"])
            #expect(ended.code == 0, "\(ended.errors)")
            let rows = ended.rows
            for proxy in ["no proxy", "nginx", "HAProxy"] {
                #expect(rows.count { $0.contains(proxy) } == 1, "\(proxy)")
            }
            // Two, among the proxies and among what they are made of.
            #expect(rows.count { $0.contains("StickyProxy") } == 4)
            let names = try #require(rows.first)
            let cost = try #require(names.firstIndex(of: "cpu_us"))
            for row in rows.dropFirst() where row.contains("StickyProxy") || row.contains("nginx") {
                #expect(try #require(Double(row[cost])) > 0, "\(row)")
            }
        }

        @Test("says what is wrong with its options", arguments: ["7", "513"])
        func options(sessions: String) throws {
            let ended = try Program("PeerBenchmarks").run(["gateway", "--sessions", sessions])
            #expect(ended.code == 64)
            #expect(ended.errors.contains("--sessions is \(sessions); give a number from 8 to 512"))
        }
    }
#endif
