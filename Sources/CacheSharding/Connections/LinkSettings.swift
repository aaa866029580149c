#if Caches
    import LoadBalancing
    import NIOCore
    import NIOSSL

    /// What all connections of a client are made with.
    struct LinkSettings: Sendable {
        let dialect: Dialect
        let limits: LinkLimits
        let wire: WireLimits
        let connectTimeout: TimeAmount
        /// `nil` if connections are not secured.
        let tls: NIOSSLContext?
        /// Told of each change, once.
        let observe: @Sendable (LinkEvent) -> Void
    }

    /// What happens to a connection.
    enum LinkEvent: Sendable {
        case connected(Endpoint)
        /// The first attempt after one that stood; those that follow are not told.
        case failedToConnect(Endpoint, reason: String)
        case lost(Endpoint, reason: String)
    }
#endif
