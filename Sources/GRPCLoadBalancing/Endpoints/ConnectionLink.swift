#if GRPC
    import LoadBalancing
    import NIOCore

    /// What is known of the connection to an endpoint, from its channel: a transport keeps that to itself.
    final class ConnectionLink: Sendable {
        /// How the newest connection stands.
        enum State: Hashable, Sendable {
            /// None was made yet, or one is being made: the other side has not said anything.
            case connecting
            /// The other side has sent something. That it took the connection would say nothing: its kernel did that.
            case connected
            /// There was one, and it is closed. The transport makes another, at the latest for the next call.
            case closed
            /// The last one could not be made. The transport tries again after its back-off, and refuses calls meanwhile.
            case failed
        }

        private struct Inner: Sendable {
            var state = State.connecting
            /// Of the newest one: what an older one does says nothing any more.
            var number = 0
            var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
            var nextWaiter = 0
        }

        private let inner = Locked(Inner())
        private let changed: @Sendable (State) -> Void

        /// - Parameter changed: told of each state when it comes, from the connection's event loop.
        init(changed: @escaping @Sendable (State) -> Void = { _ in }) {
            self.changed = changed
        }

        var state: State { inner.withLock { $0.state } }

        /// Follows a connection that is about to be made.
        func follow(_ channel: any Channel) -> EventLoopFuture<Void> {
            let number = inner.withLock { inner in
                inner.number += 1
                inner.state = .connecting
                return inner.number
            }
            channel.closeFuture.whenComplete { _ in self.closed(number) }
            return channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(
                    FirstWordHandler { self.settle(.connected, of: number) },
                    position: .first
                )
            }
        }

        private func closed(_ number: Int) {
            settle(state == .connected ? .closed : .failed, of: number)
        }

        private func settle(_ state: State, of number: Int) {
            let waiters = inner.withLock { inner -> [CheckedContinuation<Void, Never>]? in
                guard inner.number == number else { return nil }
                inner.state = state
                defer { inner.waiters = [:] }
                return Array(inner.waiters.values)
            }
            guard let waiters else { return }
            changed(state)
            for waiter in waiters { waiter.resume() }
        }

        /// Returns when no connection is being made any more, or the task is cancelled.
        private func waitUntilSettled() async {
            let number = inner.withLock { inner in
                inner.nextWaiter += 1
                return inner.nextWaiter
            }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isThrough = inner.withLock { inner in
                        guard inner.state == .connecting, !Task.isCancelled else { return true }
                        inner.waiters[number] = continuation
                        return false
                    }
                    if isThrough { continuation.resume() }
                }
            } onCancel: {
                inner.withLock { $0.waiters.removeValue(forKey: number) }?.resume()
            }
        }

        /// The state, once no connection is being made any more or this much time has passed.
        func settled(within limit: Duration) async throws(CancellationError) -> State {
            let known = state
            guard known == .connecting else { return known }
            await withTaskGroup { group in
                group.addTask { await self.waitUntilSettled() }
                group.addTask { try? await Task.sleep(for: limit) }
                await group.next()
                group.cancelAll()
            }
            if Task.isCancelled { throw CancellationError() }
            return state
        }
    }

    /// Says when the other side says something for the first time, and leaves then.
    private final class FirstWordHandler: ChannelInboundHandler, RemovableChannelHandler {
        typealias InboundIn = ByteBuffer
        typealias InboundOut = ByteBuffer

        private let hasSpoken: () -> Void

        init(_ hasSpoken: @escaping () -> Void) {
            self.hasSpoken = hasSpoken
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            hasSpoken()
            context.fireChannelRead(data)
            context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
        }
    }
#endif
