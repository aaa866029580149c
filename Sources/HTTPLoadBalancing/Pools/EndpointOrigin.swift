#if HTTP
    import LoadBalancing
    import NIOCore

    /// Where and as whom an endpoint is connected to: what its connections are kept by.
    ///
    /// | endpoint at | asked for | URL | override |
    /// | --- | --- | --- | --- |
    /// | `10.0.0.1:80` | `http://users.example/a` | `http://10.0.0.1:80/a` | |
    /// | `10.0.0.1:443` | `https://users.example/a` | `https://users.example:443/a` | `users.example` is `10.0.0.1` |
    /// | `b1.internal:443` | `https://users.example/a` | `https://b1.internal:443/a` | |
    /// | `unix:/run/a.sock` | `http://users.example/a` | `http+unix://%2Frun%2Fa.sock/a` | |
    struct EndpointOrigin: Hashable, Sendable {
        let id: EndpointID
        let address: EndpointAddress
        /// The name asked for and verified by TLS; `nil` without TLS.
        let tlsName: String?

        /// - Throws: ``LoadBalancedHTTPError/noNameToVerify(_:_:)``
        init(_ endpoint: Endpoint, for target: RequestTarget) throws(LoadBalancedHTTPError) {
            id = endpoint.id
            address = endpoint.address
            guard target.isSecure else {
                tlsName = nil
                return
            }
            guard case .hostPort(let host, _) = endpoint.address else {
                throw .noNameToVerify(endpoint.id, endpoint.address)
            }
            tlsName = endpoint.tlsHostName ?? Self.name(host) ?? Self.name(String(target.host)) ?? host
        }

        /// The id says nearly all.
        func hash(into hasher: inout Hasher) { hasher.combine(id) }

        /// What stands before the path in the URLs of requests to it.
        var urlPrefix: String {
            switch address {
            case .hostPort(let host, let port):
                let name = tlsName ?? host
                let bracketed = name.utf8.contains(UInt8(ascii: ":")) ? "[\(name)]" : name
                return "\(tlsName == nil ? "http" : "https")://\(bracketed):\(port)"
            case .unixPath(let path):
                return "http+unix://\(Self.percentEncoded(path))"
            }
        }

        /// Which names to connect to where else.
        var overrides: [String: String] {
            guard case .hostPort(let host, _) = address, let tlsName, tlsName != host else { return [:] }
            // However its case comes out of the URL.
            var overrides = [tlsName: host]
            overrides[tlsName.lowercased()] = host
            return overrides
        }

        /// `nil` for an IP address: it is no name that a server could have more than one of.
        private static func name(_ host: String) -> String? {
            guard let last = host.utf8.last, !host.utf8.contains(UInt8(ascii: ":")) else { return nil }
            // No top-level domain ends in a digit.
            return (0x30...0x39).contains(last) ? nil : host
        }

        private static func percentEncoded(_ path: String) -> String {
            let hex = Array("0123456789ABCDEF".utf8)
            var encoded: [UInt8] = []
            for byte in path.utf8 {
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                    encoded.append(byte)
                default: encoded += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
                }
            }
            return String(decoding: encoded, as: UTF8.self)
        }
    }
#endif
