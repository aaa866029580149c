#if DNSDiscovery
    import DNSDiscovery
    import LoadBalancing
    import Testing

    @Suite("A name server that answers nonsense", .timeLimit(.minutes(5)))
    struct HostileAnswerTests {
        /// A record of a type, one second valid, with these data.
        private static func record(_ name: [UInt8], _ type: UInt8, _ data: [UInt8], length: UInt8? = nil) -> [UInt8] {
            name + [0, type, 0, 1, 0, 0, 0, 1, 0, length ?? UInt8(data.count)] + data
        }

        private func error(_ server: HostileServer, service: Bool) async throws -> (DNSDiscoveryError?, DNSCounts) {
            let configuration = DNSDiscoveryConfiguration(family: .ipv4, nameServers: [server.address])
            let discovery =
                try service
                ? DNSDiscovery(service: "_s._tcp.example.test", configuration: configuration)
                : DNSDiscovery(name: "a.example.test", port: 80, configuration: configuration)
            let error = await #expect(throws: DNSDiscoveryError.self) {
                for try await list in discovery.endpointLists() { Issue.record("a list: \(list)") }
            }
            return (error, discovery.counts)
        }

        @Test(
            "is refused and counted: a service's record whose name leads to itself, whose length lies, or that is cut off"
        )
        func services() async throws {
            let cases: [(@Sendable (Int) -> [UInt8], String)] = [
                ({ [0xC0, UInt8($0)] }, "a compressed name does not lead back"),
                (
                    { _ in Self.record([0xC0, 12], 33, [0, 1, 0, 1, 0, 80, 0], length: 6) },
                    "a record is not as long as it says"
                ),
                ({ _ in Self.record([0xC0, 12], 33, [0, 1, 0, 1], length: 200) }, "it ends too soon"),
                ({ _ in [] }, "it ends too soon"),
            ]
            for (record, problem) in cases {
                let (error, counts) = try await error(try HostileServer(record), service: true)
                #expect(error == .malformedAnswer("_s._tcp.example.test", problem: problem))
                #expect(counts.malformedAnswers == 1)
                #expect(counts.failures == 1)
                #expect(counts.answers == 0)
            }
        }

        @Test("is refused and counted: an address of three bytes")
        func addresses() async throws {
            let server = try HostileServer { _ in Self.record([0xC0, 12], 1, [10, 0, 0], length: 200) }
            let (error, counts) = try await error(server, service: false)
            guard case .malformedAnswer("a.example.test", _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(counts.malformedAnswers == 1)
        }

        @Test("is read where it is right after all")
        func sound() async throws {
            let server = try HostileServer { _ in Self.record([0xC0, 12], 1, [10, 0, 0, 1]) }
            let configuration = DNSDiscoveryConfiguration(nameServers: [server.address])
            let discovery = try DNSDiscovery(name: "a.example.test", port: 80, configuration: configuration)
            for try await list in discovery.endpointLists() {
                #expect(list.map(\.id) == ["10.0.0.1:80"])
                break
            }
        }
    }
#endif
