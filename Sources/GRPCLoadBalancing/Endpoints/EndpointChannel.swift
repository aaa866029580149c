#if GRPC
    import GRPCCore
    import GRPCNIOTransportHTTP2Posix
    import LoadBalancing
    import NIOCore

    /// The connection to one endpoint: a transport of its own, made again by itself when it breaks.
    final class EndpointChannel: Sendable {
        let id: EndpointID
        let origin: EndpointOrigin
        let transport: HTTP2ClientTransport.Posix
        let link: ConnectionLink
        private let retired = Settled<Void>()

        init(_ endpoint: LoadBalancing.Endpoint, _ settings: ChannelSettings) throws {
            id = endpoint.id
            origin = EndpointOrigin(endpoint)
            let link = ConnectionLink { [meters = settings.meters] in meters.count($0) }
            var config = settings.connection
            config.http2.authority = endpoint.tlsHostName ?? config.http2.authority
            let theirs = config.channelDebuggingCallbacks.onCreateTCPConnection
            config.channelDebuggingCallbacks.onCreateTCPConnection = { channel in
                let followed = link.follow(channel)
                return theirs.map { theirs in followed.flatMap { theirs(channel) } } ?? followed
            }
            transport = try HTTP2ClientTransport.Posix(
                target: endpoint.address.target,
                transportSecurity: settings.security,
                config: config,
                eventLoopGroup: settings.group
            )
            self.link = link
        }

        /// Runs the connection until it is given up and its streams have ended.
        ///
        /// - Parameter beside: what goes on beside it until it is given up, and is cancelled then.
        func run(beside: (@Sendable () async -> Void)? = nil) async {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await self.transport.connect() }
                if let beside {
                    group.addTask {
                        await withTaskGroup(of: Void.self) { group in
                            group.addTask { await beside() }
                            _ = try? await self.retired.value()
                            group.cancelAll()
                        }
                    }
                }
            }
        }

        /// From here on there are no new streams; those that are open go on.
        func retire() {
            retired.settle(.success(()))
            transport.beginGracefulShutdown()
        }
    }

    /// What a connection depends on: when any of it changes, it is another one.
    struct EndpointOrigin: Hashable, Sendable {
        let address: EndpointAddress
        let tlsHostName: String?

        init(_ endpoint: LoadBalancing.Endpoint) {
            address = endpoint.address
            tlsHostName = endpoint.tlsHostName
        }
    }

    /// What is the same for the connections to all endpoints.
    struct ChannelSettings: Sendable {
        let connection: HTTP2ClientTransport.Posix.Config
        let security: HTTP2ClientTransport.Posix.TransportSecurity
        let group: any EventLoopGroup
        let meters: TransportMeters
    }

    extension EndpointAddress {
        /// What a transport is to connect to: an IP address as it is; a name, which that transport then looks up, taking the first
        /// of its addresses that can be connected to.
        var target: any ResolvableTarget {
            switch self {
            case .unixPath(let path):
                ResolvableTargets.UnixDomainSocket(address: .init(path: path), authority: "localhost")
            case .hostPort(let host, let port):
                switch try? NIOCore.SocketAddress(ipAddress: host, port: port) {
                case .v4: ResolvableTargets.IPv4(addresses: [.init(host: host, port: port)])
                case .v6: ResolvableTargets.IPv6(addresses: [.init(host: host, port: port)])
                default: ResolvableTargets.DNS(host: host, port: port)
                }
            }
        }
    }
#endif
