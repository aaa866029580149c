#if GRPC
    import RunningPrograms
    import Testing

    @Suite("PeerBenchmarks grpc", .timeLimit(.minutes(3)))
    struct PeerBenchmarksTests {
        @Test("measures each policy beside the stock transport, and what it costs")
        func measures() throws {
            let ended = try Program("PeerBenchmarks").run(["grpc", "--quick", "--allow-debug", "--format", "csv"])
            #expect(ended.code == 0, "\(ended.errors)")
            let rows = ended.rows
            for policy in ["random", "round robin", "least request", "peak EWMA", "hash ring", "Maglev"] {
                // Once among the calls, once among the processor times.
                #expect(rows.count { $0.contains(policy) } == 2, "\(policy)")
            }
            #expect(rows.count { $0.contains("stock transport") } == 3)
        }

        @Test("says what is wrong with its options", arguments: [["--senders", "0"], ["--pairs", "1001"]])
        func options(arguments: [String]) throws {
            let ended = try Program("PeerBenchmarks").run(["grpc"] + arguments)
            #expect(ended.code == 64)
            #expect(ended.errors.contains("\(arguments[0]) is \(arguments[1]); give a number from 1 to"))
        }

        @Test("its help has examples, and servers are not in the list of commands")
        func help() throws {
            let help = try Program("PeerBenchmarks").run(["grpc", "--help"]).output
            #expect(help.contains("swift run PeerBenchmarks grpc --quick"))
            #expect(help.contains("EXIT CODES"))
            #expect(try !Program("PeerBenchmarks").run(["--help"]).output.contains("grpc-server"))
        }

        @Test("its servers refuse an address that is none")
        func address() throws {
            let ended = try Program("PeerBenchmarks").run(["grpc-server", "--name", "s", "127.0.0.1"])
            #expect(ended.code == 64)
            #expect(ended.errors.contains("127.0.0.1:50051"))
        }
    }
#endif
