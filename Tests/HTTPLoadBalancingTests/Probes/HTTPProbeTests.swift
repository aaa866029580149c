#if HTTP
    import HTTPLoadBalancing
    import LoadBalancing
    import NIOCore
    import NIOHTTP1
    import NetworkProbes
    import Testing

    @Suite("A probe that asks by HTTP", .timeLimit(.minutes(1)))
    struct HTTPProbeTests {
        @Test("asks HEAD /health unless told otherwise, and leaves no connection behind")
        func question() async throws {
            let server = try await TestServer.start()
            let probe = try HTTPProbe()
            #expect(probe.probeName == "HTTP")
            try await probe.probe(server.endpoint())
            let request = try #require(server.requests.first)
            #expect(request.method == .HEAD)
            #expect(request.uri == "/health")
            #expect(request.headers["host"] == ["\(server.host):\(server.port)"])
            #expect(request.headers["connection"] == ["close"])
            try await HTTPProbe(path: "/up?x", method: .GET, host: "service.test").probe(server.endpoint())
            #expect(server.requests.last?.method == .GET)
            #expect(server.requests.last?.uri == "/up?x")
            #expect(server.requests.last?.headers["host"] == ["service.test"])
            try await eventually("none is left") { try server.open == 0 && Sockets.count(to: [server]) == 0 }
            await server.kill()
        }

        @Test(
            "is content with what is expected, and takes anything else for the endpoint's own word",
            arguments: [(200, true), (204, true), (299, true), (302, false), (404, false), (500, false), (503, false)]
        )
        func statuses(status: Int, isWell: Bool) async throws {
            let answer = HTTPResponseStatus(statusCode: status)
            let server = try await TestServer.start { _ in .interim(.processing, .reply(answer)) }
            let probe = try HTTPProbe(method: .GET)
            if isWell {
                try await probe.probe(server.endpoint())
            } else {
                let error = await #expect(throws: HTTPProbeError.self) { try await probe.probe(server.endpoint()) }
                #expect(error == .unexpectedStatus(answer, from: server.endpoint().address))
                #expect(error.map(probe.isConclusive) == true)
                #expect(error.map { "\($0)".contains("answered \(status)") } == true)
            }
            try await HTTPProbe(expected: [status]).probe(server.endpoint())
            await server.kill()
        }

        @Test("fails without a last word where nothing listens, nothing answers, or the answer is no HTTP")
        func failures() async throws {
            let server = try await TestServer.start { _ in .reset }
            let probe = try HTTPProbe(timeout: .seconds(5))
            var error: (any Error)? = await #expect(throws: (any Error).self) {
                try await probe.probe(server.endpoint())
            }
            #expect(error.map(probe.isConclusive) == false)
            await server.kill()
            error = await #expect(throws: ProbeError.refused(server.endpoint().address)) {
                try await probe.probe(server.endpoint())
            }
            #expect(error.map(probe.isConclusive) == false)
            let secure = try await TestServer.start(tls: TestCertificates.server(offersHTTP2: false))
            error = await #expect(throws: HTTPProbeError.noAnswer(secure.endpoint().address)) {
                try await probe.probe(secure.endpoint())
            }
            await secure.kill()
        }

        @Test("is cancelled at once, and leaves no connection behind")
        func cancelled() async throws {
            let server = try await TestServer.start { _ in .silence }
            let probing = Task { try await HTTPProbe().probe(server.endpoint()) }
            try await eventually("it has asked") { !server.requests.isEmpty }
            probing.cancel()
            await #expect(throws: CancellationError.self) { try await probing.value }
            #expect(try Sockets.count(to: [server]) == 0)
            await server.kill()
        }

        @Test("asks by TLS, and verifies the endpoint's host name")
        func tls() async throws {
            let server = try await TestServer.start(tls: TestCertificates.server(offersHTTP2: true))
            let probe = try HTTPProbe(tls: TestCertificates.client())
            #expect(probe.probeName == "HTTPS")
            try await probe.probe(server.endpoint(tlsHostName: "backend.test"))
            await #expect(throws: ProbeError.self) { try await probe.probe(server.endpoint(tlsHostName: "other.test")) }
            await server.kill()
        }

        @Test("says what it can't ask")
        func invalid() {
            #expect(throws: HTTPProbeError.invalidPath("health")) { _ = try HTTPProbe(path: "health") }
            #expect(throws: HTTPProbeError.invalidText(name: "path", value: "/a b")) { _ = try HTTPProbe(path: "/a b") }
            #expect(throws: HTTPProbeError.invalidText(name: "host", value: "a\r\nb")) {
                _ = try HTTPProbe(host: "a\r\nb")
            }
        }

        @Test("takes an endpoint out of service with its first unexpected status, and back with two good ones")
        func outAtOnce() async throws {
            let isWell = Locked(true)
            let servers = [
                try await TestServer.start { _ in .reply(isWell.withLock { $0 } ? .ok : .serviceUnavailable) },
                try await TestServer.start(),
            ]
            // Three failures in a row would take at least 400 ms more than one.
            let health = HealthConfiguration(interval: .milliseconds(200), jitter: 0, idleInterval: .milliseconds(200))
            let balancing = LoadBalancerConfiguration(health: health, outliers: nil, panicThreshold: 0)
            let endpoints = [servers[0].endpoint(id: "s0"), servers[1].endpoint(id: "s1")]
            try await ClientUnderTest.run(StaticDiscovery(endpoints), probe: HTTPProbe(), balancing: balancing) {
                test in
                func state() -> LoadBalancerStatus.EndpointStatus? {
                    test.balancer.status.endpoints.first { $0.id == "s0" }
                }
                #expect(state()?.health == .healthy)
                let before = servers[0].requests.count
                isWell.withLock { $0 = false }
                try await eventually("it is out") { state()?.health == .unhealthy }
                #expect(servers[0].requests.count - before <= 2, "one that was under way, and the one that failed")
                #expect(state()?.probeFailure?.contains("answered 503") == true)
                isWell.withLock { $0 = true }
                try await eventually("it is back") { state()?.health == .healthy }
            }
            for server in servers { await server.kill() }
        }
    }
#endif
