#if HTTP
    import AsyncHTTPClient
    import HTTPLoadBalancing
    import LoadBalancing
    import Logging
    import NIOCore
    import NIOHTTP1
    import TestSupport
    import Testing

    @Suite("Retries over HTTP", .timeLimit(.minutes(1)))
    struct RetryTests {
        private let quick = LoadBalancedHTTPConfiguration(
            retries: RetryConfiguration(
                backoff: RetryBackoff(base: .zero),
                attemptTimeout: .milliseconds(300),
                budget: .unlimited
            ),
            retriedStatuses: [.badGateway, .serviceUnavailable, .gatewayTimeout, .tooManyRequests],
            idempotencyKeyHeader: "Idempotency-Key"
        )

        /// What the first endpoint does to requests.
        enum Fault: String, CaseIterable, Sendable {
            case dead, resets, silent, badGateway, unavailable, gatewayTimeout, tooMany

            var answer: Answer {
                switch self {
                case .dead, .silent: .silence
                case .resets: .reset
                case .badGateway: .reply(.badGateway)
                case .unavailable: .reply(.serviceUnavailable, body: "busy")
                case .gatewayTimeout: .reply(.gatewayTimeout)
                case .tooMany: .reply(.tooManyRequests)
                }
            }
        }

        /// What is sent, and whether it may be sent again once a server may have done it.
        /// A stream can be read once: each test needs a request of its own.
        static let requests: [(String, @Sendable () -> HTTPClientRequest, Bool)] = [
            ("GET", { .to() }, true),
            ("HEAD", { .to("/", .HEAD) }, true),
            ("PUT", { .to("/", .PUT, body: .bytes(ByteBuffer(string: "b"))) }, true),
            ("DELETE", { .to("/", .DELETE) }, true),
            ("POST", { .to("/", .POST, body: .bytes(ByteBuffer(string: "b"))) }, false),
            (
                "POST with a key",
                { .to("/", .POST, headers: ["idempotency-key": "1"], body: .bytes(ByteBuffer(string: "b"))) },
                true
            ),
            ("PUT of a stream", { .to("/", .PUT, body: .stream(once("b"), length: .unknown)) }, false),
        ]

        private static func once(_ text: String) -> AsyncStream<ByteBuffer> {
            AsyncStream { continuation in
                continuation.yield(ByteBuffer(string: text))
                continuation.finish()
            }
        }

        @Test("go by the method, the body and whether it was sent", arguments: Fault.allCases, requests.indices)
        func matrix(fault: Fault, index: Int) async throws {
            let (name, makeRequest, isSafe) = Self.requests[index]
            let request = makeRequest()
            let bad = try await TestServer.start { _ in fault.answer }
            let good = try await TestServer.start { _ in .text("good") }
            if fault == .dead { await bad.kill() }
            try await ClientUnderTest.run(over: [bad, good], quick) { test in
                let isRepeated = isSafe || fault == .dead
                var options = RequestOptions(stayingOn: "s0")
                options.timeout = .seconds(5)
                var status: UInt?
                do {
                    status = try await test.client.execute(request, options: options).status.code
                } catch {
                    #expect(!isRepeated, "\(name): \(error)")
                }
                #expect((status == 200) == isRepeated, "\(name), \(fault): \(String(describing: status))")
                #expect(bad.requests.count == (fault == .dead ? 0 : 1), "\(name), \(fault)")
                #expect(good.requests.count == (isRepeated ? 1 : 0), "\(name), \(fault)")
                if isRepeated, request.body != nil {
                    #expect(good.requests.first.map { String(buffer: $0.body) } == "b")
                }
                #expect(test.picks("s0") == [0, 1, 0, 0], "\(name), \(fault)")
                #expect(test.log.requests.count == (isRepeated ? 0 : 1))
            }
        }

        @Test("A dead endpoint costs one refused connection, not a time-out")
        func deadEndpoint() async throws {
            let dead = try await TestServer.start()
            await dead.kill()
            let good = try await TestServer.start()
            try await ClientUnderTest.run(over: [dead, good], quick) { test in
                _ = try await test.text()
                var times: [Duration] = []
                for _ in 0..<20 { times.append(try await time { try await test.text() }.1) }
                times.sort()
                print("a request with a refused connection in it: median \(times[10]), slowest \(times[19])")
                #expect(test.picks("s0")[1] >= 10)
                #expect(times[10] < .milliseconds(50))
            }
        }

        @Test("The last attempt's answer is returned as it is, with its body")
        func lastAnswer() async throws {
            let server = try await TestServer.start { _ in .reply(.serviceUnavailable, ["x-a": "b"], body: "busy") }
            try await ClientUnderTest.run(over: [server], quick) { test in
                let response = try await test.get("/a?secret")
                #expect(response.status == .serviceUnavailable)
                #expect(response.headers["x-a"] == ["b"])
                #expect(String(buffer: try await response.body.collect(upTo: 100)) == "busy")
                #expect(server.requests.count == 3)
                #expect(server.accepted == 1, "a failing answer's connection is used again")
                let line = try #require(test.log.requests.first)
                #expect(test.log.requests.count == 1)
                #expect(line.attempts.count == 3)
                #expect(line.attempts.allSatisfy { $0.contains("s0 after ") && $0.contains("overloaded, 503") })
                #expect(line.metadata["url.path"] == "/a")
            }
        }

        @Test("500 counts against the endpoint and is not sent again; 404 does neither")
        func others() async throws {
            let server = try await TestServer.start {
                $0.uri == "/500" ? .reply(.internalServerError) : .reply(.notFound)
            }
            try await ClientUnderTest.run(over: [server], quick) { test in
                let first = try await test.text("/500")
                #expect(first.0 == 500)
                #expect(test.picks() == [0, 1, 0, 0])
                let second = try await test.text("/404")
                #expect(second.0 == 404)
                #expect(test.picks() == [1, 1, 0, 0])
                #expect(server.requests.count == 2)
                #expect(test.log.requests.count == 1)
            }
        }

        private static func busyOnce(retryAfter: String) async throws -> TestServer {
            let count = Locked(0)
            return try await TestServer.start { _ in
                let isFirst = count.withLock { count in
                    count += 1
                    return count == 1
                }
                return isFirst ? .reply(.serviceUnavailable, ["retry-after": retryAfter]) : .text("good")
            }
        }

        @Test("A short Retry-After is waited for")
        func shortRetryAfter() async throws {
            try await ClientUnderTest.run(over: [try await Self.busyOnce(retryAfter: "1")], quick) { test in
                let (answer, time) = try await time { try await test.text() }
                #expect(answer == (200, "good"))
                #expect(time >= .milliseconds(990), "\(time)")
            }
        }

        @Test("A long Retry-After is not waited for, and who asked for it is not asked again")
        func longRetryAfter() async throws {
            let busy = try await Self.busyOnce(retryAfter: "100")
            try await ClientUnderTest.run(over: [busy], quick) { test in
                let (status, _) = try await test.text()
                #expect(status == 503)
                #expect(test.picks() == [0, 1, 0, 0])
            }
            let busyToo = try await Self.busyOnce(retryAfter: "100")
            let other = try await TestServer.start { _ in .text("other") }
            try await ClientUnderTest.run(over: [busyToo, other], quick) { test in
                let response = try await test.client.execute(.to(), options: RequestOptions(stayingOn: "s0"))
                #expect(String(buffer: try await response.body.collect(upTo: 100)) == "other")
                #expect(test.picks("s0") == [0, 1, 0, 0])
                #expect(test.picks("s1") == [1, 0, 0, 0])
            }
        }

        @Test("A read that waits is sent to a second endpoint, and the first is cancelled")
        func hedging() async throws {
            let slow = try await TestServer.start { _ in .silence }
            let good = try await TestServer.start { _ in .text("good") }
            var configuration = quick
            configuration.retries = RetryConfiguration(budget: .unlimited, hedging: .after(.milliseconds(20)))
            try await ClientUnderTest.run(over: [slow, good], configuration) { test in
                var options = RequestOptions(stayingOn: "s0")
                options.timeout = .seconds(10)
                let response = try await test.client.execute(.to(), options: options)
                #expect(String(buffer: try await response.body.collect(upTo: 100)) == "good")
                #expect(test.client.retrier.status.hedges == 1)
                #expect(test.picks("s0") == [0, 0, 1, 0])
                #expect(test.picks("s1") == [1, 0, 0, 0])
                try await eventually("the loser's connection is closed") { slow.open == 0 }
            }
        }

        @Test("A POST is never hedged")
        func noHedge() async throws {
            let slow = try await TestServer.start { _ in .later(.milliseconds(100), .text("slow")) }
            let good = try await TestServer.start()
            var configuration = quick
            configuration.retries = RetryConfiguration(budget: .unlimited, hedging: .after(.milliseconds(5)))
            try await ClientUnderTest.run(over: [slow, good], configuration) { test in
                let response = try await test.client.execute(.to("/", .POST), options: RequestOptions(stayingOn: "s0"))
                #expect(response.status == .ok)
                #expect(good.requests.isEmpty)
            }
        }

        @Test("A request that can't be sent to anyone counts against nobody")
        func callersFault() async throws {
            let server = try await TestServer.start()
            try await ClientUnderTest.run(over: [server], quick) { test in
                await #expect(throws: HTTPClientError.self) {
                    _ = try await test.client.execute(.to("/", headers: ["a b": "c"]))
                }
                #expect(test.picks() == [0, 0, 1, 0])
                await #expect(throws: LoadBalancedHTTPError.self) {
                    _ = try await test.client.execute(HTTPClientRequest(url: "/path"))
                }
                #expect(server.requests.isEmpty)
            }
        }
    }
#endif
