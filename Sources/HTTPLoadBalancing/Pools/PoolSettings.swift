#if HTTP
    import AsyncHTTPClient
    import LoadBalancing
    import Metrics
    import NIOCore

    /// What all pools of a client are made with.
    struct PoolSettings: Sendable {
        let client: HTTPClient.Configuration
        let group: any EventLoopGroup
        let makeLimit: @Sendable () -> ConcurrencyLimit
        private let name: String
        private let metrics: any MetricsFactory

        init(
            _ configuration: LoadBalancedHTTPConfiguration,
            group: any EventLoopGroup,
            name: String,
            metrics: any MetricsFactory
        ) throws(ConfigurationError) {
            var client = HTTPClient.Configuration(
                tlsConfiguration: configuration.tls,
                // Followed by the load balancer: a redirection may lead elsewhere.
                redirectConfiguration: .disallow,
                timeout: HTTPClient.Configuration.Timeout(
                    connect: TimeAmount(configuration.connectTimeout),
                    read: configuration.readTimeout.map { TimeAmount($0) }
                ),
                connectionPool: HTTPClient.Configuration.ConnectionPool(
                    idleTimeout: TimeAmount(configuration.idleTimeout),
                    concurrentHTTP1ConnectionsPerHostSoftLimit: configuration.connectionsPerEndpoint
                )
            )
            // Else a dead endpoint would cost the whole of the time for connecting, not one refused connection. Other endpoints
            // are tried instead.
            client.connectionPool.retryConnectionEstablishment = false
            client.httpVersion = configuration.version == .http1 ? .http1Only : .automatic
            // Each attempt has a span of its own already.
            client.tracing.tracer = nil
            self.client = client
            self.group = group
            makeLimit = try ConcurrencyLimit.maker(
                ConcurrencyLimit.Configuration(
                    limit: configuration.requestsPerEndpoint ?? configuration.connectionsPerEndpoint,
                    queueLength: configuration.waitingPerEndpoint,
                    queueWait: configuration.connectTimeout
                )
            )
            self.name = name
            self.metrics = metrics
        }

        func makeMeters(for origin: EndpointOrigin) -> EndpointMeters {
            EndpointMeters(name: name, endpoint: origin.id, factory: metrics)
        }
    }
#endif
