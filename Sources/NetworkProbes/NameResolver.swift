#if NetworkProbes
    import LoadBalancing
    import NIOCore
    import NIOPosix

    /// Brings the addresses of one name to one connection attempt.
    final class NameResolver: Resolver, Sendable {
        private let lookups: NameLookups
        private let ip6: EventLoopPromise<[SocketAddress]>
        private let ip4: EventLoopPromise<[SocketAddress]>

        init(on loop: any EventLoop, lookups: NameLookups) {
            self.lookups = lookups
            ip6 = loop.makePromise()
            ip4 = loop.makePromise()
        }

        deinit {
            // Where nothing was looked up: a promise must be kept. Keeping one again changes nothing.
            cancelQueries()
        }

        /// Called first, and looks up both: `getaddrinfo` does.
        func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
            lookups.look(up: host, port: port) { [ip6, ip4] found in
                switch found {
                case .success(let addresses):
                    ip6.succeed(addresses.filter { $0.protocol == .inet6 })
                    ip4.succeed(addresses.filter { $0.protocol == .inet })
                case .failure(let error):
                    ip6.fail(error)
                    ip4.fail(error)
                }
            }
            return ip6.futureResult
        }

        func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
            ip4.futureResult
        }

        /// Stops waiting. The look-up itself goes on.
        func cancelQueries() {
            ip6.fail(CancellationError())
            ip4.fail(CancellationError())
        }
    }
#endif
