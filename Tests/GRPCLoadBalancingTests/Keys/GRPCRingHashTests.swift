#if GRPC && Peers
    import ByteService
    import GRPCLoadBalancing
    import LoadBalancing
    import PeerPlacements
    import RunningPrograms
    import Testing

    @Suite("gRPC's ring, beside C-core's own")
    struct GRPCRingHashTests {
        @Test(
            "the same header's value reaches the same server from Python, and after one is killed",
            .enabled(if: PythonPeer.isExpected, PythonPeer.isMissing)
        )
        func python() async throws {
            // Processes of their own, for the time that takes.
            var servers: [FaultyServer] = []
            defer { for server in servers { server.stop() } }
            for number in 0..<3 { servers.append(try FaultyServer("s\(number)")) }
            let targets = servers.map { "\($0.address)" }
            let peer = try PythonPeer(
                "ring_hash_client.py",
                ["ipv4:\(targets.joined(separator: ","))", "x-key", "2000"]
            )
            defer { peer.end() }
            // Known by their addresses, as in Python.
            let endpoints = servers.map { Endpoint(host: $0.address.host, port: $0.address.port) }
            try await ClientUnderTest.run(StaticDiscovery(endpoints), policy: .grpcRingHash) {
                [killed = servers[1]] test in
                let theirs = try await peer.ask()
                #expect(theirs.count == 2000)
                #expect(Set(theirs) == ["s0", "s1", "s2"])
                #expect(try await Self.answers(test) == theirs)

                try await killed.begin(.killed)
                let theirsAfter = try await peer.ask()
                #expect(theirsAfter.count == 2000)
                #expect(Set(theirsAfter) == ["s0", "s2"])
                #expect(try await Self.answers(test) == theirsAfter)
            }
        }

        private static func answers(_ test: ClientUnderTest) async throws -> [String] {
            try await withThrowingTaskGroup(of: (number: Int, answer: String).self) { group in
                var answers = [String](repeating: "", count: 2000)
                for number in 0..<2000 {
                    if number >= 8, let ended = try await group.next() { answers[ended.number] = ended.answer }
                    group.addTask {
                        (number, try await withRoutingKey("key:\(number)") { try await test.get() })
                    }
                }
                for try await ended in group { answers[ended.number] = ended.answer }
                return answers
            }
        }

        @Test("a call without a key goes to any server")
        func random() async throws {
            let servers = try await ByteServer.several(3)
            try await ClientUnderTest.run(over: servers, policy: .grpcRingHash) { test async throws in
                for _ in 0..<100 { _ = try await test.get() }
                // That one of three would get none of 100 has a chance below 1e-13, were the ring's parts a quarter at least.
                #expect(servers.allSatisfy { $0.calls > 0 })
            }
        }
    }
#endif
