#if GRPC
    public import LoadBalancing

    #if DNSDiscovery
        import DNSDiscovery
    #endif

    /// A service's name as gRPC writes it, read into where its endpoints come from.
    ///
    /// | target | endpoints |
    /// | --- | --- |
    /// | `dns:///users.example.org:50051`, `users.example.org:50051` | the name's A records, or else AAAA; port 443 if none is given |
    /// | `dns:///_grpc._tcp.users.example.org` | the service's SRV records: no port |
    /// | `dns://10.0.0.53/users.example.org:50051`, `dns://10.0.0.53:5353/…` | the same, asked of that name server |
    /// | `ipv4:10.0.0.1:50051,10.0.0.2:50051` | these |
    /// | `ipv6:[2001:db8::1]:50051` | these |
    /// | `unix:/run/users.socket`, `unix:///run/users.socket` | this one |
    ///
    /// Targets of `dns` need the package trait `DNSDiscovery`.
    ///
    /// Source: gRPC's "gRPC Name Resolution"; RFC 2782 for SRV.
    public struct GRPCTarget: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            case addresses(name: String, port: Int, server: String?)
            case service(name: String, server: String?)
            case endpoints([EndpointAddress])
        }

        /// The target as it was written.
        public let text: String
        let kind: Kind

        /// Reads a target.
        ///
        /// - Throws: ``GRPCTargetError`` if it is none.
        public init(_ text: String) throws(GRPCTargetError) {
            self.text = text
            do throws(GRPCTargetError.Reason) {
                kind = try Self.kind(text)
            } catch {
                throw .invalid(text, error)
            }
        }

        private static func kind(_ text: String) throws(GRPCTargetError.Reason) -> Kind {
            let scheme = text.prefix { $0 != ":" }
            let rest = text.dropFirst(scheme.count + 1)
            switch scheme {
            case "unix":
                let path = rest.hasPrefix("//") ? rest.dropFirst(2) : rest
                return .endpoints([try checked(.unixPath(String(path)))])
            case "ipv4", "ipv6":
                var addresses: [EndpointAddress] = []
                for part in rest.split(separator: ",", omittingEmptySubsequences: false) {
                    addresses.append(try address(String(part)))
                }
                return .endpoints(addresses)
            case "dns":
                guard rest.hasPrefix("//") else { return try name(rest, server: nil) }
                let parts = rest.dropFirst(2).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2 else { throw .noName }
                return try name(parts[1], server: parts[0].isEmpty ? nil : String(parts[0]))
            default:
                guard !text.contains("://") else { throw .unknownScheme(String(scheme)) }
                return try name(text[...], server: nil)
            }
        }

        private static func name(_ text: Substring, server: String?) throws(GRPCTargetError.Reason) -> Kind {
            guard !text.isEmpty, !text.contains("/") else { throw .noName }
            if text.hasPrefix("_") {
                guard !text.contains(":") else { throw .portOfService }
                return .service(name: String(text), server: server)
            }
            guard text.contains(":") else { return .addresses(name: String(text), port: 443, server: server) }
            guard case .hostPort(let host, let port) = try address(String(text)) else { throw .noName }
            return .addresses(name: host, port: port, server: server)
        }

        private static func address(_ text: String) throws(GRPCTargetError.Reason) -> EndpointAddress {
            do throws(EndpointError) {
                return try EndpointAddress(text)
            } catch {
                throw .address(error)
            }
        }

        private static func checked(_ address: EndpointAddress) throws(GRPCTargetError.Reason) -> EndpointAddress {
            do throws(EndpointError) {
                try address.check()
                return address
            } catch {
                throw .address(error)
            }
        }

        /// Where its endpoints come from.
        ///
        /// - Throws: ``GRPCTargetError/needsDNSDiscovery(_:)`` for a target of DNS without that trait; what `DNSDiscovery` says of
        ///   a name or a name server that can't be.
        public func discovery() throws -> any EndpointDiscovery {
            switch kind {
            case .endpoints(let addresses):
                return StaticDiscovery(addresses.map { Endpoint(address: $0) })
            case .addresses(let name, let port, let server):
                #if DNSDiscovery
                    return try DNSDiscovery(name: name, port: port, configuration: Self.configuration(server))
                #else
                    throw GRPCTargetError.needsDNSDiscovery(text)
                #endif
            case .service(let name, let server):
                #if DNSDiscovery
                    return try DNSDiscovery(service: name, configuration: Self.configuration(server))
                #else
                    throw GRPCTargetError.needsDNSDiscovery(text)
                #endif
            }
        }

        #if DNSDiscovery
            private static func configuration(_ server: String?) -> DNSDiscoveryConfiguration {
                var configuration = DNSDiscoveryConfiguration()
                if let server { configuration.nameServers = [server] }
                return configuration
            }
        #endif
    }

    /// Why a target can't be used.
    public enum GRPCTargetError: Error, Hashable, Sendable {
        /// What is wrong with it.
        public enum Reason: Error, Hashable, Sendable {
            case unknownScheme(String)
            case noName
            /// A service's records say on which ports its servers listen.
            case portOfService
            case address(EndpointError)
        }

        case invalid(String, Reason)
        /// It is to be looked up in DNS, and the package's trait for that is off.
        case needsDNSDiscovery(String)
    }

    extension GRPCTargetError: CustomStringConvertible {
        public var description: String {
            switch self {
            case .invalid(let target, let reason): "the target \(target.quoted) can't be used: \(reason)"
            case .needsDNSDiscovery(let target):
                "the target \(target.quoted) is looked up in DNS: enable swift-sharding's trait “DNSDiscovery”"
            }
        }
    }

    extension GRPCTargetError.Reason: CustomStringConvertible {
        public var description: String {
            switch self {
            case .unknownScheme(let scheme):
                "the scheme \(scheme.quoted) is not known; allowed are dns, ipv4, ipv6 and unix"
            case .noName: "it has no name: write “dns:///name:port”"
            case .portOfService: "a service's SRV records have its ports: leave the port out"
            case .address(let error): "\(error)"
            }
        }
    }
#endif
