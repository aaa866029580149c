#if DNSDiscovery
    import DNSDiscovery
    import LoadBalancing
    import RunningPrograms
    import Testing

    @Suite(
        "A name's addresses from Knot DNS",
        .serialized,
        .timeLimit(.minutes(5)),
        .enabled(if: NameServer.isExpected, "\(NameServer.isMissing)")
    )
    struct AddressTests {
        private func discovery(
            _ name: String,
            _ server: NameServer,
            family: DNSDiscoveryConfiguration.Family = .ipv4First
        ) throws -> DNSDiscovery {
            try DNSDiscovery(name: name, port: 80, configuration: RealDNS.configuration([server], family: family))
        }

        private func first(_ discovery: DNSDiscovery) async throws -> [String] {
            for try await list in discovery.endpointLists() { return list.map(\.id.string) }
            return []
        }

        @Test("are those of A records, of AAAA records where there are no others, and of the family that is asked for")
        func families() async throws {
            let server = try NameServer([
                RealDNS.domain: """
                both A 10.0.0.2
                both A 10.0.0.1
                both AAAA fd00::1
                six AAAA fd00::2
                alias CNAME both
                """
            ])
            #expect(try await first(discovery("both.example.test", server)) == ["10.0.0.1:80", "10.0.0.2:80"])
            #expect(try await first(discovery("both.example.test", server, family: .ipv6)) == ["[fd00::1]:80"])
            #expect(try await first(discovery("both.example.test", server, family: .ipv6First)) == ["[fd00::1]:80"])
            #expect(try await first(discovery("six.example.test", server)) == ["[fd00::2]:80"])
            #expect(try await first(discovery("alias.example.test", server)) == ["10.0.0.1:80", "10.0.0.2:80"])
            #expect(try await first(discovery("ALIAS.example.test.", server)) == ["10.0.0.1:80", "10.0.0.2:80"])
        }

        @Test("are asked for again when they are no longer valid, and not before")
        func timeToLive() async throws {
            let server = try NameServer([RealDNS.domain: "long 3600 A 10.0.0.1\nshort 1 A 10.0.0.1"])
            let long = try discovery("long.example.test", server)
            let short = try discovery("short.example.test", server)
            try await RealDNS.withBalancer(long) { _ in
                try await RealDNS.withBalancer(short) { _ in
                    let wait = try await RealDNS.wait("four questions") { short.counts.questions >= 4 }
                    // Three waits of a second each, a tenth shorter at most.
                    #expect(wait.time >= .milliseconds(2700))
                    #expect(long.counts.questions == 1)
                }
            }
        }

        @Test("that come and go are picked, or not, within their time to live and a second; what is in use goes on")
        func changes() async throws {
            let server = try NameServer([RealDNS.domain: "a A 10.0.0.1\na A 10.0.0.2"])
            let discovery = try discovery("a.example.test", server)
            try await RealDNS.withBalancer(discovery) { balancer in
                try await balancer.waitUntilReady()
                #expect(try RealDNS.picked(balancer) == ["10.0.0.1:80", "10.0.0.2:80"])
                let held = try balancer.pick(stayingOn: "10.0.0.1:80")
                for (records, ids) in [
                    ("a A 10.0.0.2\na A 10.0.0.3", ["10.0.0.2:80", "10.0.0.3:80"]),
                    ("a A 10.0.0.2", ["10.0.0.2:80"]),
                    ("a A 10.0.0.2\na A 10.0.0.4", ["10.0.0.2:80", "10.0.0.4:80"]),
                ] {
                    try server.setRecords(records, of: RealDNS.domain)
                    let wait = try await RealDNS.wait("the change to \(ids)") {
                        try RealDNS.picked(balancer) == Set(ids)
                    }
                    // On its way a change passes from one task to another a few times.
                    #expect(wait.time <= .seconds(2) + wait.lateness * 5, "to \(ids)")
                }
                #expect(balancer.status.endpoints.first { $0.id == "10.0.0.1:80" }?.state == .draining)
                #expect(balancer.status.endpoints.first { $0.id == "10.0.0.1:80" }?.requestsInFlight == 1)
                try balancer.pick(stayingOn: "10.0.0.1:80").finish(.success)
                held.finish(.success)
            }
        }

        @Test("come by TCP where there are too many for UDP")
        func truncation() async throws {
            let addresses = (0..<1000).map { "10.0.\($0 / 250).\($0 % 250)" }
            let records = addresses.map { "many A \($0)" }.joined(separator: "\n")
            let server = try NameServer([RealDNS.domain: records])
            let list = try await first(discovery("many.example.test", server))
            #expect(list.count == 1000)
            #expect(Set(list) == Set(addresses.map { "\($0):80" }))
        }

        @Test("are the hosts file's where the name is there, whatever name servers say")
        func hostsFile() async throws {
            let server = try NameServer(["localhost": "@ A 10.0.0.1"])
            #expect(try await first(discovery("localhost", server)) == ["127.0.0.1:80"])
        }

        @Test("are each discovery's own, of two at once")
        func twoAtOnce() async throws {
            let server = try NameServer([RealDNS.domain: "a A 10.0.0.1\nb A 10.0.0.2"])
            try await RealDNS.withBalancer(discovery("a.example.test", server)) { a in
                try await RealDNS.withBalancer(discovery("b.example.test", server)) { b in
                    try await a.waitUntilReady()
                    try await b.waitUntilReady()
                    try server.setRecords("a A 10.0.0.3\nb A 10.0.0.4", of: RealDNS.domain)
                    try await RealDNS.wait("the change of both") {
                        try RealDNS.picked(a) == ["10.0.0.3:80"] && RealDNS.picked(b) == ["10.0.0.4:80"]
                    }
                }
            }
        }
    }
#endif
