#if NetworkProbes
    package import LoadBalancing
    package import NIOCore
    import NIOPosix

    /// One connection that is made and closed, with all the sockets that it took: a name may have many addresses.
    package final class ConnectAttempt: Sendable {
        private struct State {
            /// Every channel made so far.
            var channels: [any Channel] = []
            /// Where a name is looked up.
            var resolver: NameResolver?
            /// No more channels are wanted.
            var isOver = false
            var isCancelled = false
        }

        private let loop: any EventLoop
        private let timeout: Duration
        private let lookups: NameLookups
        private let prepare: @Sendable (any Channel) -> EventLoopFuture<Void>
        private let state = Locked(State())

        /// - Parameter prepare: Sets up what the connection is to do, before it connects; nothing unless given.
        package init(
            on loop: any EventLoop,
            timeout: Duration,
            lookups: NameLookups,
            preparing prepare: @escaping @Sendable (any Channel) -> EventLoopFuture<Void> = {
                // What the server says is not read.
                $0.setOption(.autoRead, value: false)
            }
        ) {
            self.loop = loop
            self.timeout = timeout
            self.lookups = lookups
            self.prepare = prepare
        }

        package var isCancelled: Bool { state.withLock { $0.isCancelled } }

        /// Connects, lets `talk` use the connection, and returns once all sockets are closed.
        package func connectAndClose<Answer: Sendable>(
            _ address: EndpointAddress,
            talk: (any Channel) async throws -> Answer
        ) async throws -> Answer {
            let result: Result<Answer, any Error>
            do {
                result = .success(try await talk(try await connect(address).get()))
            } catch {
                result = .failure(error)
            }
            for channel in end(cancelled: false).channels {
                channel.close(promise: nil)
                // It succeeds for every channel, however it was closed.
                try? await channel.closeFuture.get()
            }
            return try result.get()
        }

        /// Lets the connection under way fail at once, and any later.
        package func cancel() {
            let state = end(cancelled: true)
            for channel in state.channels {
                channel.close(promise: nil)
            }
            state.resolver?.cancelQueries()
        }

        private func end(cancelled: Bool) -> State {
            state.withLock { state in
                if cancelled, !state.isOver { state.isCancelled = true }
                state.isOver = true
                return state
            }
        }

        private func connect(_ address: EndpointAddress) -> EventLoopFuture<any Channel> {
            let bootstrap = ClientBootstrap(group: loop)
                .connectTimeout(TimeAmount(timeout))
                .channelInitializer { [self, loop] channel in
                    // Called before it connects, so that a channel that comes too late never does.
                    let isWanted = state.withLock { state in
                        if !state.isOver { state.channels.append(channel) }
                        return !state.isOver
                    }
                    return isWanted ? prepare(channel) : loop.makeFailedFuture(CancellationError())
                }
            switch address {
            case .unixPath(let path):
                return bootstrap.connect(unixDomainSocketPath: path)
            case .hostPort(let host, let port):
                // An IP address needs no look-up.
                guard let address = try? SocketAddress(ipAddress: host, port: port) else {
                    let resolver = NameResolver(on: loop, lookups: lookups)
                    let isOver = state.withLock { state in
                        state.resolver = resolver
                        return state.isOver
                    }
                    // Cancelled before: `cancel` has not seen it.
                    if isOver { resolver.cancelQueries() }
                    return bootstrap.resolver(resolver).connect(host: host, port: port)
                }
                return bootstrap.connect(to: address)
            }
        }
    }
#endif
