#if HTTP
    import HTTPLoadBalancing
    import LoadBalancing
    import NIOCore
    import NIOHTTP1
    import NIOHTTP2
    import NIOPosix
    import NIOSSL

    #if canImport(Glibc)
        import Glibc
    #endif

    /// A server on this machine, at an address of its own, that answers as a test says, and can be killed and started again.
    final class TestServer: Sendable {
        struct Request: Sendable {
            var method: HTTPMethod
            var uri: String
            var headers: HTTPHeaders
            var body: ByteBuffer
            var version: HTTPVersion
        }

        private struct State: Sendable {
            var listener: (any Channel)?
            var connections: [ObjectIdentifier: any Channel] = [:]
            var accepted = 0
            var requests: [Request] = []
            var answer: @Sendable (Request) -> Answer
        }

        let host: String
        let port = 8080
        private let state: Locked<State>
        private let tls: NIOSSLContext?
        private let keepsRequests: Bool

        /// So that no two tests' servers share an address: 127.0.0.0/8 is all this machine's own.
        private static let numbers = Locked<UInt32>(0)

        /// A server at an address that no other has had.
        ///
        /// - Parameters:
        ///   - tls: HTTP/2, too, where it offers it.
        ///   - keepsRequests: whether ``requests`` has them all.
        static func start(
            tls: NIOSSLContext? = nil,
            keepsRequests: Bool = true,
            _ answer: @escaping @Sendable (Request) -> Answer = { _ in .text("") }
        ) async throws -> TestServer {
            let number = numbers.withLock { number in
                number += 1
                return number
            }
            // By the process, too: two may run these tests side by side.
            let host = "127.\(64 + UInt32(getpid()) % 64).\(number / 250).\(number % 250 + 1)"
            let server = TestServer(host: host, tls, keepsRequests, answer)
            try await server.start()
            return server
        }

        private init(
            host: String,
            _ tls: NIOSSLContext?,
            _ keepsRequests: Bool,
            _ answer: @escaping @Sendable (Request) -> Answer
        ) {
            self.host = host
            self.tls = tls
            self.keepsRequests = keepsRequests
            state = Locked(State(answer: answer))
        }

        /// Listens, at the same address each time.
        func start() async throws {
            let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.backlog, value: 256)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelInitializer { [self] in prepare($0) }
                .bind(host: host, port: port).get()
            state.withLock { $0.listener = listener }
        }

        /// As if it was killed: it listens no more, and its connections are reset.
        func kill() async {
            let (listener, connections) = state.withLock { state in
                defer { state.listener = nil }
                return (state.listener, Array(state.connections.values))
            }
            try? await listener?.close().get()
            for connection in connections {
                connection.reset()
                try? await connection.closeFuture.get()
            }
        }

        /// An endpoint at its address; its id is the address unless given.
        func endpoint(id: EndpointID? = nil, weight: Double = 1, tlsHostName: String? = nil) -> Endpoint {
            Endpoint(id: id, host: host, port: port, weight: weight, tlsHostName: tlsHostName)
        }

        /// From now on it answers like this.
        func answers(_ answer: @escaping @Sendable (Request) -> Answer) {
            state.withLock { $0.answer = answer }
        }

        var requests: [Request] { state.withLock { $0.requests } }
        /// How many connections it has accepted so far.
        var accepted: Int { state.withLock { $0.accepted } }
        /// How many are open now.
        var open: Int { state.withLock { $0.connections.count } }

        private func prepare(_ channel: any Channel) -> EventLoopFuture<Void> {
            state.withLock { state in
                state.accepted += 1
                state.connections[ObjectIdentifier(channel)] = channel
            }
            channel.closeFuture.whenComplete { [state] _ in
                state.withLock { $0.connections[ObjectIdentifier(channel)] = nil }
            }
            guard let tls else {
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                    try channel.pipeline.syncOperations.addHandler(makeResponder())
                }
            }
            return channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
            }.flatMap { [self] in
                channel.configureCommonHTTPServerPipeline { [self] stream in
                    stream.eventLoop.makeCompletedFuture {
                        try stream.pipeline.syncOperations.addHandler(makeResponder())
                    }
                }
            }
        }

        private func makeResponder() -> Responder {
            Responder { [state, keepsRequests] request in
                state.withLock { state in
                    if keepsRequests { state.requests.append(request) }
                    return state.answer
                }(request)
            }
        }
    }

    extension Channel {
        /// Closes it with a reset: what was written to it is thrown away at the other end, too.
        func reset() {
            let lingering = (self as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
            guard let lingering else { return close(promise: nil) }
            lingering.whenComplete { _ in self.close(promise: nil) }
        }
    }
#endif
