#if StickySessions
    public import HTTPLoadBalancing
    import HTTPTypes
    public import Hummingbird
    public import LoadBalancing
    import NIOCore

    /// Serves a session where it belongs, in an app of several equal instances without a proxy in front that knows.
    ///
    /// ```swift
    /// router.middlewares.add(
    ///     try SessionOwner("10.0.0.1:8080", client, key: .cookie("session"), signedWith: keys, others: .forward)
    /// )
    /// ```
    ///
    /// Every instance has the same list of instances, itself among them, a policy by key, and the same secrets. A request whose key
    /// belongs to this instance goes on to the app; any other one is forwarded to its owner, redirected there, or refused. One without
    /// a key is served where it came.
    ///
    /// A forwarded request says so in a signed header, and whoever gets it serves it: so it is forwarded once at most, though
    /// instances may not agree on who owns it. One with a header that nobody signed is never forwarded: 508 is answered.
    public struct SessionOwner<Context: RemoteAddressRequestContext>: RouterMiddleware {
        /// What becomes of a request that belongs to another instance.
        public enum Others: Hashable, Sendable {
            /// It is sent on, and the owner's answer back.
            case forward
            /// The client is told to ask the owner, at its host and port, by this scheme: 307, which keeps method and body.
            case redirect(scheme: String)
            /// 421, for a client that knows whom else to ask (RFC 9110, section 15.5.20).
            case refuse
        }

        private let own: EndpointID
        private let forwarder: Forwarder
        private let key: SessionKey
        private let keys: SigningKeys
        private let others: Others

        /// A middleware.
        ///
        /// - Parameters:
        ///   - own: this instance's id in the list of the client's load balancer.
        ///   - client: sends requests to the other instances.
        ///   - key: what a session is known by.
        ///   - keys: what forwarded requests are signed with, the same everywhere.
        ///   - others: what becomes of others' requests.
        ///   - configuration: whom to trust, and limits.
        ///   - context: the app's own, which knows who is connected.
        /// - Throws: ``StickySessionsError/invalidLimit(_:_:allowed:)`` for a limit below 0.
        public init(
            _ own: EndpointID,
            _ client: LoadBalancedHTTPClient,
            key: SessionKey,
            signedWith keys: SigningKeys,
            others: Others = .forward,
            configuration: StickyProxyConfiguration = StickyProxyConfiguration(),
            context: Context.Type
        ) throws(StickySessionsError) {
            self.own = own
            forwarder = try Forwarder(client, configuration)
            self.key = key
            self.keys = keys
            self.others = others
        }

        public func handle(
            _ request: Request,
            context: Context,
            next: (Request, Context) async throws -> Response
        ) async throws -> Response {
            let hops = ForwardedFields.lines(ForwardedMark.name, of: request.headers)
            if hops.contains(where: { ForwardedMark.isValid($0, keys) }) { return try await next(request, context) }
            let peer = context.remoteAddress?.ipAddress.flatMap { IPAddress($0) }
            let client = forwarder.clientAddress(of: request, peer: peer)
            let requestKey = key.requestKey(client: client)
            guard
                let asked = try? forwarder.clientRequest(request),
                let owner = forwarder.client.owner(of: requestKey, request: asked), owner.id != own
            else { return try await next(request, context) }
            guard hops.isEmpty else { return Response(status: .init(code: 508, reasonPhrase: "Loop Detected")) }
            switch others {
            case .forward:
                var outgoing = OutgoingRequest(key: requestKey, stayingOn: owner.id)
                outgoing.added = [(ForwardedMark.name, ForwardedMark.text(from: own, keys))]
                return try await forwarder.forward(request, outgoing, peer: peer, context: context).response
            case .redirect(let scheme):
                guard case .hostPort(let host, let port) = owner.address else {
                    return Response(status: .misdirectedRequest)
                }
                let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
                let location = "\(scheme)://\(name):\(port)\(request.head.path ?? "/")"
                return Response(status: .temporaryRedirect, headers: [.location: location])
            case .refuse:
                return Response(status: .misdirectedRequest)
            }
        }
    }

    extension SessionOwner where Context == StickyRequestContext {
        /// A middleware for requests in a ``StickyRequestContext``; the parameters are those of the other initialiser.
        public init(
            _ own: EndpointID,
            _ client: LoadBalancedHTTPClient,
            key: SessionKey,
            signedWith keys: SigningKeys,
            others: Others = .forward,
            configuration: StickyProxyConfiguration = StickyProxyConfiguration()
        ) throws(StickySessionsError) {
            try self.init(
                own,
                client,
                key: key,
                signedWith: keys,
                others: others,
                configuration: configuration,
                context: StickyRequestContext.self
            )
        }
    }

    /// What a forwarded request carries, so that it is served where it comes.
    enum ForwardedMark {
        static var name: String { "x-session-owner-forwarded" }
        private static var purpose: String { "forwarded" }

        /// Who forwarded it, and the signature of that.
        static func text(from own: EndpointID, _ keys: SigningKeys) -> String {
            let id = Array(own.string.utf8)
            return Base64URL.text(id) + "." + Base64URL.text(keys.signature(of: id, for: purpose))
        }

        static func isValid(_ text: String, _ keys: SigningKeys) -> Bool {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard text.utf8.count <= 4096, parts.count == 2 else { return false }
            guard let id = Base64URL.bytes(parts[0].utf8), let code = Base64URL.bytes(parts[1].utf8) else {
                return false
            }
            return keys.verify(code, of: id, for: purpose)
        }
    }
#endif
