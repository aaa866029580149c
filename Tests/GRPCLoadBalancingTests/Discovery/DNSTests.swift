#if GRPC && DNSDiscovery
    import ByteService
    import DNSDiscovery
    import GRPCCore
    import GRPCLoadBalancing
    import GRPCNIOTransportHTTP2Posix
    import LoadBalancing
    import RunningPrograms
    import Testing

    @Suite(
        "A name's servers, by Knot DNS",
        .serialized,
        .timeLimit(.minutes(5)),
        .enabled(if: NameServer.isExpected, "\(NameServer.isMissing)")
    )
    struct DNSTests {
        private static let domain = "grpc.test"
        private static let minimumTTL = Duration.seconds(1)

        private static func records(_ servers: some Sequence<ByteServer>) -> String {
            servers.map { "users 1 A \($0.host)" }.joined(separator: "\n")
        }

        private static func discovery(_ dns: NameServer, port: Int) throws -> DNSDiscovery {
            try DNSDiscovery(
                name: "users.\(domain)",
                port: port,
                configuration: DNSDiscoveryConfiguration(
                    nameServers: [dns.address],
                    minimumTTL: minimumTTL,
                    timeout: .milliseconds(300),
                    attempts: 2
                )
            )
        }

        private static let calls = 30_000

        @Test("get a third of the calls each; with the stock transport and its round robin, one has them all")
        func thirds() async throws {
            // Processes of their own, for the time that takes.
            let port = Int.random(in: 20_000..<30_000)
            let addresses = (0..<3).map { _ in ServerProgram.Address(host: ByteServer.anyHost(), port: port) }
            var servers: [ServerProgram] = []
            defer { for server in servers { server.stop() } }
            for address in addresses {
                servers.append(
                    try ServerProcess.start(Program("PeerBenchmarks").url, name: address.host, at: [address])
                )
            }
            let records = addresses.map { "users 1 A \($0.host)" }.joined(separator: "\n")
            let dns = try NameServer([Self.domain: records])
            let target = try GRPCTarget("dns://\(dns.address)/users.\(Self.domain):\(port)")
            let ours = try await ClientUnderTest.run(try target.discovery()) { test async throws in
                try await test.client.shares(Self.calls)
            }
            #expect(Set(ours.keys) == Set(addresses.map(\.host)))
            for (host, share) in ours { #expect(abs(share - 1.0 / 3) <= 0.02, "\(host)") }

            // Its resolver is the system's, which can be told of no other name server: it is handed what that would find, an endpoint
            // with three addresses.
            let stock = try HTTP2ClientTransport.Posix(
                target: OneEndpoint(addresses: addresses.map { ($0.host, $0.port) }),
                transportSecurity: .plaintext,
                resolverRegistry: OneEndpoint.registry,
                serviceConfig: ServiceConfig(loadBalancingConfig: [.roundRobin])
            )
            let theirs = try await withGRPCClient(transport: stock) { client in try await client.shares(300) }
            func percents(_ shares: [String: Double]) -> String {
                addresses.map { "\(Int(100 * (shares[$0.host] ?? 0)))" }.joined(separator: ", ") + " %"
            }
            print("Three A records: of \(Self.calls) calls by ours each server had \(percents(ours));")
            print("of 300 by the stock transport, \(percents(theirs))")
            #expect(theirs.values.map { $0 } == [1])
        }

        @Test("get calls soon after they were added, and none fails when one is removed, nor without DNS")
        func changes() async throws {
            let servers = try await ByteServer.several(3)
            let dns = try NameServer([Self.domain: Self.records(servers[..<2])])
            let discovery = try Self.discovery(dns, port: servers[0].port)
            try await ClientUnderTest.run(discovery) { test async throws in
                _ = try await test.get()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    let isOver = Locked(false)
                    group.addTask {
                        while !isOver.withLock({ $0 }) {
                            _ = try await test.get()
                            try await Task.sleep(for: .milliseconds(2))
                        }
                    }
                    let added = ContinuousClock.now
                    try dns.setRecords(Self.records(servers), of: Self.domain)
                    try await eventually("the third has calls") { servers[2].calls > 0 }
                    // The records' time to live and the floor are both one second.
                    #expect(ContinuousClock.now - added <= .seconds(2))

                    try dns.setRecords(Self.records(servers[1...]), of: Self.domain)
                    try await eventually("the first is no longer listed") {
                        test.balancer.status.endpoints.count { $0.state != .draining } == 2
                    }
                    let left = servers[0].calls
                    try await Task.sleep(for: .milliseconds(300))
                    #expect(servers[0].calls <= left + 1)

                    dns.kill()
                    try await eventually("the discovery fails") { discovery.counts.failures > 0 }
                    let before = servers[1].calls
                    try await eventually("calls go on") { servers[1].calls > before + 20 }
                    isOver.withLock { $0 = true }
                    try await group.waitForAll()
                }
            }
            for server in servers { await server.kill() }
        }

        @Test("are those of its SRV records, each at its own port")
        func service() async throws {
            let servers = [try await ByteServer("s0"), try await ByteServer("s1")]
            let dns = try NameServer([
                Self.domain: servers.enumerated().map { index, server in
                    """
                    _grpc._tcp.users SRV 0 1 \(server.port) s\(index)
                    s\(index) A \(server.host)
                    """
                }.joined(separator: "\n")
            ])
            let target = try GRPCTarget("dns://\(dns.address)/_grpc._tcp.users.\(Self.domain)")
            try await ClientUnderTest.run(try target.discovery()) { test async throws in
                for _ in 0..<20 { _ = try await test.get() }
                #expect(servers.map(\.calls) == [10, 10])
            }
            for server in servers { await server.kill() }
        }
    }

    extension GRPCClient {
        /// What part of so many calls each server answers, of those that answer at all. Many are under way at a time.
        fileprivate func shares(_ calls: Int) async throws -> [String: Double] {
            let senders = 64
            let answers = try await withThrowingTaskGroup(of: [String: Int].self) { group in
                for sender in 0..<senders {
                    group.addTask {
                        var answers: [String: Int] = [:]
                        for _ in stride(from: sender, to: calls, by: senders) {
                            answers[try await self.get(), default: 0] += 1
                        }
                        return answers
                    }
                }
                return try await group.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
            }
            return answers.mapValues { Double($0) / Double(calls) }
        }
    }
#endif
