#if GRPC
    import ByteService
    import GRPCCore
    import GRPCNIOTransportHTTP2Posix
    import LoadBalancing

    /// A gRPC server by grpc-swift on this machine, at an address of its own, that answers as a test says, and can be killed and
    /// started again. It is to be killed at the end.
    final class ByteServer: Sendable {
        /// A call that has come in.
        struct Call: Sendable {
            let method: MethodDescriptor
            let metadata: Metadata
            let messages: RPCAsyncSequence<[UInt8], any Error>
            let context: ServerContext
            /// 1 for the first call at this server.
            let number: Int

            func firstText() async throws -> String {
                for try await message in messages { return String(decoding: message, as: UTF8.self) }
                return ""
            }
        }

        typealias Answer = @Sendable (Call) async throws -> StreamingServerResponse<[UInt8]>

        private struct State: Sendable {
            var answer: Answer
            var calls = 0
            var task: Task<Void, Never>?
            var server: GRPCServer<HTTP2ServerTransport.Posix>?
        }

        let name: String
        let host: String
        let port: Int
        private let security: HTTP2ServerTransport.Posix.TransportSecurity
        private let services: [any RegistrableRPCService]
        private let state: Locked<State>

        /// Starts a server. Unless given, its host is one that no other has, and its answer its name.
        init(
            _ name: String,
            host: String = ByteServer.anyHost(),
            port: Int = ByteServer.anyPort(),
            security: HTTP2ServerTransport.Posix.TransportSecurity = .plaintext,
            services: [any RegistrableRPCService] = [],
            answer: Answer? = nil
        ) async throws {
            self.name = name
            self.host = host
            self.port = port
            self.security = security
            self.services = services
            state = Locked(State(answer: answer ?? { _ in .text(name) }))
            try await start()
        }

        /// Servers with names s0, s1 and so on, at one port.
        static func several(_ count: Int, answer: Answer? = nil) async throws -> [ByteServer] {
            let port = anyPort()
            var servers: [ByteServer] = []
            for index in 0..<count { servers.append(try await ByteServer("s\(index)", port: port, answer: answer)) }
            return servers
        }

        static func anyHost() -> String {
            "127.\(Int.random(in: 1...254)).\(Int.random(in: 0...255)).\(Int.random(in: 1...254))"
        }

        /// Below those that the kernel hands out.
        static func anyPort() -> Int { Int.random(in: 10_000..<20_000) }

        var address: String { "\(host):\(port)" }
        /// How many calls have come in.
        var calls: Int { state.withLock { $0.calls } }

        func endpoint(id: EndpointID? = nil) -> LoadBalancing.Endpoint {
            LoadBalancing.Endpoint(id: id, host: host, port: port)
        }

        func setAnswer(_ answer: @escaping Answer) {
            state.withLock { $0.answer = answer }
        }

        func resetCount() {
            state.withLock { $0.calls = 0 }
        }

        /// Starts it, again perhaps. It takes calls once this has returned.
        func start() async throws {
            let transport = HTTP2ServerTransport.Posix(
                address: .ipv4(host: host, port: port),
                transportSecurity: security
            )
            let server = GRPCServer(transport: transport, services: [Service(server: self)] + services)
            let task = Task { _ = try? await server.serve() }
            state.withLock { state in
                state.task = task
                state.server = server
            }
            _ = try await transport.listeningAddress
        }

        /// Ends it at once, with all connections.
        func kill() async {
            let task = state.withLock { state in
                state.server = nil
                return state.task.take()
            }
            task?.cancel()
            await task?.value
        }

        /// Tells clients to go away, and ends when they have.
        func shutDown() async {
            let (server, task) = state.withLock { ($0.server.take(), $0.task.take()) }
            server?.beginGracefulShutdown()
            await task?.value
        }

        private struct Service: RegistrableRPCService {
            let server: ByteServer

            func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
                for method in [MethodDescriptor.get, .talk] {
                    router.registerHandler(
                        forMethod: method,
                        deserializer: ByteDeserializer(),
                        serializer: ByteSerializer()
                    ) { [server] request, context in
                        let (answer, number) = server.state.withLock { state in
                            state.calls += 1
                            return (state.answer, state.calls)
                        }
                        return try await answer(
                            Call(
                                method: method,
                                metadata: request.metadata,
                                messages: request.messages,
                                context: context,
                                number: number
                            )
                        )
                    }
                }
            }
        }
    }

    extension StreamingServerResponse<[UInt8]> {
        /// One message.
        static func text(_ text: String) -> Self {
            StreamingServerResponse(single: ServerResponse(message: Array(text.utf8)))
        }

        /// A failure before anything else: the status comes without a message.
        static func failure(_ code: RPCError.Code, _ metadata: Metadata = [:]) -> Self {
            StreamingServerResponse(error: RPCError(code: code, message: "as asked", metadata: metadata))
        }

        /// Each message that comes, sent back.
        static func echo(_ messages: RPCAsyncSequence<[UInt8], any Error>) -> Self {
            StreamingServerResponse { writer in
                for try await message in messages { try await writer.write(message) }
                return [:]
            }
        }
    }
#endif
