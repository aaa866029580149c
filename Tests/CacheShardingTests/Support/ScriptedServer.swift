#if Caches
    import LoadBalancing
    import NIOCore
    import NIOPosix

    /// A server that answers each line it is sent as a test says, and not as any real one would.
    final class ScriptedServer: Sendable {
        private let channel: any Channel
        private let state = Locked(State())
        let endpoint: Endpoint

        private struct State: Sendable {
            var connections = 0
            var open = 0
        }

        /// How many connections were made to it.
        var connections: Int { state.withLock { $0.connections } }

        /// How many of them are open.
        var openConnections: Int { state.withLock { $0.open } }

        /// - Parameter answer: the bytes to send for a line, `nil` to close the connection.
        init(_ answer: @escaping @Sendable (_ line: String) -> String?) async throws {
            let state = state
            channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .childChannelInitializer { channel in
                    state.withLock { state in
                        state.connections += 1
                        state.open += 1
                    }
                    channel.closeFuture.whenComplete { _ in state.withLock { $0.open -= 1 } }
                    return channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(LineAnswers(answer))
                    }
                }
                .bind(host: "127.0.0.1", port: 0)
                .get()
            endpoint = Endpoint(host: "127.0.0.1", port: channel.localAddress?.port ?? 0)
        }

        func close() async throws { try await channel.close() }
    }

    private final class LineAnswers: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let answer: @Sendable (String) -> String?
        private var received = ByteBuffer()

        init(_ answer: @escaping @Sendable (String) -> String?) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var bytes = unwrapInboundIn(data)
            received.writeBuffer(&bytes)
            while let end = received.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) {
                let length = end - received.readerIndex + 1
                let line = received.readString(length: length) ?? ""
                guard let text = answer(line.trimmingLineEnd) else { return context.close(promise: nil) }
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
            }
        }
    }

    extension String {
        fileprivate var trimmingLineEnd: String { String(prefix { $0 != "\r\n" && $0 != "\n" && $0 != "\r" }) }

        /// A meta command's mark.
        var mark: String { split(separator: " ").last { $0.hasPrefix("O") }.map(String.init) ?? "" }
    }
#endif
