#if GRPC
    import ByteService
    import GRPCCore
    import GRPCLoadBalancing
    import LoadBalancing
    import Testing

    @Suite("Calls of all four kinds")
    struct CallKindTests {
        private static func method(_ type: MethodDescriptor.RPCType) -> MethodDescriptor {
            MethodDescriptor(fullyQualifiedService: "bytes.Bytes", method: "Talk", type: type)
        }

        /// As many messages as came, which say how many.
        private static let counts: ByteServer.Answer = { call in
            StreamingServerResponse { writer in
                var count: UInt8 = 0
                for try await _ in call.messages { count += 1 }
                let isWhole = call.metadata[stringValues: "whole"].contains { _ in true }
                for _ in 0..<(isWhole ? 1 : count) { try await writer.write([count]) }
                return [:]
            }
        }

        private static let three = StreamingClientRequest<[UInt8]> { writer in
            for number in UInt8(0)..<3 { try await writer.write([number]) }
        }

        @Test("are answered, whether they may be made again or not", arguments: [false, true])
        func kinds(isRetried: Bool) async throws {
            let servers = try await ByteServer.several(2, answer: Self.counts)
            let config =
                isRetried
                ? ServiceConfig.retried(backoff: .milliseconds(1)...(.milliseconds(5)), multiplier: 2) : ServiceConfig()
            try await ClientUnderTest.run(over: servers, serviceConfig: config) { test async throws in
                let whole: Metadata = ["whole": "yes"]
                let (serializer, deserializer) = (ByteSerializer(), ByteDeserializer())
                let unary = try await test.client.unary(
                    request: ClientRequest(message: [0], metadata: whole),
                    descriptor: Self.method(.unary),
                    serializer: serializer,
                    deserializer: deserializer,
                    options: .defaults
                ) { try $0.message }
                #expect(unary == [1])

                let uploaded = try await test.client.clientStreaming(
                    request: StreamingClientRequest(metadata: whole, producer: Self.three.producer),
                    descriptor: Self.method(.clientStreaming),
                    serializer: serializer,
                    deserializer: deserializer,
                    options: .defaults
                ) { try $0.message }
                #expect(uploaded == [3])

                let downloaded = try await test.client.serverStreaming(
                    request: ClientRequest(message: [0]),
                    descriptor: Self.method(.serverStreaming),
                    serializer: serializer,
                    deserializer: deserializer,
                    options: .defaults
                ) { try await $0.messages.reduce(into: []) { $0.append($1) } }
                #expect(downloaded == [[1]])

                let exchanged = try await test.client.bidirectionalStreaming(
                    request: Self.three,
                    descriptor: Self.method(.bidirectionalStreaming),
                    serializer: serializer,
                    deserializer: deserializer,
                    options: .defaults
                ) { try await $0.messages.reduce(into: []) { $0.append($1) } }
                #expect(exchanged == [[3], [3], [3]])
                #expect(servers[0].calls == 2 && servers[1].calls == 2)
            }
        }

        @Test("that are open go on at an endpoint that is no longer listed, even when its time to drain is up")
        func drains() async throws {
            let servers = try await ByteServer.several(2) { .echo($0.messages) }
            let endpoints = servers.map { $0.endpoint(id: EndpointID($0.name)) }
            let feed = EndpointFeed([endpoints[0]])
            let balancing = LoadBalancerConfiguration(outliers: nil, drainDuration: .milliseconds(300))
            try await ClientUnderTest.run(feed, balancing: balancing) { test async throws in
                let turns = Locked(0)
                _ = try await test.talk(3) { _ in
                    let turn = turns.withLock { turns in
                        turns += 1
                        return turns
                    }
                    guard turn == 1 else { return }
                    feed.send([endpoints[1]])
                    try await eventually("the first is gone") {
                        test.balancer.status.endpoints.map(\.id) == ["s1"]
                    }
                    #expect(try await test.talk() == "hello")
                    #expect(servers[0].calls == 1 && servers[1].calls == 1)
                }
                let count = turns.withLock { $0 }
                #expect(count == 3)
                #expect(servers[0].calls == 1 && servers[1].calls == 1)
            }
            for server in servers { await server.kill() }
        }
    }
#endif
