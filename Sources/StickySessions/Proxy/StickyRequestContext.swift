#if StickySessions
    public import Hummingbird
    public import NIOCore

    /// A request's context that knows who is connected, as the proxy and the middleware need it.
    public struct StickyRequestContext: RequestContext, RemoteAddressRequestContext {
        public var coreContext: CoreRequestContextStorage
        public let remoteAddress: SocketAddress?

        public init(source: ApplicationRequestContextSource) {
            coreContext = CoreRequestContextStorage(source: source)
            remoteAddress = source.channel.remoteAddress
        }
    }
#endif
