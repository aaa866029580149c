#if GRPC
    import ByteService
    import GRPCCore
    import GRPCLoadBalancing
    import LoadBalancing
    import Testing

    @Suite("A balanced transport")
    struct BalancedTransportTests {
        @Test("takes turns: three servers get a third of the calls each")
        func takesTurns() async throws {
            let servers = try await ByteServer.several(3)
            try await ClientUnderTest.run(over: servers) { test async throws in
                for _ in 0..<300 { _ = try await test.get() }
                #expect(servers.map(\.calls) == [100, 100, 100])
                for server in servers {
                    #expect(test.picks(EndpointID(server.name)) == [100, 0, 0, 0])
                }
            }
        }

        @Test("opens a call's stream elsewhere if an endpoint can't be connected to")
        func goesElsewhere() async throws {
            let servers = try await ByteServer.several(3)
            await servers[1].kill()
            try await ClientUnderTest.run(over: servers) { test async throws in
                for _ in 0..<30 { _ = try await test.get() }
                #expect(servers.map(\.calls).reduce(0, +) == 30)
                // A third by its turn, and some for which another's turn had moved on by one.
                #expect(test.picks("s1")[1] >= 10)
                #expect(test.picks("s1")[0] == 0)
            }
        }

        @Test("says that it is unavailable if no endpoint can be connected to")
        func allDown() async throws {
            let servers = try await ByteServer.several(2)
            for server in servers { await server.kill() }
            try await ClientUnderTest.run(over: servers) { test async throws in
                let error = await #expect(throws: RPCError.self) { _ = try await test.get() }
                #expect(error?.code == .unavailable)
            }
        }

        @Test("refuses calls once it is shut down, and lets those go on that are open")
        func shutsDown() async throws {
            let servers = try await ByteServer.several(1)
            servers[0].setAnswer { .echo($0.messages) }
            try await ClientUnderTest.run(over: servers) { test async throws in
                let (lines, line) = AsyncStream.makeStream(of: String.self)
                let request = StreamingClientRequest<[UInt8]> { writer in
                    for await text in lines { try await writer.write(Array(text.utf8)) }
                }
                let answers = try await test.client.bidirectionalStreaming(
                    request: request,
                    descriptor: .talk,
                    serializer: ByteSerializer(),
                    deserializer: ByteDeserializer(),
                    options: .defaults
                ) { response in
                    line.yield("first")
                    var answers: [String] = []
                    for try await message in response.messages {
                        answers.append(String(decoding: message, as: UTF8.self))
                        if answers.count == 1 {
                            test.transport.beginGracefulShutdown()
                            let error = await #expect(throws: RPCError.self) { _ = try await test.get() }
                            #expect(error?.code == .failedPrecondition)
                            line.yield("second")
                            line.finish()
                        }
                    }
                    return answers
                }
                #expect(answers == ["first", "second"])
            }
        }

        @Test("counts a call against its endpoint by its status, when that has come")
        func judges() async throws {
            let servers = try await ByteServer.several(1)
            servers[0].setAnswer { call in
                let code = try await call.firstText()
                return code == "ok" ? .text("fine") : .failure(code == "14" ? .unavailable : .notFound)
            }
            try await ClientUnderTest.run(over: servers) { test async throws in
                #expect(try await test.get("ok") == "fine")
                #expect(test.picks() == [1, 0, 0, 0])
                await #expect(throws: RPCError.self) { _ = try await test.get("5") }
                #expect(test.picks() == [2, 0, 0, 0])
                await #expect(throws: RPCError.self) { _ = try await test.get("14") }
                #expect(test.picks() == [2, 1, 0, 0])
            }
        }
    }
#endif
