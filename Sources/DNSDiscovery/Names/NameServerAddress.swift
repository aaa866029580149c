#if DNSDiscovery
    import LoadBalancing

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// Where a name server listens.
    struct NameServerAddress: Hashable, Sendable {
        /// In network order: four bytes, or sixteen.
        let bytes: [UInt8]
        let port: UInt16

        var isIPv6: Bool { bytes.count == 16 }

        /// Reads an IP address, alone or with a port: `10.0.0.53`, `10.0.0.53:5353`, `fd00::53`, `[fd00::53]:5353`.
        init(_ text: String) throws(DNSDiscoveryError) {
            if let bytes = Self.bytes(text) {
                self.bytes = bytes
                port = 53
                return
            }
            guard
                let address = try? EndpointAddress(text),
                case .hostPort(let host, let port) = address,
                let bytes = Self.bytes(host)
            else { throw .invalidNameServer(text) }
            self.bytes = bytes
            self.port = UInt16(port)
        }

        private static func bytes(_ text: String) -> [UInt8]? {
            // A text ends at its first zero byte for C.
            guard !text.utf8.contains(0) else { return nil }
            for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
                var bytes = [UInt8](repeating: 0, count: count)
                if inet_pton(family, text, &bytes) == 1 { return bytes }
            }
            return nil
        }
    }
#endif
