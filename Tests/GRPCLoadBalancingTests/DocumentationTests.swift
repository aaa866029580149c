#if GRPC
    import ByteService
    import Foundation
    import GRPCCore
    import GRPCLoadBalancing
    import GRPCNIOTransportHTTP2Posix
    import LoadBalancing
    import Testing

    /// A client as protoc would generate it, of a service that answers with the user's name.
    private enum Users {
        struct Client<Transport: ClientTransport> {
            let client: GRPCClient<Transport>

            init(wrapping client: GRPCClient<Transport>) {
                self.client = client
            }

            func get(_ request: String) async throws -> String { try await client.get(request) }
        }
    }

    @Suite("What the documentation shows is what happens", .timeLimit(.minutes(1)))
    struct DocumentationTests {
        @Test("The first example, word for word but for its target, and it is that of the guide")
        func example() async throws {
            let healths = [HealthService("users.Users"), HealthService("users.Users")]
            var servers: [ByteServer] = []
            for health in healths { servers.append(try await ByteServer("u17", services: [health])) }
            let target = "ipv4:" + servers.map(\.address).joined(separator: ",")
            let request = "17"
            // The example begins here.
            let transport = try BalancedTransport(
                target: target,
                policy: .hashRing,
                probe: GRPCHealthProbe(service: "users.Users", transportSecurity: .plaintext),
                transportSecurity: .plaintext
            )
            try await withGRPCClient(transport: transport) { client in
                let user = try await withRoutingKey("user:17") {
                    try await Users.Client(wrapping: client).get(request)
                }
                print(user)
            }
            // The example ends here.
            #expect(servers.map(\.calls).sorted() == [0, 1])
            #expect(transport.balancer.name == target)
            for server in servers { await server.kill() }

            let run = try String(contentsOfFile: #filePath, encoding: .utf8).split(separator: "\n")
                .drop { !$0.contains("// The example begins here.") }.dropFirst()
                .prefix { !$0.contains("// The example ends here.") }
                .map {
                    Self.trimmed($0).replacing("target: target", with: "target: \"dns:///users.example.org:50051\"")
                }
            #expect(try Self.blocks(in: "GRPCLoadBalancing.md").first == run)
            #expect(try Self.blocks(in: "FromOneAddress.md").contains(run))
            #expect(run.count <= 15)
        }

        @Test("The guide's retry policy is one that the transport takes")
        func retries() throws {
            let retries = MethodConfig(
                names: [MethodConfig.Name(service: "users.Users")],
                timeout: .seconds(2),
                executionPolicy: .retry(
                    RetryPolicy(
                        maxAttempts: 3,
                        initialBackoff: .milliseconds(25),
                        maxBackoff: .milliseconds(250),
                        backoffMultiplier: 2,
                        retryableStatusCodes: [.unavailable]
                    )
                )
            )
            let transport = try BalancedTransport(
                target: "ipv4:10.0.0.1:50051",
                transportSecurity: .plaintext,
                serviceConfig: ServiceConfig(methodConfig: [retries])
            )
            let method = MethodDescriptor(fullyQualifiedService: "users.Users", method: "Get")
            #expect(transport.config(forMethod: method)?.timeout == .seconds(2))
            #expect(transport.config(forMethod: method)?.executionPolicy == nil)
            #expect(transport.config(forMethod: .get) == nil)
        }

        /// The code in a file of the documentation, without its indentation.
        private static func blocks(in name: String) throws -> [[String]] {
            let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent()
                .appendingPathComponent("Sources/GRPCLoadBalancing/GRPCLoadBalancing.docc/\(name)")
            let parts = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "```")
            // Every second one is code.
            return stride(from: 1, to: parts.count, by: 2).map { index in
                parts[index].split(separator: "\n").dropFirst().map(trimmed)
            }
        }

        private static func trimmed(_ line: Substring) -> String {
            String(line.drop { $0 == " " })
        }
    }
#endif
