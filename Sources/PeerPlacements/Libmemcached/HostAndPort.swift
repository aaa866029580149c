#if Peers
    /// A memcached server's address, split.
    struct HostAndPort {
        let host: String
        let port: Int

        /// - Parameter address: `host:port`; without a port, memcached's own, 11211.
        init(_ address: String) throws(PeerPlacementError) {
            guard let colon = address.utf8.lastIndex(of: UInt8(ascii: ":")) else {
                guard !address.isEmpty else {
                    throw .invalidNode(address, expected: "host:port")
                }
                host = address
                port = Self.memcached
                return
            }
            let digits = address[address.utf8.index(after: colon)...]
            guard colon != address.startIndex, let port = UInt16(digits), port > 0, !digits.hasPrefix("+") else {
                throw .invalidNode(address, expected: "host:port, the port from 1 to 65535")
            }
            host = String(address[..<colon])
            self.port = Int(port)
        }

        /// What libmemcached and twemproxy hash: memcached's own port is left out.
        var label: String { port == Self.memcached ? host : "\(host):\(port)" }

        private static let memcached = 11_211
    }
#endif
