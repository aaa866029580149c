#if StickySessions
    public import HTTPLoadBalancing
    import HTTPTypes
    public import Hummingbird
    import LoadBalancing
    import NIOCore

    /// A reverse proxy that keeps each session on the endpoint it is on: Hummingbird in front, a `LoadBalancedHTTPClient` behind.
    ///
    /// ```swift
    /// let proxy = StickyProxy(client, cookie: try SessionCookie(signedWith: keys))
    /// let app = Application(responder: proxy, configuration: .init(address: .hostname("0.0.0.0", port: 8080)))
    /// ```
    ///
    /// 1. A valid ``SessionCookie`` says where the session is. It stays there while that endpoint is well, be it draining.
    /// 2. Otherwise its ``SessionKey`` places it, by the load balancer's policy, or a turn does if it has none; the cookie says where
    ///    it went. So is it when its endpoint has failed or gone: the next in the key's ranking takes over.
    /// 3. Bodies stream both ways and are never kept. Headers for one connection alone end here, `Forwarded`, `X-Forwarded-For`,
    ///    `-Proto` and `-Host` tell the endpoint who asked, and the cookie does not reach it. `Host` stays as the client sent it.
    ///
    /// | what happened | answer |
    /// | --- | --- |
    /// | the endpoint answered | its answer, whatever its status, after the client's retries |
    /// | nobody is there, or all have too much to do | 503 |
    /// | no connection came about, or it broke | 502 |
    /// | time was up | 504 |
    /// | the request has no usable `Host` or path | 400 |
    /// | its body is larger than ``StickyProxyConfiguration/maximumBodyBytes`` | 413 |
    ///
    /// Upgrades, such as to WebSocket, are not passed on: the endpoint gets the request without, and its answer goes to the client.
    public struct StickyProxy<Context: RemoteAddressRequestContext>: HTTPResponder {
        let forwarder: Forwarder
        private let cookie: SessionCookie?
        private let key: SessionKey

        /// A proxy.
        ///
        /// - Parameters:
        ///   - client: sends the requests on; it is to be run beside the server, as is its load balancer.
        ///   - cookie: tells browsers where their sessions are. Without one, the key alone places sessions, and they move as the
        ///     placement says when endpoints come and go.
        ///   - key: what places a session that no cookie does.
        ///   - configuration: whom to trust, and limits.
        ///   - context: the app's own, which knows who is connected.
        /// - Throws: ``StickySessionsError/invalidLimit(_:_:allowed:)`` for a limit below 0.
        public init(
            _ client: LoadBalancedHTTPClient,
            cookie: SessionCookie?,
            key: SessionKey = .none,
            configuration: StickyProxyConfiguration = StickyProxyConfiguration(),
            context: Context.Type
        ) throws(StickySessionsError) {
            forwarder = try Forwarder(client, configuration)
            self.cookie = cookie
            self.key = key
        }

        public func respond(to request: Request, context: Context) async throws -> Response {
            let peer = context.remoteAddress?.ipAddress.flatMap { IPAddress($0) }
            let client = forwarder.clientAddress(of: request, peer: peer)
            var outgoing = OutgoingRequest(key: key.requestKey(client: client))
            var session: StickySession?
            if let cookie {
                let lines = ForwardedFields.lines("cookie", of: request.headers)
                let (values, others) = CookieFields.take(cookie.name, from: lines)
                // A browser sends one; two of which one is old are no crime, and more not worth a signature each.
                for value in values.prefix(2) where session == nil { session = cookie.session(from: value) }
                outgoing.cookies = values.isEmpty ? nil : others
                outgoing.stayingOn = session.map { EndpointID($0.endpoint) }
            }
            let answer = try await forwarder.forward(request, outgoing, peer: peer, context: context)
            var response = answer.response
            if let cookie {
                response.headers.removeSetCookie(cookie.name)
                if let endpoint = answer.endpoint, let renewed = cookie.renewed(session, on: endpoint.string),
                    let header = cookie.header(for: renewed)
                {
                    response.headers.append(HTTPField(name: .setCookie, value: header))
                }
            }
            return response
        }
    }

    extension StickyProxy where Context == StickyRequestContext {
        /// A proxy for requests in a ``StickyRequestContext``; the parameters are those of the other initialiser.
        public init(
            _ client: LoadBalancedHTTPClient,
            cookie: SessionCookie?,
            key: SessionKey = .none,
            configuration: StickyProxyConfiguration = StickyProxyConfiguration()
        ) throws(StickySessionsError) {
            try self.init(
                client,
                cookie: cookie,
                key: key,
                configuration: configuration,
                context: StickyRequestContext.self
            )
        }
    }

    extension HTTPFields {
        /// Drops what a backend says of the proxy's own cookie.
        fileprivate mutating func removeSetCookie(_ name: String) {
            let lines = self[values: .setCookie]
            guard !lines.isEmpty else { return }
            let kept = lines.filter { line in
                let pair = line.prefix { $0 != "=" }
                return !pair.trimmed.utf8.elementsEqual(name.utf8)
            }
            if kept.count < lines.count { self[values: .setCookie] = kept }
        }
    }
#endif
