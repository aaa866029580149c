#if NetworkProbes
    import LoadBalancing
    import NIOCore
    import NIOPosix

    /// One connection that is made and closed, with all the sockets that it took: a name may have many addresses.
    final class ConnectAttempt: Sendable {
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
        private let state = Locked(State())

        init(on loop: any EventLoop, timeout: Duration, lookups: NameLookups) {
            self.loop = loop
            self.timeout = timeout
            self.lookups = lookups
        }

        var isCancelled: Bool { state.withLock { $0.isCancelled } }

        /// Connects, and returns once all sockets are closed.
        func connectAndClose(_ address: EndpointAddress) async throws {
            let result: Result<Void, any Error>
            do {
                _ = try await connect(address).get()
                result = .success(())
            } catch {
                result = .failure(error)
            }
            for channel in end(cancelled: false).channels {
                channel.close(promise: nil)
                // It succeeds for every channel, however it was closed.
                try? await channel.closeFuture.get()
            }
            try result.get()
        }

        /// Lets the connection under way fail at once, and any later.
        func cancel() {
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
                // What the server says is not read.
                .channelOption(.autoRead, value: false)
                .channelInitializer { [self, loop] channel in
                    // Called before it connects, so that a channel that comes too late never does.
                    let isWanted = state.withLock { state in
                        if !state.isOver { state.channels.append(channel) }
                        return !state.isOver
                    }
                    return isWanted
                        ? loop.makeSucceededVoidFuture() : loop.makeFailedFuture(CancellationError())
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
