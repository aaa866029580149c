#if NetworkProbes
    public import LoadBalancing
    import NIOCore
    import NIOPosix

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// Why an endpoint could not be connected to.
    public enum ProbeError: Error, Hashable, Sendable {
        /// No socket can be made for the address.
        case invalidAddress(EndpointError)
        /// The host's name has no address; the reason is the system's.
        case unresolvable(EndpointAddress, reason: String)
        /// The machine answered that nothing listens there.
        case refused(EndpointAddress)
        /// There is no file at the path of the Unix socket.
        case missingSocket(EndpointAddress)
        /// No answer came within the time.
        case timedOut(EndpointAddress, after: Duration)
        /// Something else; the reason is the system's, or each of its addresses' if a name has many.
        case failed(EndpointAddress, reason: String)
    }

    extension ProbeError: CustomStringConvertible {
        public var description: String {
            switch self {
            case .invalidAddress(let error):
                error.description
            case .unresolvable(let address, let reason):
                "the name of \(address.description.quoted) was not found (\(reason)): correct the name, or look at "
                    + "the name server"
            case .refused(let address):
                "\(address.description.quoted) refused the connection: nothing listens there; start its "
                    + "server, or correct the address"
            case .missingSocket(let address):
                "there is no socket at \(address.description.quoted): start its server, or correct the path"
            case .timedOut(let address, let time):
                "\(address.description.quoted) did not answer within \(time): it is down, overloaded, or cut off "
                    + "by a firewall"
            case .failed(let address, let reason):
                "no connection to \(address.description.quoted): \(reason)"
            }
        }
    }

    extension ProbeError {
        /// What SwiftNIO says about a connection, in the words of this module.
        package init(_ error: any Error, connectingTo address: EndpointAddress, within time: Duration) {
            switch error {
            case let error as NIOConnectionError:
                self.init(error, connectingTo: address, within: time)
            case let error as IOError where error.errnoCode == ECONNREFUSED:
                self = .refused(address)
            case let error as IOError where error.errnoCode == ENOENT:
                self = .missingSocket(address)
            case ChannelError.connectTimeout:
                self = .timedOut(address, after: time)
            default:
                self = .failed(address, reason: Self.reason(error))
            }
        }

        /// Of a name: why it was not found, or why none of its addresses could be connected to.
        private init(_ error: NIOConnectionError, connectingTo address: EndpointAddress, within time: Duration) {
            let causes = error.connectionErrors.map { Self($0.error, connectingTo: address, within: time) }
            guard let cause = causes.first else {
                let lookup = error.dnsAAAAError ?? error.dnsAError
                self = .unresolvable(address, reason: lookup.map(Self.reason) ?? "it has no address")
                return
            }
            // One word will do if it is the same for all.
            guard causes.contains(where: { $0 != cause }) else {
                self = cause
                return
            }
            let reasons = error.connectionErrors.map { "\($0.target): \(Self.reason($0.error))" }
            self = .failed(address, reason: reasons.joined(separator: "; "))
        }

        private static func reason(_ error: any Error) -> String {
            switch error {
            case let error as NameLookupError: error.reason
            case let error as IOError: String(cString: strerror(error.errnoCode))
            case SocketAddressError.unixDomainSocketPathTooLong: "SwiftNIO takes socket paths of at most 103 bytes"
            default: "\(error)"
            }
        }
    }
#endif
