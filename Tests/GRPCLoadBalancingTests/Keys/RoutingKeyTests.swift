#if GRPC
    import ByteService
    import ConsistentHashing
    import GRPCCore
    import GRPCLoadBalancing
    import LoadBalancing
    import Testing

    @Suite("A call's key")
    struct RoutingKeyTests {
        @Test("places it where the policy places the key")
        func places() async throws {
            let servers = try await ByteServer.several(3)
            let ring = try HashRing(["s0", "s1", "s2"])
            try await ClientUnderTest.run(over: servers, policy: .hashRing) { test async throws in
                for number in 0..<200 {
                    let key = "user:\(number)"
                    let answer = try await withRoutingKey(key) { try await test.get() }
                    #expect(answer == ring.owner(of: key))
                }
            }
        }

        @Test("is any bytes that can be placed, and goes for all calls within, in child tasks too")
        func scope() async throws {
            let servers = try await ByteServer.several(3)
            let ring = try HashRing(["s0", "s1", "s2"])
            try await ClientUnderTest.run(over: servers, policy: .hashRing) { test async throws in
                try await withRoutingKey(17) {
                    async let first = test.get()
                    async let second = test.get()
                    let answers = try await [first, second]
                    #expect(answers.allSatisfy { $0 == ring.owner(of: 17) })
                    let other = try await withRoutingKey("other") { try await test.get() }
                    #expect(other == ring.owner(of: "other"))
                }
                #expect(RoutingKey.current == nil)
            }
        }

        @Test("that is missing is refused by the interceptor, before anything is sent")
        func interceptor() async throws {
            let server = try await ByteServer("s0")
            try await ClientUnderTest.run(
                StaticDiscovery([server.endpoint()]),
                policy: .hashRing,
                interceptors: [RoutingKeyInterceptor()]
            ) { test async throws in
                let error = await #expect(throws: RPCError.self) { _ = try await test.get() }
                #expect(error?.code == .invalidArgument)
                #expect(error?.message.contains("bytes.Bytes/Get") == true)
                #expect(server.calls == 0)
                let answer = try await withRoutingKey("a") { try await test.get() }
                #expect(answer == "s0")
            }
            await server.kill()
        }
    }
#endif
