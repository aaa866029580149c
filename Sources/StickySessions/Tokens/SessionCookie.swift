#if StickySessions
    /// The cookie that tells which endpoint a session is on.
    ///
    /// Its value is a token that only who has the ``SigningKeys`` can make: the endpoint's id, when the session began on it and
    /// when it was last seen, signed. What is forged, has expired, belongs to another cookie or is absurdly long is as good as
    /// none. The backend never sees it.
    public struct SessionCookie: Sendable {
        public enum SameSite: String, Hashable, Sendable {
            case strict = "Strict"
            case lax = "Lax"
            /// Needs ``SessionCookie/isSecure``.
            case none = "None"
        }

        /// With the prefix `__Host-` a browser accepts it only by HTTPS, for one host and all of its paths; with `__Secure-`, only
        /// by HTTPS.
        public let name: String
        public let path: String
        /// The host's own only, if `nil`.
        public let domain: String?
        /// Whether it is sent by HTTPS only.
        public let isSecure: Bool
        /// Whether scripts don't see it.
        public let isHTTPOnly: Bool
        public let sameSite: SameSite
        /// Whether it lasts longer than the browser's window, by `Max-Age`.
        public let isPersistent: Bool
        /// How long a session lasts without a request; for good if `nil`.
        public let idleLifetime: Duration?
        /// How long a session lasts at most; for good if `nil`.
        public let absoluteLifetime: Duration?

        let keys: SigningKeys
        let now: @Sendable () -> Int64

        /// A cookie.
        ///
        /// - Parameters:
        ///   - keys: what signs it.
        ///   - name: a token (RFC 9110, section 5.6.2) of up to 64 characters.
        ///   - path: begins with a slash.
        ///   - domain: letters, digits, hyphens and dots.
        ///   - isSecure: whether it is sent by HTTPS only.
        ///   - isHTTPOnly: whether scripts don't see it.
        ///   - sameSite: whether other sites' requests bring it.
        ///   - isPersistent: whether it lasts longer than the browser's window.
        ///   - idleLifetime: how long a session lasts without a request; from a second to 400 days, the most that browsers keep
        ///     (RFC 6265bis).
        ///   - absoluteLifetime: how long it lasts at most; the same.
        /// - Throws: ``StickySessionsError`` for what a browser would refuse.
        public init(
            signedWith keys: SigningKeys,
            name: String = "__Host-endpoint",
            path: String = "/",
            domain: String? = nil,
            isSecure: Bool = true,
            isHTTPOnly: Bool = true,
            sameSite: SameSite = .lax,
            isPersistent: Bool = false,
            idleLifetime: Duration? = .seconds(3600),
            absoluteLifetime: Duration? = .seconds(86_400)
        ) throws(StickySessionsError) {
            self.name = name
            self.path = path
            self.domain = domain
            self.isSecure = isSecure
            self.isHTTPOnly = isHTTPOnly
            self.sameSite = sameSite
            self.isPersistent = isPersistent
            self.idleLifetime = idleLifetime
            self.absoluteLifetime = absoluteLifetime
            self.keys = keys
            now = WallClock.now
            try check()
        }

        /// The same, at the times that a test says, in seconds since 1970.
        package init(_ cookie: SessionCookie, now: @escaping @Sendable () -> Int64) {
            name = cookie.name
            path = cookie.path
            domain = cookie.domain
            isSecure = cookie.isSecure
            isHTTPOnly = cookie.isHTTPOnly
            sameSite = cookie.sameSite
            isPersistent = cookie.isPersistent
            idleLifetime = cookie.idleLifetime
            absoluteLifetime = cookie.absoluteLifetime
            keys = cookie.keys
            self.now = now
        }

        private func check() throws(StickySessionsError) {
            guard !name.isEmpty, name.utf8.count <= 64, name.utf8.allSatisfy(\.isTokenCharacter) else {
                throw .invalidCookieName(name)
            }
            guard path.utf8.first == UInt8(ascii: "/"), path.utf8.allSatisfy(\.isAttributeCharacter) else {
                throw .invalidCookieAttribute(
                    "path",
                    value: path,
                    allowed: "it begins with / and has no ; or control character"
                )
            }
            if let domain, domain.isEmpty || !domain.utf8.allSatisfy(\.isDomainCharacter) {
                throw .invalidCookieAttribute("domain", value: domain, allowed: "letters, digits, hyphens and dots")
            }
            if sameSite == .none, !isSecure {
                throw .invalidCookieAttribute("SameSite", value: "None", allowed: "only with isSecure: true")
            }
            if name.hasPrefix("__Secure-") || name.hasPrefix("__Host-"), !isSecure {
                throw .invalidCookieAttribute("name", value: name, allowed: "only with isSecure: true, or another name")
            }
            if name.hasPrefix("__Host-"), path != "/" || domain != nil {
                throw .invalidCookieAttribute(
                    "name",
                    value: name,
                    allowed: "only with path: \"/\" and no domain, or another name"
                )
            }
            for (name, lifetime) in [("idleLifetime", idleLifetime), ("absoluteLifetime", absoluteLifetime)] {
                if let lifetime, !(Duration.seconds(1)...(.seconds(400 * 86_400))).contains(lifetime) {
                    throw .invalidLifetime(name, lifetime)
                }
            }
        }

        /// What a browser is told, for a session as it is now; `nil` if the endpoint's id is too long for a cookie.
        func header(for session: StickySession) -> String? {
            guard let token = SessionToken.text(for: session, cookie: name, keys: keys) else { return nil }
            var header = "\(name)=\(token); Path=\(path)"
            if let domain { header += "; Domain=\(domain)" }
            if isPersistent {
                let left = absoluteLifetime.map { session.began + $0.wholeSeconds - session.lastSeen }
                let seconds = [idleLifetime?.wholeSeconds, left].compactMap { $0 }.min() ?? 400 * 86_400
                header += "; Max-Age=\(max(0, seconds))"
            }
            if isSecure { header += "; Secure" }
            if isHTTPOnly { header += "; HttpOnly" }
            return header + "; SameSite=\(sameSite.rawValue)"
        }

        /// The session that a cookie's value tells of, if it is one of ours and lasts.
        func session(from value: some StringProtocol) -> StickySession? {
            guard let session = SessionToken.session(in: value, cookie: name, keys: keys) else { return nil }
            let now = now()
            // Clocks of two instances differ; a minute is much.
            guard session.began <= session.lastSeen, session.lastSeen <= now + 60 else { return nil }
            if let idleLifetime, now - session.lastSeen >= idleLifetime.wholeSeconds { return nil }
            if let absoluteLifetime, now - session.began >= absoluteLifetime.wholeSeconds { return nil }
            return session
        }

        /// The session after a request that an endpoint answered, if a browser is to be told of it: it is on another endpoint, or
        /// a tenth of what it lasts without a request has gone.
        func renewed(_ session: StickySession?, on endpoint: String) -> StickySession? {
            let now = now()
            guard let session, session.endpoint.utf8.elementsEqual(endpoint.utf8) else {
                return StickySession(endpoint: endpoint, began: now, lastSeen: now)
            }
            guard let idleLifetime, (now - session.lastSeen) * 10 >= idleLifetime.wholeSeconds else { return nil }
            return StickySession(endpoint: endpoint, began: session.began, lastSeen: max(now, session.lastSeen))
        }
    }

    /// Which endpoint a session is on, since when, and when it was last told so, in seconds since 1970.
    struct StickySession: Hashable, Sendable {
        var endpoint: String
        var began: Int64
        var lastSeen: Int64
    }

    extension Duration {
        var wholeSeconds: Int64 { components.seconds }
    }

    extension UInt8 {
        fileprivate var isLetterOrDigit: Bool {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
        }

        fileprivate var isTokenCharacter: Bool { isLetterOrDigit || "!#$%&'*+-.^_`|~".utf8.contains(self) }
        fileprivate var isDomainCharacter: Bool {
            isLetterOrDigit || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
        }
        fileprivate var isAttributeCharacter: Bool { self > 0x20 && self < 0x7F && self != UInt8(ascii: ";") }
    }
#endif
