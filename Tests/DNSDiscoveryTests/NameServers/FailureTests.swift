#if DNSDiscovery
    import Foundation
    import LoadBalancing
    import RunningPrograms
    import Testing

    @testable import DNSDiscovery

    @Suite(
        "Name servers that fail",
        .serialized,
        .timeLimit(.minutes(5)),
        .enabled(if: NameServer.isExpected, "\(NameServer.isMissing)")
    )
    struct FailureTests {
        private func discovery(_ name: String, _ servers: [NameServer], timeout: Duration = .seconds(2)) throws
            -> DNSDiscovery
        {
            try DNSDiscovery(name: name, port: 80, configuration: RealDNS.configuration(servers, timeout: timeout))
        }

        private func error(_ discovery: DNSDiscovery) async -> DNSDiscoveryError? {
            await #expect(throws: DNSDiscoveryError.self) {
                for try await list in discovery.endpointLists() { Issue.record("a list: \(list)") }
            }
        }

        @Test("are told apart from names that do not exist, or have nothing")
        func toldApart() async throws {
            let server = try NameServer([RealDNS.domain: "nothing TXT x\n_s._tcp SRV 0 0 1 a", "broken.test": nil])
            for (name, expected) in [
                ("missing.example.test", DNSDiscoveryError.noSuchName("missing.example.test")),
                ("nothing.example.test", .noRecords("nothing.example.test", type: "A or AAAA")),
                ("a.broken.test", .serverFailed("a.broken.test", response: "SERVFAIL")),
                ("not-its.zone", .serverFailed("not-its.zone", response: "REFUSED")),
            ] {
                #expect(await error(try discovery(name, [server])) == expected)
            }
            for (name, expected) in [
                ("_x._tcp.example.test", DNSDiscoveryError.noSuchName("_x._tcp.example.test")),
                ("nothing.example.test", .noRecords("nothing.example.test", type: "SRV")),
                ("_s._tcp.broken.test", .serverFailed("_s._tcp.broken.test", response: "SERVFAIL")),
            ] {
                let discovery = try DNSDiscovery(service: name, configuration: RealDNS.configuration([server]))
                #expect(await error(discovery) == expected)
            }
            server.pause()
            let silent = try discovery("a.example.test", [server], timeout: .milliseconds(50))
            #expect(await error(silent) == .timedOut("a.example.test"))
            server.kill()
            #expect(await error(try discovery("a.example.test", [server])) == .unreachable("a.example.test"))
        }

        @Test("leave the last good list in use, say so once, and are found again")
        func killedAndRestarted() async throws {
            let server = try NameServer([RealDNS.domain: "a A 10.0.0.1\na A 10.0.0.2"])
            let discovery = try discovery("a.example.test", [server], timeout: .milliseconds(200))
            try await RealDNS.withBalancer(discovery) { balancer in
                try await balancer.waitUntilReady()
                for fault in [server.kill, server.pause] {
                    fault()
                    try await RealDNS.wait("failing") { balancer.status.discovery.state == .failing }
                    let failures = discovery.counts.failures
                    try await RealDNS.wait("two more failures") { discovery.counts.failures >= failures + 2 }
                    #expect(try RealDNS.picked(balancer) == ["10.0.0.1:80", "10.0.0.2:80"])
                    server.kill()
                    try server.start()
                    try await RealDNS.wait("recovery") { balancer.status.discovery.state == .working }
                    #expect(try RealDNS.picked(balancer) == ["10.0.0.1:80", "10.0.0.2:80"])
                }
                try server.setRecords("a A 10.0.0.3", of: RealDNS.domain)
                try await RealDNS.wait("a change") { try RealDNS.picked(balancer) == ["10.0.0.3:80"] }
            }
        }

        @Test("are passed over for the next one")
        func nextServer() async throws {
            let records = [RealDNS.domain: "a A 10.0.0.1"]
            let (dead, failing, good) = (
                try NameServer(records), try NameServer([RealDNS.domain: nil]), try NameServer(records)
            )
            dead.kill()
            let discovery = try discovery("a.example.test", [dead, failing, good])
            for try await list in discovery.endpointLists() {
                #expect(list.map(\.id) == ["10.0.0.1:80"])
                break
            }
            #expect(discovery.counts.failures == 0)
        }

        @Test("that the system's resolver file names are followed when it changes, and its search domains are tried")
        func resolverFile() async throws {
            let first = try NameServer([RealDNS.domain: "a A 10.0.0.1"])
            let second = try NameServer([RealDNS.domain: "a A 10.0.0.2"], port: first.port)
            let file = FileManager.default.temporaryDirectory.appendingPathComponent("resolv-\(UUID().uuidString).conf")
            defer { try? FileManager.default.removeItem(at: file) }
            func name(_ server: NameServer) throws {
                // As one that is renamed into its place.
                try Data("nameserver \(server.host)\nsearch \(RealDNS.domain)\n".utf8).write(to: file, options: .atomic)
            }
            try name(first)
            var configuration = RealDNS.configuration([])
            configuration.resolverFile = file.path
            configuration.systemPort = UInt16(first.port)
            let discovery = try DNSDiscovery(name: "a", port: 80, configuration: configuration)
            try await RealDNS.withBalancer(discovery) { balancer in
                try await balancer.waitUntilReady()
                #expect(try RealDNS.picked(balancer) == ["10.0.0.1:80"])
                try name(second)
                try await RealDNS.wait("the second server") { try RealDNS.picked(balancer) == ["10.0.0.2:80"] }
                // Asked of one that is silent, it is asked of the next that comes.
                try second.setRecords("a A 10.0.0.3", of: RealDNS.domain)
                first.pause()
                try name(first)
                try await RealDNS.wait("a question") { balancer.status.discovery.state == .failing }
                try name(second)
                try await RealDNS.wait("the second server again") { try RealDNS.picked(balancer) == ["10.0.0.3:80"] }
            }
        }
    }
#endif
