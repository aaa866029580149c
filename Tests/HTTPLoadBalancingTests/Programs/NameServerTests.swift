#if HTTP && DNSDiscovery
    import ConsistentHashing
    import DNSDiscovery
    import HTTPLoadBalancing
    import LoadBalancing
    import NIOCore
    import RunningPrograms
    import Testing

    @Suite(
        "Servers that come and go in DNS under load",
        .serialized,
        .timeLimit(.minutes(2)),
        .enabled(if: NameServer.isExpected, "\(NameServer.isMissing)")
    )
    struct NameServerTests {
        private static let domain = "example.test"

        private let balancing = LoadBalancerConfiguration(
            health: HealthConfiguration(interval: .milliseconds(200), idleInterval: .milliseconds(200)),
            drainDuration: .seconds(1)
        )

        private func records(_ servers: [TestServer]) -> String {
            servers.map { "backend A \($0.host)" }.joined(separator: "\n")
        }

        /// Who owns each key of the load, as a ring of these servers' ids has it.
        private func owners(_ servers: [TestServer]) throws -> [Int: String] {
            let ring = try HashRing(servers.map { "\($0.host):\($0.port)" })
            return Dictionary(
                uniqueKeysWithValues: (0..<Load.keys).map { ($0, ring.owner(of: Load.name(of: $0)) ?? "nobody") }
            )
        }

        @Test("take over and give up the keys that the placement says and no others, and no request fails")
        func changes() async throws {
            var servers: [TestServer] = []
            for _ in 0..<4 {
                let server = try await TestServer.start(keepsRequests: false)
                let id = "\(server.host):\(server.port)"
                server.answers { _ in .text(id) }
                servers.append(server)
            }
            let all = servers
            let lists = [Array(all[0..<3]), all, [all[0], all[2], all[3]], [all[0], all[1]]]
            let nameServer = try NameServer([Self.domain: records(lists[0])])
            let discovery = try DNSDiscovery(
                name: "backend.\(Self.domain)",
                port: all[0].port,
                configuration: DNSDiscoveryConfiguration(
                    family: .ipv4,
                    nameServers: [nameServer.address],
                    minimumTTL: .milliseconds(200)
                )
            )
            try await ClientUnderTest.run(
                discovery,
                policy: .hashRing,
                probe: HTTPProbe(),
                balancing: balancing
            ) { test in
                let load = Load(test)
                let sending = Task { await load.run() }
                defer { sending.cancel() }
                var owners = try owners(lists[0])
                try await expectSettled(load, at: owners)

                for list in lists.dropFirst() {
                    let next = try self.owners(list)
                    _ = load.take()
                    try nameServer.setRecords(records(list), of: Self.domain)
                    try await eventually("the records are followed, and all servers are well") {
                        test.balancer.status.endpoints.count { $0.state == .inService } == list.count
                            && test.balancer.status.endpoints.count { $0.state != .draining } == list.count
                    }
                    // Meanwhile, each key was answered by its old owner or its new one.
                    let meanwhile = load.take()
                    #expect(meanwhile.failures == [])
                    for (key, servers) in meanwhile.servers {
                        let allowed = Set([owners[key], next[key]].compactMap { $0 })
                        #expect(servers.isSubset(of: allowed), "\(Load.name(of: key))")
                    }
                    try await expectSettled(load, at: next)
                    let moved = next.count { owners[$0.key] != $0.value }
                    print("\(list.count) servers in DNS: \(moved) of \(Load.keys) keys moved")
                    #expect(moved > 0)
                    owners = next
                }
                // Those that have left are not connected to any more, and can be ended.
                try await eventually("their connections are closed") { all[2].open == 0 && all[3].open == 0 }
                await all[2].kill()
                await all[3].kill()
                try await expectSettled(load, at: owners)
                #expect(test.client.retrier.status.retries == 0)
                sending.cancel()
                await sending.value
            }
            for server in all { await server.kill() }
        }

        /// From now on, each key is answered by its owner: waits until each has been, once the requests under way have ended.
        private func expectSettled(_ load: Load, at owners: [Int: String]) async throws {
            let before = load.take()
            #expect(before.failures == [])
            try await load.waitForThoseUnderWay()
            _ = load.take()
            try await eventually("every key has been sent") { load.keysAnswered == Load.keys }
            let settled = load.take()
            #expect(settled.failures == [])
            #expect(settled.servers == owners.mapValues { [$0] })
        }
    }
#endif
