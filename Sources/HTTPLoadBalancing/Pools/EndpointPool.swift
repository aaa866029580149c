#if HTTP
    import AsyncHTTPClient
    import LoadBalancing
    import NIOCore

    /// The connections to one endpoint: an AsyncHTTPClient of its own, so that they can be closed by themselves.
    final class EndpointPool: Sendable {
        let origin: EndpointOrigin
        let urlPrefix: String
        let client: HTTPClient
        let limit: ConcurrencyLimit
        let meters: EndpointMeters

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
            // It only fails if it was called before.
            client.shutdown { _ in closed() }
            meters.destroy()
        }
    }

    /// A request's place among those that may be in flight to an endpoint, until it is left.
    struct ConcurrencyPlace: Sendable {
        private let limit: ConcurrencyLimit

        /// Waits for it.
        init(_ limit: ConcurrencyLimit) async throws {
            try await limit.enter()
            self.limit = limit
        }

        /// Once.
        func leave() {
            limit.leave()
        }
    }
#endif
