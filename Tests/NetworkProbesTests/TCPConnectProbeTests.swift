#if NetworkProbes
    import LoadBalancing
    import NIOCore
    import NIOPosix
    import Testing

    @testable import NetworkProbes

    @Suite("A probe that connects", .timeLimit(.minutes(1)))
    struct TCPConnectProbeTests {
        private let probe = TCPConnectProbe()

        private func error(_ probe: TCPConnectProbe, _ endpoint: Endpoint) async -> ProbeError? {
            await #expect(throws: ProbeError.self) { try await probe.probe(endpoint) }
        }

        private func expectNoSocket(toPort port: Int, except others: Set<String> = []) throws {
            #expect(try OpenSockets.states(toPort: port, except: others) == [:])
        }

        @Test(
            "is content with a server that accepts, by IPv4, IPv6 and name",
            arguments: ["127.0.0.1", "::1", "localhost"]
        )
        func accepts(host: String) async throws {
            #expect(probe.probeName == "TCP")
            // The name may stand for either kind of address: its server listens at the one that is surely there.
            let address = try SocketAddress(ipAddress: host == "localhost" ? "127.0.0.1" : host, port: 0)
            try await Loopback.withServer(at: address) { bound in
                let port = try #require(bound.port)
                try await probe.probe(Endpoint(host: host, port: port))
                try expectNoSocket(toPort: port)
            }
        }

        @Test("leaves no socket behind when many run at once")
        func many() async throws {
            try await Loopback.withServer(at: SocketAddress(ipAddress: "127.0.0.1", port: 0)) { bound in
                let port = try #require(bound.port)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 0..<300 {
                        let host = number % 3 == 0 ? "localhost" : "127.0.0.1"
                        group.addTask { try await probe.probe(Endpoint(host: host, port: port)) }
                    }
                    try await group.waitForAll()
                }
                try expectNoSocket(toPort: port)
            }
        }

        @Test("is refused where nothing listens", arguments: ["127.0.0.1", "localhost"])
        func refused(host: String) async throws {
            try await Loopback.withSilentSocket(backlog: nil) { port, sockets in
                let endpoint = Endpoint(host: host, port: port)
                let error = await error(probe, endpoint)
                #expect(error == .refused(endpoint.address))
                #expect(error?.description.contains("“\(host):\(port)” refused the connection") == true)
                try expectNoSocket(toPort: port, except: sockets)
            }
        }

        @Test("gives up by itself when no answer comes within its time")
        func timesOut() async throws {
            try await Loopback.withSilentSocket(backlog: 0) { port, sockets in
                let endpoint = Endpoint(host: "127.0.0.1", port: port)
                let time = Duration.milliseconds(50)
                #expect(
                    await error(TCPConnectProbe(connectTimeout: time), endpoint)
                        == .timedOut(endpoint.address, after: time)
                )
                try expectNoSocket(toPort: port, except: sockets)
            }
        }

        @Test(
            "is cancelled at once while it waits for an answer, and closes its socket",
            arguments: ["127.0.0.1", "localhost"]
        )
        func cancelled(host: String) async throws {
            try await Loopback.withSilentSocket(backlog: 0) { port, sockets in
                // A day: only the cancellation can end it within the test's time limit.
                let probe = TCPConnectProbe(connectTimeout: .seconds(86_400))
                let task = Task { try await probe.probe(Endpoint(host: host, port: port)) }
                while try !OpenSockets.states(toPort: port, except: sockets).values.contains(OpenSockets.connecting) {
                    await Task.yield()
                }
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
                try expectNoSocket(toPort: port, except: sockets)
            }
        }

        @Test("does not connect at all when it is cancelled before", arguments: ["127.0.0.1", "localhost"])
        func cancelledBefore(host: String) async throws {
            try await Loopback.withSilentSocket(backlog: 0) { port, sockets in
                let task = Task {
                    withUnsafeCurrentTask { $0?.cancel() }
                    try await TCPConnectProbe(connectTimeout: .seconds(86_400)).probe(Endpoint(host: host, port: port))
                }
                await #expect(throws: CancellationError.self) { try await task.value }
                try expectNoSocket(toPort: port, except: sockets)
            }
        }

        @Test("connects to a Unix socket, and says when there is none")
        func unixSocket() async throws {
            let path = Loopback.socketPath()
            let endpoint = Endpoint(address: .unixPath(path))
            try await Loopback.withServer(at: SocketAddress(unixDomainSocketPath: path)) { _ in
                try await probe.probe(endpoint)
            }
            try Loopback.makeDeadSocket(at: path)
            #expect(await error(probe, endpoint) == .refused(endpoint.address))
            _ = try await NonBlockingFileIO(threadPool: .singleton).unlink(path: path)
            let error = await error(probe, endpoint)
            #expect(error == .missingSocket(endpoint.address))
            #expect(error?.description == "there is no socket at “unix:\(path)”: start its server, or correct the path")
            #expect(try OpenSockets.count(atPath: path) == 0)
        }

        @Test("refuses an address of which no socket can be made")
        func invalid() async {
            #expect(
                await error(probe, Endpoint(host: "localhost", port: 70_000))
                    == .invalidAddress(.invalidPort(70_000, host: "localhost"))
            )
            #expect(await error(probe, Endpoint(host: "", port: 80)) == .invalidAddress(.invalidHost("")))
            let long = "/tmp/" + String(repeating: "x", count: 100)
            let reason = "SwiftNIO takes socket paths of at most 103 bytes"
            #expect(await error(probe, Endpoint(address: .unixPath(long))) == .failed(.unixPath(long), reason: reason))
        }

        @Test("takes any time for its own limit")
        func extremeTimes() async throws {
            try await Loopback.withServer(at: SocketAddress(ipAddress: "127.0.0.1", port: 0)) { bound in
                let port = try #require(bound.port)
                try await TCPConnectProbe(connectTimeout: .seconds(Int64.max)).probe(
                    Endpoint(host: "localhost", port: port)
                )
            }
            try await Loopback.withSilentSocket(backlog: 0) { port, _ in
                let endpoint = Endpoint(host: "127.0.0.1", port: port)
                let error = await error(TCPConnectProbe(connectTimeout: .seconds(-1)), endpoint)
                #expect(error == .timedOut(endpoint.address, after: .milliseconds(1)))
            }
        }
    }
#endif
