#if HTTP
    import AsyncHTTPClient
    import LoadBalancing
    import NIOCore
    import Synchronization

    /// The connections to one endpoint: an AsyncHTTPClient of its own, so that they can be closed by themselves.
    final class EndpointPool: Sendable {
        let origin: EndpointOrigin
        let urlPrefix: String
        let client: HTTPClient
        let limit: ConcurrencyLimit
        let meters: EndpointMeters
        /// How many requests use it. Changed under the lock of its table alone.
        let leases = Atomic(0)

        init(_ origin: EndpointOrigin, _ settings: PoolSettings) {
            self.origin = origin
            urlPrefix = origin.urlPrefix
            limit = settings.makeLimit()
            meters = settings.makeMeters(for: origin)
            var configuration = settings.client
            configuration.dnsOverride = origin.overrides
            client = HTTPClient(eventLoopGroup: settings.group, configuration: configuration)
        }

        /// Closes all connections, once, and calls back when they are closed. Requests that are under way fail.
        func close(_ closed: @escaping @Sendable () -> Void) {
            // It only fails if it was called before. It calls back when it has told connections that are idle to close, which each does in
            // its event loop's next turn; with TLS, once the other side has said goodbye, which nobody waits for.
            client.shutdown { [group = client.eventLoopGroup] _ in
                let turns = group.makeIterator().map { $0.submit {} }
                EventLoopFuture.andAllComplete(turns, on: group.any()).whenComplete { _ in closed() }
            }
            meters.destroy()
        }
    }
#endif
