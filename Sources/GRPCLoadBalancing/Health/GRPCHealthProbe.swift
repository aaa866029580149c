#if GRPC
    import GRPCCore
    public import GRPCNIOTransportHTTP2Posix
    public import LoadBalancing
    public import NIOCore
    public import NIOPosix

    /// Asks an endpoint by the standard health service, `grpc.health.v1.Health/Check`, whether it serves.
    ///
    /// ```swift
    /// LoadBalancer(endpoints, probe: GRPCHealthProbe(service: "users.Users", transportSecurity: .plaintext))
    /// ```
    ///
    /// An answer other than `SERVING` is the endpoint's own word that it is unwell: it is out of service at once. Failures to
    /// connect and answers that don't come are counted like those of any probe. A server without the health service counts as
    /// well, as in gRFC A17: it answered.
    ///
    /// Each probe makes a connection of its own, and closes it.
    ///
    /// Source: "gRPC Health Checking Protocol"; gRFC A17, "Client-Side Health Checking".
    public struct GRPCHealthProbe: EndpointProbe {
        private let service: String
        private let security: HTTP2ClientTransport.Posix.TransportSecurity
        private let connection: HTTP2ClientTransport.Posix.Config
        private let group: any EventLoopGroup

        /// A probe that asks about a service.
        ///
        /// - Parameters:
        ///   - service: its full name; the server as a whole unless given.
        ///   - transportSecurity: as that of the transport.
        ///   - connection: as that of the transport; its `http2.authority` is the name that TLS asks for where an endpoint has no
        ///     `tlsHostName`.
        ///   - eventLoopGroup: where to connect from.
        public init(
            service: String = "",
            transportSecurity: HTTP2ClientTransport.Posix.TransportSecurity,
            connection: HTTP2ClientTransport.Posix.Config = .defaults,
            eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
        ) {
            self.service = service
            security = transportSecurity
            self.connection = connection
            group = eventLoopGroup
        }

        public var probeName: String { service.isEmpty ? "gRPC health" : "gRPC health of \(service)" }

        /// Returns if the endpoint serves.
        ///
        /// - Throws: ``HealthProbeError``, what the transport says of a connection that can't be made, or `CancellationError`.
        public func probe(_ endpoint: LoadBalancing.Endpoint) async throws {
            var config = connection
            config.http2.authority = endpoint.tlsHostName ?? config.http2.authority
            let transport = try HTTP2ClientTransport.Posix(
                target: endpoint.address.target,
                transportSecurity: security,
                config: config,
                eventLoopGroup: group
            )
            let status = try await withThrowingTaskGroup(of: ServingStatus?.self) { tasks in
                let client = GRPCClient(transport: transport)
                tasks.addTask {
                    try await client.runConnections()
                    return nil
                }
                tasks.addTask {
                    defer { client.beginGracefulShutdown() }
                    return try await client.healthCheck(service)
                }
                defer { tasks.cancelAll() }
                var status: ServingStatus?
                for try await answer in tasks { status = answer ?? status }
                return status
            }
            try Task.checkCancellation()
            try HealthProbeError.check(status ?? .unknown, service, endpoint.address)
        }

        /// That it does not serve is.
        public func isConclusive(_ error: any Error) -> Bool { error is HealthProbeError }
    }

    extension GRPCClient {
        /// - Returns: ``ServingStatus/serving`` too of a server that has no health service.
        fileprivate func healthCheck(_ service: String) async throws -> ServingStatus {
            do {
                return try await unary(
                    request: ClientRequest(message: HealthCheckRequest(service: service)),
                    descriptor: .healthCheck,
                    serializer: HealthRequestSerializer(),
                    deserializer: ServingStatusDeserializer(),
                    options: .defaults
                ) { try $0.message }
            } catch let error as RPCError where error.code == .unimplemented {
                return .serving
            } catch let error as RPCError where error.code == .notFound {
                return .serviceUnknown
            }
        }
    }

    /// Why an endpoint that answered is not well.
    public enum HealthProbeError: Error, Hashable, Sendable {
        /// It says that the service does not serve.
        case notServing(service: String, EndpointAddress)
        /// It does not know the service.
        case serviceUnknown(service: String, EndpointAddress)
        /// It says that it does not know how the service is.
        case statusUnknown(service: String, EndpointAddress)

        static func check(
            _ status: ServingStatus,
            _ service: String,
            _ address: EndpointAddress
        ) throws(HealthProbeError) {
            switch status {
            case .serving: break
            case .notServing: throw .notServing(service: service, address)
            case .serviceUnknown: throw .serviceUnknown(service: service, address)
            case .unknown: throw .statusUnknown(service: service, address)
            }
        }
    }

    extension HealthProbeError: CustomStringConvertible {
        public var description: String {
            switch self {
            case .notServing(let service, let address):
                "\(address.description.quoted) says that the service \(service.quoted) is NOT_SERVING"
            case .serviceUnknown(let service, let address):
                "\(address.description.quoted) does not know the service \(service.quoted): ask for one that its health "
                    + "service knows, or for “”, the server as a whole"
            case .statusUnknown(let service, let address):
                "\(address.description.quoted) answers UNKNOWN of the service \(service.quoted)"
            }
        }
    }
#endif
