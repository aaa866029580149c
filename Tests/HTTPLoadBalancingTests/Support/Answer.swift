#if HTTP
    import NIOCore
    import NIOHTTP1
    import NIOPosix

    /// What a test's server does about a request.
    indirect enum Answer: Sendable {
        /// Answers.
        case reply(HTTPResponseStatus, HTTPHeaders = [:], body: String = "")
        /// An interim answer, and then the other.
        case interim(HTTPResponseStatus, Answer)
        /// So many pieces of so many bytes, without saying how many; then the end, or a reset.
        case stream(pieces: Int, bytes: Int, breaks: Bool = false)
        /// A head, a piece of a body, and nothing else.
        case stall
        /// The other one, after a while.
        case later(TimeAmount, Answer)
        /// Nothing.
        case silence
        /// A reset.
        case reset

        static func text(_ body: String) -> Answer { .reply(.ok, body: body) }
    }

    /// Takes whole requests in and does what their answers say.
    final class Responder: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let answer: @Sendable (TestServer.Request) -> Answer
        private var head: HTTPRequestHead?
        private var body = ByteBuffer()

        init(_ answer: @escaping @Sendable (TestServer.Request) -> Answer) {
            self.answer = answer
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                self.head = head
                body.clear()
            case .body(var part): body.writeBuffer(&part)
            case .end:
                guard let head = head.take() else { return }
                let request = TestServer.Request(
                    method: head.method,
                    uri: head.uri,
                    headers: head.headers,
                    body: body,
                    version: head.version
                )
                perform(answer(request), head, context)
            }
        }

        private func perform(_ answer: Answer, _ request: HTTPRequestHead, _ context: ChannelHandlerContext) {
            switch answer {
            case .reply(let status, var headers, let body):
                if !headers.contains(name: "content-length"), status.mayHaveResponseBody {
                    headers.add(name: "content-length", value: "\(body.utf8.count)")
                }
                write(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers)), context)
                if request.method != .HEAD, !body.isEmpty {
                    write(.body(.byteBuffer(ByteBuffer(string: body))), context)
                }
                end(context)
            case .interim(let status, let answer):
                write(.head(HTTPResponseHead(version: .http1_1, status: status)), context)
                context.flush()
                perform(answer, request, context)
            case .stream(let pieces, let bytes, let breaks):
                write(.head(HTTPResponseHead(version: .http1_1, status: .ok)), context)
                stream(pieces, ByteBuffer(repeating: UInt8(ascii: "x"), count: bytes), breaks, context)
            case .stall:
                write(.head(HTTPResponseHead(version: .http1_1, status: .ok)), context)
                write(.body(.byteBuffer(ByteBuffer(string: "piece"))), context)
                context.flush()
            case .later(let time, let answer):
                context.eventLoop.assumeIsolated().scheduleTask(in: time) {
                    if context.channel.isActive { self.perform(answer, request, context) }
                }
            case .silence: break
            case .reset: context.channel.reset()
            }
        }

        /// One piece after the other, each when the one before has gone out.
        private func stream(_ pieces: Int, _ piece: ByteBuffer, _ breaks: Bool, _ context: ChannelHandlerContext) {
            guard pieces > 0 else {
                guard breaks else { return end(context) }
                // A reset that comes with what was written throws that away.
                context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(100)) { context.channel.reset() }
                return
            }
            context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(piece)))).assumeIsolated().whenSuccess {
                // In a turn of its own: a write that is done at once calls back at once, and a million would fill the stack.
                context.eventLoop.assumeIsolated().execute { self.stream(pieces - 1, piece, breaks, context) }
            }
        }

        private func write(_ part: HTTPServerResponsePart, _ context: ChannelHandlerContext) {
            context.write(wrapOutboundOut(part), promise: nil)
        }

        private func end(_ context: ChannelHandlerContext) {
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
#endif
