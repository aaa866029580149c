#if DNSDiscovery
    import DNSDiscovery
    import LoadBalancing
    import RunningPrograms
    import Testing

    @Suite(
        "A service's servers from Knot DNS",
        .serialized,
        .timeLimit(.minutes(5)),
        .enabled(if: NameServer.isExpected, "\(NameServer.isMissing)")
    )
    struct ServiceTests {
        private func discovery(_ server: NameServer) throws -> DNSDiscovery {
            try DNSDiscovery(service: "_http._tcp.example.test", configuration: RealDNS.configuration([server]))
        }

        private func picks(_ balancer: LoadBalancer, _ count: Int) throws -> [String: Int] {
            var counts: [String: Int] = [:]
            for _ in 0..<count {
                let pick = try balancer.pick()
                counts[pick.endpoint.id.string, default: 0] += 1
                pick.finish(.success)
            }
            return counts
        }

        @Test("share picks by their weights: 1 and 1 in halves, 0 rarely; those of a later priority get none meanwhile")
        func weights() async throws {
            let hosts = "a A 10.0.0.1\nb A 10.0.0.2\nc A 10.0.0.3\nd A 10.0.0.4\n"
            let server = try NameServer([
                RealDNS.domain: hosts + "_http._tcp SRV 5 1 80 a\n_http._tcp SRV 5 1 80 b\n_http._tcp SRV 9 1 80 d"
            ])
            try await RealDNS.withBalancer(discovery(server), policy: .weightedRandom) { balancer in
                try await balancer.waitUntilReady()
                let picks = try picks(balancer, 20_000)
                // Six standard deviations of 70.7: chance alone goes beyond once in 5e8 runs.
                #expect(abs((picks["a.example.test:80"] ?? 0) - 10_000) < 425)
                #expect((picks["a.example.test:80"] ?? 0) + (picks["b.example.test:80"] ?? 0) == 20_000)
                #expect(balancer.status.endpoints.map(\.weight) == [1, 1, 1])
            }
            try server.setRecords(
                hosts + "_http._tcp SRV 5 30 80 a\n_http._tcp SRV 5 10 80 b\n_http._tcp SRV 5 0 80 c",
                of: RealDNS.domain
            )
            try await RealDNS.withBalancer(discovery(server), policy: .weightedRandom) { balancer in
                try await balancer.waitUntilReady()
                let picks = try picks(balancer, 40_000)
                // 30, 10 and 0.1 of 40.1; six standard deviations each.
                #expect(abs((picks["a.example.test:80"] ?? 0) - 29_925) < 521)
                #expect(abs((picks["b.example.test:80"] ?? 0) - 9_975) < 519)
                #expect(abs((picks["c.example.test:80"] ?? 0) - 100) < 60)
            }
        }

        @Test("keep their ids when a server gets another address, which picks follow")
        func newAddress() async throws {
            let service = "_http._tcp SRV 5 1 8080 a\n"
            let server = try NameServer([RealDNS.domain: service + "a A 10.0.0.1\na AAAA fd00::1"])
            try await RealDNS.withBalancer(discovery(server)) { balancer in
                try await balancer.waitUntilReady()
                let before = try balancer.pick()
                #expect(before.endpoint.id == "a.example.test:8080")
                #expect(before.endpoint.address == .hostPort(host: "10.0.0.1", port: 8080))
                #expect(before.endpoint.tlsHostName == "a.example.test")
                before.finish(.success)
                try server.setRecords(service + "a A 10.0.0.9", of: RealDNS.domain)
                try await RealDNS.wait("the new address") {
                    let pick = try balancer.pick()
                    let address = pick.endpoint.address
                    pick.finish(.success)
                    return address == .hostPort(host: "10.0.0.9", port: 8080)
                }
                #expect(try RealDNS.picked(balancer) == ["a.example.test:8080"])
                // It never left.
                #expect(balancer.status.endpoints.map(\.id) == ["a.example.test:8080"])
            }
        }

        @Test("may be many, more than UDP has room for")
        func many() async throws {
            let records = (0..<200).map { "_http._tcp SRV 1 1 80 server-\($0)\nserver-\($0) A 10.0.1.\($0)" }
            let server = try NameServer([RealDNS.domain: records.joined(separator: "\n")])
            try await RealDNS.withBalancer(discovery(server)) { balancer in
                try await balancer.waitUntilReady()
                #expect(balancer.status.endpoints.count == 200)
                #expect(Set(balancer.status.endpoints.map(\.address)).count == 200)
            }
        }

        @Test("are none where the target is the root: nothing is picked, and what was listed before stays")
        func noService() async throws {
            let server = try NameServer([RealDNS.domain: "_http._tcp SRV 0 0 0 ."])
            let discovery = try discovery(server)
            try await RealDNS.withBalancer(discovery) { balancer in
                try await balancer.waitUntilReady()
                #expect(throws: PickError.noEndpoints) { _ = try balancer.pick() }
                #expect(balancer.status.discovery.state == .working)
                try server.setRecords("_http._tcp SRV 0 0 80 a\na A 10.0.0.1", of: RealDNS.domain)
                try await RealDNS.wait("the service") { (try? RealDNS.picked(balancer)) == ["a.example.test:80"] }
                try server.setRecords("_http._tcp SRV 0 0 0 .", of: RealDNS.domain)
                try await RealDNS.wait("its end") { balancer.status.discovery.isEmptyListKept }
                #expect(try RealDNS.picked(balancer) == ["a.example.test:80"])
            }
        }

        @Test("without an address are refused and counted, and the others are picked")
        func refused() async throws {
            let server = try NameServer([
                RealDNS.domain:
                    "_http._tcp SRV 0 1 80 a\n_http._tcp SRV 0 1 80 missing\n_http._tcp SRV 0 1 0 a\na A 10.0.0.1"
            ])
            try await RealDNS.withBalancer(discovery(server)) { balancer in
                try await balancer.waitUntilReady()
                #expect(try RealDNS.picked(balancer) == ["a.example.test:80"])
                #expect(balancer.status.discovery.refusedCount == 2)
                let refused = balancer.status.discovery.refused.joined(separator: "\n")
                #expect(refused.contains("the name “missing.example.test” does not exist (NXDOMAIN)"))
                #expect(refused.contains("the port 0 of host “10.0.0.1” is not allowed"))
            }
        }
    }
#endif
