#if HTTP
    import AsyncHTTPClient
    import HTTPLoadBalancing
    import LoadBalancing
    import NIOCore
    import NIOHTTP1
    import NIOPosix
    import TestSupport
    import Testing

    @Suite("TLS and HTTP/2", .timeLimit(.minutes(1)))
    struct TLSTests {
        private func configuration(_ version: LoadBalancedHTTPConfiguration.Version) throws
            -> LoadBalancedHTTPConfiguration
        {
            LoadBalancedHTTPConfiguration(version: version, tls: try TestCertificates.client())
        }

        @Test(
            "The endpoint's host name is verified while its address is connected to",
            arguments: [true, false],
            [LoadBalancedHTTPConfiguration.Version.automatic, .http1]
        )
        func name(offersHTTP2: Bool, version: LoadBalancedHTTPConfiguration.Version) async throws {
            let server = try await TestServer.start(tls: TestCertificates.server(offersHTTP2: offersHTTP2)) { request in
                .text("\(request.version) \(request.headers["host"].first ?? "")")
            }
            let endpoint = server.endpoint(tlsHostName: "backend.test")
            try await ClientUnderTest.run(StaticDiscovery([endpoint]), configuration(version)) { test in
                for _ in 0..<3 {
                    let answer = try await test.text(HTTPClientRequest(url: "https://service.test:8443/a"))
                    let isHTTP2 = offersHTTP2 && version == .automatic
                    #expect(answer == (200, "\(isHTTP2 ? HTTPVersion.http2 : .http1_1) service.test:8443"))
                }
                #expect(server.accepted == 1)
                #expect(test.picks(endpoint.id) == [3, 0, 0, 0])
            }
            await server.kill()
        }

        @Test("Without one, the URL's is, where the address is an IP address")
        func urlsName() async throws {
            let server = try await TestServer.start(tls: TestCertificates.server(offersHTTP2: false))
            try await ClientUnderTest.run(StaticDiscovery([server.endpoint()]), configuration(.automatic)) { test in
                let answer = try await test.text(HTTPClientRequest(url: "https://backend.test/"))
                #expect(answer.0 == 200)
            }
            await server.kill()
        }

        @Test("A certificate for another name is refused: nothing is sent, and the endpoint has failed")
        func wrongName() async throws {
            let server = try await TestServer.start(tls: TestCertificates.server(offersHTTP2: true))
            let endpoint = server.endpoint(tlsHostName: "other.test")
            try await ClientUnderTest.run(StaticDiscovery([endpoint]), configuration(.automatic)) { test in
                await #expect(throws: (any Error).self) {
                    _ = try await test.text(HTTPClientRequest(url: "https://backend.test/"))
                }
                #expect(server.requests.isEmpty)
                #expect(test.picks(endpoint.id) == [0, 3, 0, 0], "connecting is tried again, whatever the request is")
                #expect(test.log.requests.first?.attempts.allSatisfy { $0.contains("connect_failed") } == true)
            }
            await server.kill()
        }

        @Test("Many requests share one HTTP/2 connection, and bodies stream side by side")
        func multiplexing() async throws {
            let server = try await TestServer.start(tls: TestCertificates.server(offersHTTP2: true)) { _ in
                .stream(pieces: 20, bytes: 10_000)
            }
            let endpoint = server.endpoint(tlsHostName: "backend.test")
            try await ClientUnderTest.run(StaticDiscovery([endpoint]), configuration(.automatic)) { test in
                // Before a connection says that it talks HTTP/2, each request would have one of its own.
                _ = try await test.text(HTTPClientRequest(url: "https://a.test/"))
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<50 {
                        group.addTask {
                            let response = try await test.client.execute(HTTPClientRequest(url: "https://a.test/"))
                            return try await response.body.reduce(0) { $0 + $1.readableBytes }
                        }
                    }
                    for try await bytes in group { #expect(bytes == 200_000) }
                }
                #expect(server.accepted == 1)
                #expect(test.picks(endpoint.id) == [51, 0, 0, 0])
            }
            await server.kill()
        }

        @Test("A Unix socket is asked as well")
        func unixSocket() async throws {
            let path = "/tmp/http-\(UInt32.random(in: 0...UInt32.max)).sock"
            let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                        try channel.pipeline.syncOperations.addHandler(
                            Responder { .text($0.headers["host"].first ?? "") }
                        )
                    }
                }
                .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
            try await ClientUnderTest.run(StaticDiscovery([Endpoint(address: .unixPath(path))])) { test in
                let answer = try await test.text("/a")
                #expect(answer == (200, "service.test"))
            }
            try await listener.close()
        }
    }
#endif
