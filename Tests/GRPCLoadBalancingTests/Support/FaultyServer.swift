#if GRPC
    import ByteService
    import LoadBalancing
    import NIOCore
    import NIOPosix
    import RunningPrograms

    /// What happens to one of three servers.
    enum ServerFault: String, CaseIterable, Sendable {
        case killed, restarted, slow, unavailable, silent, resets

        /// Whether streams that are open at it end.
        var endsStreams: Bool {
            switch self {
            case .killed, .restarted, .resets: true
            case .slow, .unavailable, .silent: false
            }
        }
    }

    /// A server, which is a process of its own, and what happens to it. To be stopped in the end.
    final class FaultyServer: @unchecked Sendable {
        // Unchecked: what changes is changed by one test, from one task.

        let name: String
        let address = ServerProgram.Address.random()
        private var program: ServerProgram?
        private var listener: (any Channel)?

        init(_ name: String) throws {
            self.name = name
            try start()
        }

        var endpoint: LoadBalancing.Endpoint {
            LoadBalancing.Endpoint(id: EndpointID(name), host: address.host, port: address.port)
        }

        private func start() throws {
            program = try ServerProcess.start(Program("PeerBenchmarks").url, name: name, at: [address])
        }

        func stop() {
            program?.stop()
            program = nil
            listener?.close(promise: nil)
        }

        func begin(_ fault: ServerFault) async throws {
            switch fault {
            case .killed: stop()
            case .restarted:
                stop()
                try start()
            case .slow: try program?.write(ServerProcess.Manner.slow(milliseconds: 400).line)
            case .unavailable: try program?.write(ServerProcess.Manner.unavailable.line)
            case .silent: program?.pause()
            case .resets:
                stop()
                listener = try await Self.resetAll(at: address)
            }
        }

        func end(_ fault: ServerFault) async throws {
            switch fault {
            case .killed: try start()
            case .restarted: break
            case .slow, .unavailable: try program?.write(ServerProcess.Manner.well.line)
            case .silent: program?.resume()
            case .resets:
                try await listener?.close()
                try start()
            }
        }

        /// Takes connections, and resets each when it says its first word.
        private static func resetAll(at address: ServerProgram.Address) async throws -> any Channel {
            try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(ResetHandler())
                    }
                }
                .bind(host: address.host, port: address.port).get()
        }
    }

    private final class ResetHandler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let channel = context.channel
            let lingering = (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
            guard let lingering else { return context.close(promise: nil) }
            lingering.whenComplete { _ in channel.close(promise: nil) }
        }
    }
#endif
