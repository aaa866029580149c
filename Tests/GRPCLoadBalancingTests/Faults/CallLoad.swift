#if GRPC
    import ByteService
    import GRPCCore
    import GRPCLoadBalancing
    import LoadBalancing

    /// 200 unary calls a second and 40 short streams, each by a key, and streams that stay open; as many of them in flight at most as
    /// there are senders.
    final class CallLoad: Sendable {
        struct Totals: Sendable {
            var calls = 0
            var failures: [String] = []
            /// Streams that ended in the middle of their response: nobody may make those again.
            var cut = 0
            /// How long each took.
            var times: [Duration] = []
            /// Which servers answered a key, of calls that began in this part.
            var answers: [Int: Set<String>] = [:]
            fileprivate var part = 0

            /// What there has been since this was called last.
            fileprivate mutating func take() -> Totals {
                defer { self = Totals(part: part + 1) }
                return self
            }
        }

        /// A stream that stays open, and is opened again if it ends.
        struct OpenStream: Sendable {
            /// Where it is: who sent the last message.
            var server = ""
            /// Messages that came back.
            var messages = 0
            /// By which servers, and with what, its streams were ended.
            var ends: [String] = []
        }

        static let senders = 20
        static let streamSenders = 4
        static let keys = 200
        static let openStreams = 24

        private let test: ClientUnderTest
        private let calls = Locked(Totals())
        private let streams = Locked(Totals())
        private let open = Locked([OpenStream](repeating: OpenStream(), count: openStreams))

        init(_ test: ClientUnderTest) {
            self.test = test
        }

        func takeCalls() -> Totals { calls.withLock { $0.take() } }
        func takeStreams() -> Totals { streams.withLock { $0.take() } }
        var standing: [OpenStream] { open.withLock { $0 } }

        /// Whether a server has answered a call that began since they were taken.
        func isAnswered(by server: String) -> Bool {
            calls.withLock { calls in calls.answers.values.contains { $0.contains(server) } }
        }

        static func name(of key: Int) -> String { "key-\(key)" }

        /// Goes on until the task is cancelled.
        func run() async {
            await withDiscardingTaskGroup { group in
                for sender in 0..<Self.senders {
                    group.addTask {
                        await self.send(sender, of: Self.senders, into: self.calls) { key in
                            try await withRoutingKey(Self.name(of: key)) { try await self.test.get() }
                        }
                    }
                }
                for sender in 0..<Self.streamSenders {
                    group.addTask {
                        await self.send(sender, of: Self.streamSenders, into: self.streams) { key in
                            try await withRoutingKey(Self.name(of: key)) { try await self.test.talk() }
                        }
                    }
                }
                for number in 0..<Self.openStreams {
                    group.addTask { await self.keepOpen(number) }
                }
            }
        }

        /// Ten a second, while it can.
        private func send(
            _ sender: Int,
            of senders: Int,
            into totals: Locked<Totals>,
            _ call: (_ key: Int) async throws -> String
        ) async {
            var at = ContinuousClock.now + .milliseconds(100 * sender / senders)
            var key = sender
            while !Task.isCancelled {
                do { try await Task.sleep(until: at, clock: .continuous) } catch { return }
                at = max(at + .milliseconds(100), .now)
                let start = ContinuousClock.now
                let part = totals.withLock { $0.part }
                let result: Result<String, any Error>
                do { result = .success(try await call(key)) } catch { result = .failure(error) }
                if Task.isCancelled { return }
                let time = ContinuousClock.now - start
                totals.withLock { [key] totals in
                    totals.calls += 1
                    totals.times.append(time)
                    switch result {
                    case .success(let server):
                        if totals.part == part { totals.answers[key, default: []].insert(server) }
                    case .failure(is CutStream): totals.cut += 1
                    case .failure(let error): totals.failures.append("\(error)")
                    }
                }
                key = (key + senders) % Self.keys
            }
        }

        /// Ten messages a second.
        private func keepOpen(_ number: Int) async {
            while !Task.isCancelled {
                var end = "ended"
                do {
                    _ = try await withRoutingKey("stream-\(number)") {
                        try await test.talk(.max) { server in
                            self.open.withLock { open in
                                open[number].server = server
                                open[number].messages += 1
                            }
                            try await Task.sleep(for: .milliseconds(100))
                        }
                    }
                } catch let error as CutStream {
                    end = "\(error.code)"
                } catch {
                    end = "\(error)"
                }
                if Task.isCancelled { return }
                open.withLock { [end] open in open[number].ends.append("\(open[number].server): \(end)") }
            }
        }
    }

    /// A stream ended in the middle of its response.
    struct CutStream: Error {
        let code: RPCError.Code
    }

    extension ClientUnderTest {
        /// Sends a message on a stream, and each next one when the last has come back: one, unless given. Returns who sent them back.
        func talk(
            _ count: Int = 1,
            then: @escaping @Sendable (_ server: String) async throws -> Void = { _ in }
        ) async throws -> String {
            let (turns, turn) = AsyncStream.makeStream(of: Void.self)
            turn.yield()
            let request = StreamingClientRequest<[UInt8]> { writer in
                for await _ in turns { try await writer.write(Array("hello".utf8)) }
            }
            return try await client.bidirectionalStreaming(
                request: request,
                descriptor: .talk,
                serializer: ByteSerializer(),
                deserializer: ByteDeserializer(),
                options: .defaults
            ) { response in
                // Throws if there was none.
                _ = try response.accepted.get()
                var left = count
                var server = ""
                do {
                    for try await message in response.messages {
                        server = String(decoding: message.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)
                        try await then(server)
                        left -= 1
                        if left > 0 { turn.yield() } else { turn.finish() }
                    }
                } catch let error as RPCError {
                    throw CutStream(code: error.code)
                }
                return server
            }
        }
    }
#endif
