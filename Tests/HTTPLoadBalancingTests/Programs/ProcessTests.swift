#if HTTP
    import HTTPLoadBalancing
    import LoadBalancing
    import NIOCore
    import NIOHTTP1
    import RunningPrograms
    import Testing

    @Suite("Other processes", .timeLimit(.minutes(1)))
    struct ProcessTests {
        @Test("send the same key to the same server")
        func keys() async throws {
            let servers = try await FaultTests.servers()
            let addresses = servers.map { "\($0.host):\($0.port)" }
            let program = Program("HTTPClientProcess")
            let first = try program.run(["keys"] + addresses)
            let second = try program.run(["keys"] + addresses)
            #expect(first.code == 0, "\(first.errors)")
            let lines = first.lines
            #expect(lines.count == 1000)
            #expect(lines == second.lines)
            let owners = Dictionary(grouping: lines) { $0.split(separator: " ").last ?? "" }.mapValues(\.count)
            #expect(owners.count == 3 && owners.values.allSatisfy { $0 > 200 }, "\(owners)")

            let endpoints = servers.enumerated().map { $1.endpoint(id: EndpointID("s\($0)")) }
            try await ClientUnderTest.run(StaticDiscovery(endpoints), policy: .hashRing) { test in
                for line in lines {
                    let words = line.split(separator: " ").map(String.init)
                    let answer = try await test.text(key: .value(words[0]))
                    #expect(answer == (200, words[1]))
                }
            }
            for server in servers { await server.kill() }
        }

        @Test("that shut down under load leave nothing: every request is answered or cancelled")
        func shutdown() async throws {
            var servers: [TestServer] = []
            for _ in 0..<3 {
                servers.append(
                    try await TestServer.start(keepsRequests: false) { request in
                        request.method == .HEAD ? .text("") : .later(.milliseconds(20), .stream(pieces: 2, bytes: 100))
                    }
                )
            }
            // One never answers: what is sent to it has to be cancelled.
            servers[2].answers { $0.method == .HEAD ? .text("") : .silence }
            let ended = try Program("HTTPClientProcess").run(["shutdown"] + servers.map { "\($0.host):\($0.port)" })
            print(ended.output)
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(ended.lines.contains("senders ended: 100"))
            #expect(ended.lines.contains("left: 0 sockets, 0 descriptors"))
            let answered = ended.lines.first { $0.hasPrefix("answered: ") }?.split(separator: " ").last.flatMap {
                Int($0)
            }
            #expect((answered ?? 0) > 50)
            #expect(!ended.lines.contains("during: 0 sockets more"))
            try await eventually("the servers see it, too") { servers.allSatisfy { $0.open == 0 } }
            for server in servers { await server.kill() }
        }
    }
#endif
