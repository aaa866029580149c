#if StickySessions
    public import Hummingbird
    public import NIOCore

    /// A request's context that knows who is connected, as the proxy and the middleware need it.
    public struct StickyRequestContext: RequestContext, RemoteAddressRequestContext {
        public var coreContext: CoreRequestContextStorage
        public let remoteAddress: SocketAddress?
        /// Whether its connection carries one request at a time, as HTTP/1 has it: then an answer may say that it is closed.
        let isAloneOnConnection: Bool

        public init(source: ApplicationRequestContextSource) {
            coreContext = CoreRequestContextStorage(source: source)
            remoteAddress = source.channel.remoteAddress
            // A connection's channel has the server's as its parent; that of a stream of HTTP/2 has the connection's.
            isAloneOnConnection = source.channel.parent?.parent == nil
        }
    }
#endif
