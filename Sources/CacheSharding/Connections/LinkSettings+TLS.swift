#if Caches
    import LoadBalancing
    import NIOCore
    import NIOSSL

    extension LinkSettings {
        /// What secures a connection to an endpoint; `nil` if nothing does.
        func makeTLSHandler(for endpoint: Endpoint) throws -> NIOSSLClientHandler? {
            guard let tls else { return nil }
            return try NIOSSLClientHandler(context: tls, serverHostname: endpoint.nameToVerify)
        }
    }

    extension Endpoint {
        /// The name in the certificate; `nil` for an IP address, which is verified as what is connected to.
        var nameToVerify: String? {
            if let tlsHostName { return tlsHostName }
            guard case .hostPort(let host, let port) = address else { return nil }
            return (try? SocketAddress(ipAddress: host, port: port)) == nil ? host : nil
        }
    }
#endif
