#if StickySessions
    import HTTPLoadBalancing
    import HTTPTypes
    import Hummingbird

    /// What a session is known by: requests with the same one go to the same endpoint while the list and its health stay.
    ///
    /// ```swift
    /// let key: SessionKey = .header("x-user").or(.clientAddress)
    /// ```
    ///
    /// It places a session that no valid ``SessionCookie`` places, and any if there is no such cookie. A request without it is
    /// placed like one without a session: endpoints take turns, and the cookie says where it went.
    public struct SessionKey: Sendable {
        private enum Source: Sendable {
            case request(RequestKey)
            case clientAddress
            indirect case either(SessionKey, SessionKey)
        }

        private let source: Source

        private init(_ source: Source) {
            self.source = source
        }

        /// No key: only a cookie tells.
        public static var none: SessionKey { SessionKey(.request(.none)) }

        /// The request's header of this name.
        public static func header(_ name: String) -> SessionKey { SessionKey(.request(.header(name))) }

        /// The request's cookie of this name, such as the app's own for its sessions.
        public static func cookie(_ name: String) -> SessionKey { SessionKey(.request(.cookie(name))) }

        /// One part of the path between slashes: 0 is `users` in `/users/17`, 1 is `17`.
        public static func pathSegment(_ index: Int) -> SessionKey { SessionKey(.request(.pathSegment(index))) }

        /// The query's first parameter of this name.
        public static func queryItem(_ name: String) -> SessionKey { SessionKey(.request(.queryItem(name))) }

        /// The client's IP address, which trusted proxies may tell.
        public static var clientAddress: SessionKey { SessionKey(.clientAddress) }

        /// This key, or the other one where a request has none such.
        public func or(_ other: SessionKey) -> SessionKey { SessionKey(.either(self, other)) }

        /// - Parameter client: its address, if it is known.
        func requestKey(client: IPAddress?) -> RequestKey {
            switch source {
            case .request(let key): key
            case .clientAddress: client.map { .value($0.text) } ?? .none
            case .either(let first, let second):
                first.requestKey(client: client).or(second.requestKey(client: client))
            }
        }
    }
#endif
