#if GRPC
    import ByteService
    import Foundation
    import GRPCCore
    import GRPCLoadBalancing
    import GRPCNIOTransportHTTP2Posix
    import LoadBalancing
    import Testing

    @Suite("TLS")
    struct TLSTests {
        /// That of the HTTP client's tests: for the name `backend.test`, by an authority of its own.
        private static func path(_ name: String) -> String {
            URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appendingPathComponent("HTTPLoadBalancingTests/Certificates/\(name)").path
        }

        private static let server = HTTP2ServerTransport.Posix.TransportSecurity.tls(
            certificateChain: [.file(path: path("backend.pem"), format: .pem)],
            privateKey: .file(path: path("backend.key.pem"), format: .pem)
        )

        private static let client = HTTP2ClientTransport.Posix.TransportSecurity.tls {
            $0.trustRoots = .certificates([.file(path: path("authority.pem"), format: .pem)])
        }

        @Test("verifies the endpoint's own name, or else the transport's authority, at whatever address it is")
        func names() async throws {
            let server = try await ByteServer("secure", security: Self.server)
            let named = LoadBalancing.Endpoint(host: server.host, port: server.port, tlsHostName: "backend.test")
            try await ClientUnderTest.run(
                StaticDiscovery([named]),
                probe: GRPCHealthProbe(transportSecurity: Self.client),
                security: Self.client
            ) { test async throws in
                try await test.balancer.waitUntilReady()
                #expect(test.balancer.status.endpoints[0].health == .healthy)
                #expect(try await test.get() == "secure")
            }

            var configuration = BalancedTransportConfiguration.quick
            configuration.connection.http2.authority = "backend.test"
            try await ClientUnderTest.run(
                StaticDiscovery([server.endpoint()]),
                security: Self.client,
                configuration
            ) { test async throws in
                #expect(try await test.get() == "secure")
            }

            configuration.connection.http2.authority = "other.test"
            try await ClientUnderTest.run(
                StaticDiscovery([server.endpoint()]),
                security: Self.client,
                configuration
            ) { test async throws in
                let error = await #expect(throws: RPCError.self) { _ = try await test.get() }
                #expect(error?.code == .unavailable)
            }
            await server.kill()
        }
    }
#endif
