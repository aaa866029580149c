#if NetworkProbes
    import Dispatch
    import LoadBalancing
    package import NIOCore

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// Why a name has no address.
    package struct NameLookupError: Error {
        /// In the system's words.
        package let reason: String
    }

    /// Looks up names, each in a thread of its own, and never one name twice at the same time.
    ///
    /// A name server that does not answer holds `getaddrinfo` for some ten seconds, and nothing can interrupt it. A queue of
    /// look-ups, which is what SwiftNIO keeps for each event loop, would hold all names up behind that one, and grow for as
    /// long as probes come faster than it gives up.
    package final class NameLookups: Sendable {
        package typealias Found = Result<[SocketAddress], NameLookupError>

        private struct Name: Hashable {
            let host: String
            let port: Int
        }

        private let waiting = Locked<[Name: [@Sendable (Found) -> Void]]>([:])
        private let addresses: @Sendable (_ host: String, _ port: Int) -> Found

        /// - Parameter addresses: What blocks until the addresses of a name are found.
        package init(
            addresses: @escaping @Sendable (_ host: String, _ port: Int) -> Found = NameLookups.systemAddresses
        ) {
            self.addresses = addresses
        }

        /// Calls back once, from any thread.
        func look(up host: String, port: Int, _ body: @escaping @Sendable (Found) -> Void) {
            let name = Name(host: host, port: port)
            let isFirst = waiting.withLock { waiting in
                waiting[name, default: []].append(body)
                return waiting[name]?.count == 1
            }
            guard isFirst else { return }
            // A queue of its own has a thread of its own. The threads of the global queue are those on which, on Linux, all
            // of Swift's tasks run: a few names that hang would hold those up for seconds.
            DispatchQueue(label: "NetworkProbes.NameLookups").async { [self] in
                let found = addresses(host, port)
                for body in waiting.withLock({ $0.removeValue(forKey: name) ?? [] }) {
                    body(found)
                }
            }
        }

        /// The addresses of a name, from the system's own resolver, in the order in which it would have them tried.
        package static func systemAddresses(host: String, port: Int) -> Found {
            var hints = addrinfo()
            #if canImport(Glibc)
                hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
            #else
                hints.ai_socktype = SOCK_STREAM
            #endif
            var first: UnsafeMutablePointer<addrinfo>?
            let code = getaddrinfo(host, String(port), &hints, &first)
            guard code == 0 else {
                let reason = code == EAI_SYSTEM ? String(cString: strerror(errno)) : String(cString: gai_strerror(code))
                return .failure(NameLookupError(reason: reason))
            }
            defer { freeaddrinfo(first) }
            var addresses: [SocketAddress] = []
            for entry in sequence(first: first, next: { $0?.pointee.ai_next }).prefix(while: { $0 != nil }) {
                guard let entry = entry?.pointee, let bytes = UnsafeRawPointer(entry.ai_addr) else { continue }
                // `load`: the list says by the family which of the structures it points at.
                switch entry.ai_family {
                case AF_INET: addresses.append(SocketAddress(bytes.load(as: sockaddr_in.self), host: host))
                case AF_INET6: addresses.append(SocketAddress(bytes.load(as: sockaddr_in6.self), host: host))
                default: break
                }
            }
            return .success(addresses)
        }
    }
#endif
