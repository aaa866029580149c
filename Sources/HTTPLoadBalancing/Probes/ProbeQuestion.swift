#if HTTP
    import LoadBalancing
    import NIOCore
    import NIOHTTP1
    import NIOSSL

    /// What a probe asks on each of its connections.
    struct ProbeQuestion: Sendable {
        let path: String
        let method: HTTPMethod
        let host: String?
        let tls: NIOSSLContext?

        /// Lets a connection ask as soon as it stands, and keep the promise with the status that is answered.
        func prepare(
            _ channel: any Channel,
            for endpoint: Endpoint,
            answer: EventLoopPromise<HTTPResponseStatus>
        ) -> EventLoopFuture<Void> {
            channel.eventLoop.makeCompletedFuture {
                let pipeline = channel.pipeline.syncOperations
                if let tls {
                    let name = endpoint.tlsHostName ?? endpoint.address.host
                    // NIOSSL refuses an IP address as a name to ask for, and verifies the connection's own.
                    let isName = name.map { (try? SocketAddress(ipAddress: $0, port: 0)) == nil } ?? false
                    try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: isName ? name : nil))
                }
                try pipeline.addHTTPClientHandlers()
                try pipeline.addHandler(Asker(head: head(for: endpoint), address: endpoint.address, answer: answer))
            }
        }

        private func head(for endpoint: Endpoint) -> HTTPRequestHead {
            var headers = HTTPHeaders()
            switch endpoint.address {
            case .hostPort: headers.add(name: "host", value: host ?? endpoint.address.description)
            // A socket's path is no host.
            case .unixPath: headers.add(name: "host", value: host ?? "localhost")
            }
            headers.add(name: "user-agent", value: "swift-sharding")
            headers.add(name: "connection", value: "close")
            return HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: headers)
        }

        /// Asks once, and takes the first status that is not an interim one.
        private final class Asker: ChannelInboundHandler {
            typealias InboundIn = HTTPClientResponsePart
            typealias OutboundOut = HTTPClientRequestPart

            private let head: HTTPRequestHead
            private let address: EndpointAddress
            private let answer: EventLoopPromise<HTTPResponseStatus>

            init(head: HTTPRequestHead, address: EndpointAddress, answer: EventLoopPromise<HTTPResponseStatus>) {
                self.head = head
                self.address = address
                self.answer = answer
            }

            func channelActive(context: ChannelHandlerContext) {
                // TLS holds them back until it is secure.
                context.write(wrapOutboundOut(.head(head)), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }

            func channelRead(context: ChannelHandlerContext, data: NIOAny) {
                if case .head(let head) = unwrapInboundIn(data), head.status.code >= 200 {
                    answer.succeed(head.status)
                }
            }

            func errorCaught(context: ChannelHandlerContext, error: any Error) {
                answer.fail(error is HTTPParserError ? HTTPProbeError.noAnswer(address) : error)
                context.close(promise: nil)
            }

            func channelInactive(context: ChannelHandlerContext) {
                answer.fail(HTTPProbeError.noAnswer(address))
            }
        }
    }

    extension EndpointAddress {
        fileprivate var host: String? {
            if case .hostPort(let host, _) = self { host } else { nil }
        }
    }
#endif
