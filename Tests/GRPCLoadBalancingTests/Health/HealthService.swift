#if GRPC
    import ByteService
    import GRPCCore
    import LoadBalancing

    /// A server's health service, whose bytes are written by hand: `[8, n]` is the status n.
    final class HealthService: RegistrableRPCService {
        private struct State: Sendable {
            /// `nil` where the service is not known.
            var status: UInt8?
            var watchers: [Int: AsyncStream<UInt8>.Continuation] = [:]
            var next = 0
        }

        private let state: Locked<State>
        let service: String

        init(_ service: String = "", status: UInt8? = 1) {
            self.service = service
            state = Locked(State(status: status))
        }

        func set(_ status: UInt8) {
            let watchers = state.withLock { state in
                state.status = status
                return Array(state.watchers.values)
            }
            for watcher in watchers { watcher.yield(status) }
        }

        private func isAbout(_ message: [UInt8]) -> Bool {
            String(decoding: message.dropFirst(2), as: UTF8.self) == service
        }

        func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
            func register(
                _ method: String,
                _ handler: @escaping @Sendable ([UInt8]) async throws -> StreamingServerResponse<[UInt8]>
            ) {
                router.registerHandler(
                    forMethod: MethodDescriptor(fullyQualifiedService: "grpc.health.v1.Health", method: method),
                    deserializer: ByteDeserializer(),
                    serializer: ByteSerializer()
                ) { request, _ in
                    for try await message in request.messages { return try await handler(message) }
                    return try await handler([])
                }
            }
            register("Check") { [self] message in
                guard isAbout(message), let status = state.withLock({ $0.status }) else { return .failure(.notFound) }
                return StreamingServerResponse(single: ServerResponse(message: [8, status]))
            }
            register("Watch") { [self] message in
                let (statuses, continuation) = AsyncStream.makeStream(of: UInt8.self)
                let number = state.withLock { state in
                    state.next += 1
                    state.watchers[state.next] = continuation
                    continuation.yield(isAbout(message) ? state.status ?? 3 : 3)
                    return state.next
                }
                return StreamingServerResponse { writer in
                    defer { _ = self.state.withLock { $0.watchers.removeValue(forKey: number) } }
                    for await status in statuses { try await writer.write([8, status]) }
                    return [:]
                }
            }
        }
    }
#endif
