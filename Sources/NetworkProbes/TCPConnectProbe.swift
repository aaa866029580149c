#if NetworkProbes
    public import LoadBalancing
    public import NIOCore
    public import NIOPosix

    /// Asks an endpoint whether it is alive by connecting to it: who accepts a connection is well.
    ///
    /// ```swift
    /// LoadBalancer(FileDiscovery(path: "/etc/endpoints.yaml"), probe: TCPConnectProbe())
    /// ```
    ///
    /// It connects to the endpoint's ``LoadBalancing/Endpoint/address`` (an IP address of either kind, a name, or a Unix
    /// socket's path), closes, and returns when the socket is closed; nothing is sent and nothing read. Of a name's
    /// addresses it takes those that answer first, as RFC 8305 (Happy Eyeballs) says. It tells that the kernel of that
    /// machine accepts connections for the server, not that the server answers: an accepting server that hangs is found by
    /// the outcomes of its requests.
    ///
    /// - It is cancelled at once, and returns when what it opened is closed. `getaddrinfo`, which looks up names, can't be
    ///   interrupted: a look-up that hangs goes on in a thread of its own, and probes of that name wait for the same one
    ///   until then. Other names are looked up meanwhile.
    /// - A probe costs a socket while it runs, and leaves a connection in TIME_WAIT on this machine, as whoever closes
    ///   first does.
    ///
    /// It needs the package trait `NetworkProbes`.
    public struct TCPConnectProbe: EndpointProbe {
        private let group: any EventLoopGroup
        private let connectTimeout: Duration
        private let lookups: NameLookups

        /// A probe that connects from this group's event loops.
        ///
        /// - Parameters:
        ///   - group: Where to connect from; unless given, the one that all of a process share.
        ///   - connectTimeout: After how long to give up, looking up the name included. It is there for those who set no
        ///     deadline of their own: a load balancer cancels a probe when its time is up. From a millisecond to a day;
        ///     beyond it the nearer of the two is taken.
        public init(
            group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
            connectTimeout: Duration = .seconds(10)
        ) {
            self.init(group: group, connectTimeout: connectTimeout, lookups: NameLookups())
        }

        init(group: any EventLoopGroup, connectTimeout: Duration, lookups: NameLookups) {
            self.group = group
            self.connectTimeout = min(max(connectTimeout, .milliseconds(1)), .seconds(86_400))
            self.lookups = lookups
        }

        public var probeName: String { "TCP" }

        /// Returns if the endpoint accepts a connection.
        ///
        /// - Throws: ``ProbeError``; `CancellationError` if the task was cancelled before the connection stood.
        public func probe(_ endpoint: Endpoint) async throws {
            let address = endpoint.address
            do {
                try address.check()
            } catch {
                throw ProbeError.invalidAddress(error)
            }
            let attempt = ConnectAttempt(on: group.next(), timeout: connectTimeout, lookups: lookups)
            do {
                try await withTaskCancellationHandler {
                    try await attempt.connectAndClose(address) { _ in }
                } onCancel: {
                    attempt.cancel()
                }
            } catch {
                guard !attempt.isCancelled else { throw CancellationError() }
                throw ProbeError(error, connectingTo: address, within: connectTimeout)
            }
        }
    }
#endif
