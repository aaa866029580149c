#if GRPC
    import ByteService
    import GRPCCore
    import GRPCLoadBalancing
    import LoadBalancing
    import Testing

    @Suite("Retries")
    struct RetryTests {
        private static func config(
            attempts: Int = 3,
            timeout: Duration? = nil,
            throttling: ServiceConfig.RetryThrottling? = nil
        ) -> ServiceConfig {
            .retried(
                attempts: attempts,
                backoff: .milliseconds(1)...(.milliseconds(5)),
                multiplier: 1.5,
                timeout: timeout,
                throttling: throttling
            )
        }

        /// Says which attempt it is, and refuses as many as are asked for.
        private static let refusesFirst: ByteServer.Answer = { call in
            let refused = Int(try await call.firstText()) ?? 0
            let before = call.metadata[stringValues: "grpc-previous-rpc-attempts"].first { _ in true } ?? "0"
            return (Int(before) ?? 0) < refused ? .failure(.unavailable) : .text("after \(before)")
        }

        @Test("a call that is refused with a status that may be retried is made again, elsewhere")
        func retries() async throws {
            let servers = try await ByteServer.several(3, answer: Self.refusesFirst)
            try await ClientUnderTest.run(over: servers, serviceConfig: Self.config()) { test async throws in
                #expect(try await test.get("0") == "after 0")
                #expect(try await test.get("1") == "after 1")
                #expect(servers.map(\.calls).reduce(0, +) == 3)
                #expect(try await test.get("2") == "after 2")
                #expect(servers.map(\.calls) == [2, 2, 2])
            }
        }

        @Test("after the last attempt, its status is the call's")
        func givesUp() async throws {
            let servers = try await ByteServer.several(2, answer: Self.refusesFirst)
            try await ClientUnderTest.run(over: servers, serviceConfig: Self.config(attempts: 2)) { test async throws in
                let error = await #expect(throws: RPCError.self) { _ = try await test.get("9") }
                #expect(error?.code == .unavailable)
                #expect(error?.message == "as asked")
                #expect(servers.map(\.calls) == [1, 1])
            }
        }

        @Test("statuses that may not be retried are the call's at once")
        func fatal() async throws {
            let servers = try await ByteServer.several(2) { _ in .failure(.notFound) }
            try await ClientUnderTest.run(over: servers, serviceConfig: Self.config()) { test async throws in
                let error = await #expect(throws: RPCError.self) { _ = try await test.get() }
                #expect(error?.code == .notFound)
                #expect(servers.map(\.calls).reduce(0, +) == 1)
            }
        }

        @Test("a server's pushback is heeded: not again, or after so long")
        func pushback() async throws {
            let servers = try await ByteServer.several(2) { call in
                let text = try await call.firstText()
                let isRetry = call.metadata[stringValues: "grpc-previous-rpc-attempts"].contains { _ in true }
                return isRetry ? .text("again") : .failure(.unavailable, ["grpc-retry-pushback-ms": "\(text)"])
            }
            try await ClientUnderTest.run(over: servers, serviceConfig: Self.config()) { test async throws in
                await #expect(throws: RPCError.self) { _ = try await test.get("-1") }
                #expect(servers.map(\.calls).reduce(0, +) == 1)
                let start = ContinuousClock.now
                #expect(try await test.get("200") == "again")
                #expect(ContinuousClock.now - start >= .milliseconds(200))
            }
        }

        @Test(
            "gRPC's throttle stops retries while too many calls fail, whatever the method, and whatever list of servers comes"
        )
        func throttle() async throws {
            let servers = try await ByteServer.several(3) { _ in .failure(.unavailable) }
            let endpoints = servers.map { $0.endpoint(id: EndpointID($0.name)) }
            let feed = EndpointFeed(Array(endpoints[..<2]))
            let throttling = try ServiceConfig.RetryThrottling(maxTokens: 4, tokenRatio: 0.1)
            try await ClientUnderTest.run(feed, serviceConfig: Self.config(throttling: throttling)) {
                test async throws in
                for _ in 0..<5 { await #expect(throws: RPCError.self) { _ = try await test.get() } }
                // 4 tokens: the first call's second failure leaves 2, which is no more than half.
                #expect(servers.map(\.calls).reduce(0, +) == 2 + 4)

                feed.send(endpoints)
                try await eventually("the third is listed") { test.balancer.status.endpoints.count == 3 }
                for _ in 0..<3 { await #expect(throws: RPCError.self) { _ = try await test.get() } }
                #expect(servers.reduce(0) { $0 + $1.calls } == 9)
            }
            for server in servers { await server.kill() }
        }

        /// Breaks off in the middle of its response, the first time.
        private static let breaksOff: ByteServer.Answer = { call in
            guard call.metadata[stringValues: "grpc-previous-rpc-attempts"].first(where: { _ in true }) == nil else {
                return .text("whole")
            }
            return StreamingServerResponse { writer in
                try await writer.write([1])
                throw RPCError(code: .unavailable, message: "in the middle")
            }
        }

        @Test("a stream whose response has begun is not made again")
        func committed() async throws {
            let servers = try await ByteServer.several(2, answer: Self.breaksOff)
            try await ClientUnderTest.run(over: servers, serviceConfig: Self.config()) { test async throws in
                await #expect(throws: CutStream.self) { _ = try await test.talk() }
                #expect(servers.map(\.calls).reduce(0, +) == 1)
            }
        }

        @Test("a response of one message that has broken off is made again: nobody has seen anything of it")
        func brokenOff() async throws {
            let servers = try await ByteServer.several(2, answer: Self.breaksOff)
            try await ClientUnderTest.run(over: servers, serviceConfig: Self.config()) { test async throws in
                #expect(try await test.get() == "whole")
                #expect(servers.map(\.calls) == [1, 1])
            }
        }

        @Test("a call longer than the buffer is sent whole, and not made again")
        func longCall() async throws {
            let servers = try await ByteServer.several(2) { call in
                var count = 0
                for try await message in call.messages { count += message.count }
                return call.number == 1 ? .failure(.unavailable, ["count": "\(count)"]) : .text("\(count)")
            }
            var configuration = BalancedTransportConfiguration.quick
            configuration.replayBytes = 10_000
            try await ClientUnderTest.run(over: servers, configuration, serviceConfig: Self.config()) {
                test async throws in
                let request = StreamingClientRequest<[UInt8]> { writer in
                    for _ in 0..<100 { try await writer.write([UInt8](repeating: 7, count: 1000)) }
                }
                let error = await #expect(throws: RPCError.self) {
                    try await test.client.clientStreaming(
                        request: request,
                        descriptor: .talk,
                        serializer: ByteSerializer(),
                        deserializer: ByteDeserializer(),
                        options: .defaults
                    ) { _ = try $0.message }
                }
                #expect(error?.metadata[stringValues: "count"].first { _ in true } == "100000")
                #expect(servers.map(\.calls).reduce(0, +) == 1)
            }
        }

        @Test("the deadline is for all attempts together")
        func deadline() async throws {
            let servers = try await ByteServer.several(2) { _ in
                .failure(.unavailable, ["grpc-retry-pushback-ms": "400"])
            }
            let config = Self.config(attempts: 5, timeout: .milliseconds(600))
            try await ClientUnderTest.run(over: servers, serviceConfig: config) { test async throws in
                let start = ContinuousClock.now
                await #expect(throws: RPCError.self) { _ = try await test.get() }
                #expect(ContinuousClock.now - start < .milliseconds(1200))
                #expect(servers.map(\.calls).reduce(0, +) == 2)
            }
        }

        @Test("a call whose own options have a policy is retried by grpc-swift, and not by both")
        func oneLayer() async throws {
            let servers = try await ByteServer.several(2) { _ in .failure(.unavailable) }
            let throttling = try ServiceConfig.RetryThrottling(maxTokens: 100, tokenRatio: 0.1)
            try await ClientUnderTest.run(over: servers, serviceConfig: Self.config(throttling: throttling)) {
                test async throws in
                var options = CallOptions.defaults
                options.executionPolicy = .retry(
                    RetryPolicy(
                        maxAttempts: 2,
                        initialBackoff: .milliseconds(1),
                        maxBackoff: .milliseconds(1),
                        backoffMultiplier: 1,
                        retryableStatusCodes: [.unavailable]
                    )
                )
                await #expect(throws: RPCError.self) { _ = try await test.get(options: options) }
                #expect(servers.map(\.calls).reduce(0, +) == 2)
            }
        }

        @Test("a slow call is hedged: the other endpoint's answer comes first, and the slow one is cancelled")
        func hedging() async throws {
            let servers = try await ByteServer.several(2)
            servers[0].setAnswer { _ in
                try await Task.sleep(for: .seconds(20))
                return .text("slow")
            }
            let policy = HedgingPolicy(maxAttempts: 2, hedgingDelay: .milliseconds(30), nonFatalStatusCodes: [])
            let config = ServiceConfig(
                methodConfig: [MethodConfig(names: [MethodConfig.Name(service: "")], executionPolicy: .hedge(policy))]
            )
            try await ClientUnderTest.run(over: servers, serviceConfig: config) { test async throws in
                let start = ContinuousClock.now
                for _ in 0..<4 { #expect(try await test.get() == "s1") }
                #expect(ContinuousClock.now - start < .seconds(5))
                #expect(test.picks("s0") == [0, 0, servers[0].calls, 0])
            }
        }
    }
#endif
