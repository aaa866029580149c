#if GRPC
    package import Foundation
    import GRPCCore
    import GRPCNIOTransportHTTP2Posix
    import LoadBalancing
    package import RunningPrograms

    /// gRPC servers by grpc-swift as a process of its own, which can be killed and stopped: `PeerBenchmarks grpc-server`.
    ///
    /// They answer `Get` with their name, give back what is sent to `Talk` behind their name, and have a health service that says
    /// that they serve. What a line on standard input says they do from then on.
    package enum ServerProcess {
        /// What calls come to.
        package enum Manner: Hashable, Sendable {
            case well
            /// Answers, and each message of a stream, come so much later.
            case slow(milliseconds: Int)
            /// New calls are refused with `UNAVAILABLE`. The health service says that all is well.
            case unavailable

            /// As it is written on standard input.
            package var line: String {
                switch self {
                case .well: "well"
                case .slow(let milliseconds): "slow \(milliseconds)"
                case .unavailable: "unavailable"
                }
            }

            fileprivate init?(line: String) {
                let words = line.split(separator: " ")
                switch (words.first, words.count) {
                case ("well", 1): self = .well
                case ("unavailable", 1): self = .unavailable
                case ("slow", 2):
                    guard let milliseconds = Int(words[1]) else { return nil }
                    self = .slow(milliseconds: milliseconds)
                default: return nil
                }
            }
        }

        /// Starts one at these addresses. It answers once this has returned.
        ///
        /// - Parameter program: where PeerBenchmarks is.
        package static func start(
            _ program: URL,
            name: String,
            at addresses: [ServerProgram.Address]
        ) throws -> ServerProgram {
            try ServerProgram(program.path, listeningOn: addresses) { _ in
                ["grpc-server", "--name", name] + addresses.map(\.description)
            }
        }

        /// Serves until standard input ends: with the process that has started this one.
        package static func serve(name: String, at addresses: [ServerProgram.Address]) async throws {
            let manner = Locked(Manner.well)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for address in addresses {
                    let server = GRPCServer(
                        transport: .http2NIOPosix(
                            address: .ipv4(host: address.host, port: address.port),
                            transportSecurity: .plaintext
                        ),
                        services: [Service(name: name, manner: manner)]
                    )
                    group.addTask { try await server.serve() }
                }
                group.addTask {
                    for await line in standardInput() {
                        if let said = Manner(line: line) { manner.withLock { $0 = said } }
                    }
                    throw CancellationError()
                }
                // One by one: to wait for all would be to wait for the others when the first one has ended.
                do { while try await group.next() != nil {} } catch is CancellationError { group.cancelAll() }
            }
        }

        private static func standardInput() -> AsyncStream<String> {
            let (lines, continuation) = AsyncStream.makeStream(of: String.self)
            // Reading waits: not in a thread that tasks need.
            Thread.detachNewThread {
                while let line = readLine() { continuation.yield(line) }
                continuation.finish()
            }
            return lines
        }
    }

    private struct Service: RegistrableRPCService {
        let name: String
        let manner: Locked<ServerProcess.Manner>

        func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
            router.registerHandler(
                forMethod: .get,
                deserializer: ByteDeserializer(),
                serializer: ByteSerializer()
            ) { [self] _, _ in
                try await begin()
                return StreamingServerResponse(single: ServerResponse(message: Array(name.utf8)))
            }
            router.registerHandler(
                forMethod: .talk,
                deserializer: ByteDeserializer(),
                serializer: ByteSerializer()
            ) { [self] request, _ in
                try await begin()
                return StreamingServerResponse { writer in
                    for try await message in request.messages {
                        await delay()
                        try await writer.write(Array(name.utf8) + [UInt8(ascii: " ")] + message)
                    }
                    return [:]
                }
            }
            router.registerHandler(
                forMethod: MethodDescriptor(fullyQualifiedService: "grpc.health.v1.Health", method: "Check"),
                deserializer: ByteDeserializer(),
                serializer: ByteSerializer()
            ) { _, _ in
                // The field 1, a number: SERVING.
                StreamingServerResponse(single: ServerResponse(message: [8, 1]))
            }
        }

        private func begin() async throws {
            if manner.withLock({ $0 }) == .unavailable { throw RPCError(code: .unavailable, message: "as told") }
            await delay()
        }

        private func delay() async {
            guard case .slow(let milliseconds) = manner.withLock({ $0 }) else { return }
            try? await Task.sleep(for: .milliseconds(milliseconds))
        }
    }
#endif
