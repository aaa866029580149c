#if GRPC
    import GRPCCore
    import GRPCNIOTransportHTTP2Posix
    import LoadBalancing

    /// One attempt of a call that is made again if it fails: a stream of its own, on which what the caller sends is sent from the
    /// beginning.
    ///
    /// Its stream lasts as long as its task, which is cancelled by whoever wants no more of it.
    final class ReplayedAttempt: Sendable {
        typealias Part = RPCResponsePart<GRPCNIOTransportBytes>

        /// What comes first.
        enum First: Sendable {
            /// These parts, and those that follow: the first one of a stream, all of a response that is one message.
            case parts([Part], PartsReader)
            /// Nothing came that is of use.
            case failed(any Error, wasSent: Bool)
        }

        private enum Phase: Sendable {
            case open
            case waitedFor(CheckedContinuation<First, Never>)
            case come(First)
            case taken
        }

        private let phase = Locked(Phase.open)
        private let task = Locked<Task<Void, Never>?>(nil)

        /// Begins.
        ///
        /// - Parameters:
        ///   - reader: its place in the buffer.
        ///   - opened: told when the stream is open.
        ///   - amend: what the attempt has in its metadata beside the caller's.
        init(
            _ hop: CallRoute.Hop,
            _ method: MethodDescriptor,
            _ options: CallOptions,
            _ buffer: RequestBuffer,
            reader: Int,
            opened: @escaping @Sendable (ClientContext) -> Void,
            amend: @escaping @Sendable (inout Metadata) -> Void
        ) {
            // Not a child of the task that waits for the first part: that has ended when the rest is read. The call waits for it.
            let task = Task {
                var isOpen = false
                do {
                    try await hop.channel.transport.withStream(descriptor: method, options: options) {
                        stream,
                        context in
                        isOpen = true
                        opened(context)
                        await withTaskGroup { group in
                            group.addTask {
                                await Self.send(from: buffer, reader: reader, to: stream.outbound, amend)
                            }
                            await self.receive(from: stream.inbound, hop.end, isWhole: method.hasOneAnswer)
                            group.cancelAll()
                        }
                    }
                } catch {
                    deliver(.failed(error, wasSent: isOpen))
                }
                buffer.close(reader)
                if isOpen { hop.end.gaveUp() }
            }
            self.task.withLock { $0 = task }
        }

        private static func send(
            from buffer: RequestBuffer,
            reader: Int,
            to outbound: BalancedTransport.Outbound,
            _ amend: @Sendable (inout Metadata) -> Void
        ) async {
            do {
                while let part = try await buffer.next(reader) {
                    guard case .metadata(var metadata) = part else {
                        try await outbound.write(part)
                        continue
                    }
                    amend(&metadata)
                    try await outbound.write(.metadata(metadata))
                }
                await outbound.finish()
            } catch {
                // Whoever reads the response learns it there.
                await outbound.finish(throwing: error)
            }
            buffer.close(reader)
        }

        /// - Parameter isWhole: whether the response is of use only as a whole, and can be made again until then.
        private func receive(from inbound: BalancedTransport.Inbound, _ end: CallEnd, isWhole: Bool) async {
            let reader = PartsReader(WatchedParts(base: inbound, end: end).makeAsyncIterator())
            do {
                var parts: [Part] = []
                repeat {
                    guard let part = try await reader.next() else { throw CancellationError() }
                    parts.append(part)
                } while isWhole && !parts.hasStatus
                deliver(.parts(parts, reader))
                // The caller reads the rest of it.
                if !parts.hasStatus { await untilCancelled() }
            } catch {
                deliver(.failed(error, wasSent: true))
            }
        }

        /// The first time.
        private func deliver(_ first: First) {
            let waiter = phase.withLock { phase -> CheckedContinuation<First, Never>? in
                switch phase {
                case .open:
                    phase = .come(first)
                    return nil
                case .waitedFor(let continuation):
                    phase = .taken
                    return continuation
                case .come, .taken: return nil
                }
            }
            waiter?.resume(returning: first)
        }

        /// What comes first. Cancelling the task that waits for it ends the attempt. To be called once.
        func first() async -> First {
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let come = phase.withLock { phase -> First? in
                        guard case .come(let first) = phase else {
                            phase = .waitedFor(continuation)
                            return nil
                        }
                        phase = .taken
                        return first
                    }
                    if let come { continuation.resume(returning: come) }
                }
            } onCancel: {
                cancel()
            }
        }

        func cancel() {
            task.withLock { $0 }?.cancel()
        }

        /// Returns when its stream is closed.
        func waitUntilEnded() async {
            await task.withLock { $0 }?.value
        }
    }

    extension [ReplayedAttempt.Part] {
        /// Whether nothing comes after these.
        var hasStatus: Bool {
            if case .status = last { true } else { false }
        }
    }

    extension MethodDescriptor {
        /// Whether its response is one message, as far as is known.
        var hasOneAnswer: Bool { type == .unary || type == .clientStreaming }
    }

    /// Reads a response, first for the attempt and then for the caller.
    final class PartsReader: @unchecked Sendable {
        // Unchecked: the caller begins to read when the attempt has handed it over, and the attempt does not read any more then.
        private var iterator: WatchedParts.AsyncIterator

        init(_ iterator: WatchedParts.AsyncIterator) {
            self.iterator = iterator
        }

        func next() async throws -> ReplayedAttempt.Part? {
            try await iterator.next()
        }
    }
#endif
