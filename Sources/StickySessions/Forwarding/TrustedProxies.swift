#if StickySessions
    /// The proxies in front of this one whose word is taken on who the client is.
    ///
    /// ```swift
    /// let proxies = try TrustedProxies(["10.0.0.0/8", "fd00::/8", "192.0.2.7"])
    /// ```
    ///
    /// Of `X-Forwarded-For`, addresses are read from the last one back: the client is the first that is none of these. What others
    /// write into such headers is thrown away.
    public struct TrustedProxies: Sendable {
        private let networks: [IPNetwork]

        /// - Throws: ``StickySessionsError/invalidNetwork(_:)`` for the first that is neither an address nor a network.
        public init(_ networks: [String]) throws(StickySessionsError) {
            var read: [IPNetwork] = []
            for text in networks { read.append(try IPNetwork(text)) }
            self.networks = read
        }

        /// Nobody's word.
        public static var none: TrustedProxies { TrustedProxies() }

        private init() { networks = [] }

        func contains(_ address: IPAddress) -> Bool { networks.contains { $0.contains(address) } }

        /// How many addresses of a header are looked at.
        private static var hopLimit: Int { 32 }

        /// Who sent a request that `peer` brought.
        ///
        /// - Parameter forwardedFor: the lines of `X-Forwarded-For`, in their order.
        func client(peer: IPAddress, forwardedFor lines: [String]) -> IPAddress {
            guard contains(peer) else { return peer }
            var client = peer
            let hops = lines.reversed().lazy.flatMap {
                $0.split(separator: ",", omittingEmptySubsequences: false).reversed()
            }
            for hop in hops.prefix(Self.hopLimit) {
                // Behind something unreadable anything may stand.
                guard let address = IPAddress(element: hop) else { return client }
                client = address
                guard contains(address) else { return client }
            }
            return client
        }
    }
#endif
