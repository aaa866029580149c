#if HTTP
    import AsyncHTTPClient
    import Foundation
    import HTTPLoadBalancing
    import LoadBalancing
    import NIOCore
    import NIOHTTP1
    import TestSupport
    import Testing

    @Suite("An answer's body", .timeLimit(.minutes(1)))
    struct BodyTests {
        /// Runs a client over one server, on which nothing is sent again.
        private func run(
            _ configuration: LoadBalancedHTTPConfiguration = LoadBalancedHTTPConfiguration(
                retries: RetryConfiguration(attempts: 1)
            ),
            _ answer: @escaping @Sendable (TestServer.Request) -> Answer,
            _ body: @escaping @Sendable (ClientUnderTest, TestServer) async throws -> Void
        ) async throws {
            let server = try await TestServer.start(answer)
            try await ClientUnderTest.run(over: [server], configuration) { try await body($0, server) }
        }

        @Test("that is there ends the pick when it has been read to its end, not before")
        func read() async throws {
            try await run { _ in
                .text("hello")
            } _: { test, server in
                let response = try await test.get()
                #expect(test.picks() == [0, 0, 0, 1])
                #expect(String(buffer: try await response.body.collect(upTo: 100)) == "hello")
                #expect(test.picks() == [1, 0, 0, 0])
                #expect(response.url?.absoluteString == "http://service.test/")
                #expect(server.requests.first?.headers["host"] == ["service.test"])
            }
        }

        @Test(
            "that there is none of ends the pick at once, and its connection is used again",
            arguments: [
                (HTTPMethod.HEAD, Answer.reply(.ok, ["content-length": "1000"])), (.GET, .reply(.noContent)),
                (.GET, .reply(.notModified)), (.GET, .text("")), (.POST, .reply(.noContent)),
            ]
        )
        func none(method: HTTPMethod, answer: Answer) async throws {
            try await run { _ in
                answer
            } _: { test, server in
                for _ in 0..<3 {
                    let response = try await test.client.execute(.to("/", method))
                    #expect(try await response.body.collect(upTo: 100).readableBytes == 0)
                }
                #expect(test.picks() == [3, 0, 0, 0])
                #expect(server.accepted == 1)
            }
        }

        @Test("that is huge streams: it is never in memory as a whole")
        func huge() async throws {
            try await run { _ in
                .stream(pieces: 4096, bytes: 65_536)
            } _: { test, _ in
                let response = try await test.get()
                let before = try Memory.resident()
                var (bytes, most) = (0, before)
                for try await part in response.body {
                    bytes += part.readableBytes
                    if bytes % (1 << 24) < part.readableBytes { most = max(most, try Memory.resident()) }
                }
                #expect(bytes == 1 << 28)
                #expect(test.picks() == [1, 0, 0, 0])
                #expect(most - before < 128 << 20, "\(most - before) bytes more than before")
            }
        }

        @Test("that breaks is a failure, told once and logged once")
        func breaks() async throws {
            try await run { _ in
                .stream(pieces: 3, bytes: 10, breaks: true)
            } _: { test, _ in
                let response = try await test.get("/broken")
                await #expect(throws: (any Error).self) { for try await _ in response.body {} }
                #expect(test.picks() == [0, 1, 0, 0])
                #expect(test.log.requests.count == 1)
                #expect(test.log.requests.first?.attempts.count == 1)
            }
        }

        @Test("that is dropped says nothing of the endpoint, and its connection is closed", arguments: [false, true])
        func dropped(isBegun: Bool) async throws {
            try await run { _ in
                .stream(pieces: 1_000_000, bytes: 10_000)
            } _: { test, server in
                do {
                    let response = try await test.get()
                    if isBegun {
                        var iterator = response.body.makeAsyncIterator()
                        #expect(try await iterator.next() != nil)
                    }
                }
                #expect(test.picks() == [0, 0, 1, 0])
                try await eventually("the connection is closed") { server.open == 0 }
            }
        }

        @Test("whose reader is cancelled in the middle says nothing of the endpoint, and its connection is closed")
        func cancelled() async throws {
            try await run { _ in
                .stall
            } _: { test, server in
                let isReading = AsyncStream.makeStream(of: Void.self)
                let reader = Task {
                    let response = try await test.get()
                    for try await _ in response.body { isReading.continuation.yield() }
                }
                for await _ in isReading.stream { break }
                reader.cancel()
                _ = await reader.result
                #expect(test.picks() == [0, 0, 1, 0])
                try await eventually("the connection is closed") { server.open == 0 }
            }
        }

        @Test("that stalls breaks after the read time-out")
        func stalls() async throws {
            let configuration = LoadBalancedHTTPConfiguration(
                readTimeout: .milliseconds(100),
                retries: RetryConfiguration(attempts: 1)
            )
            try await run(configuration) { _ in
                .stall
            } _: { test, _ in
                let response = try await test.get()
                await #expect(throws: HTTPClientError.readTimeout) { for try await _ in response.body {} }
                #expect(test.picks() == [0, 1, 0, 0])
            }
        }

        @Test(
            "ends with the time for the whole request",
            arguments: [Answer.stall, .stream(pieces: 1_000_000, bytes: 1)]
        )
        func timeout(answer: Answer) async throws {
            let configuration = LoadBalancedHTTPConfiguration(
                timeout: .milliseconds(300),
                retries: RetryConfiguration(attempts: 1)
            )
            try await run(configuration) { _ in
                answer
            } _: { test, server in
                let (_, time) = try await time {
                    let response = try await test.get()
                    await #expect(throws: LoadBalancedHTTPError.timedOut(.milliseconds(300))) {
                        for try await _ in response.body {}
                    }
                }
                #expect(time > .milliseconds(250) && time < .seconds(5), "\(time)")
                #expect(test.picks() == [0, 1, 0, 0])
                try await eventually("the connection is closed") { server.open == 0 }
            }
        }

        @Test("comes after interim answers", arguments: [HTTPResponseStatus.processing, .init(statusCode: 103)])
        func interim(status: HTTPResponseStatus) async throws {
            try await run { _ in
                .interim(status, .interim(status, .text("late")))
            } _: { test, _ in
                let answer = try await test.text()
                #expect(answer == (200, "late"))
                #expect(test.picks() == [1, 0, 0, 0])
            }
        }

        @Test("of a request streams, too")
        func requestBody() async throws {
            try await run {
                .text("\($0.body.readableBytes)")
            } _: { test, _ in
                let pieces = AsyncStream<ByteBuffer> { continuation in
                    for _ in 0..<100 { continuation.yield(ByteBuffer(repeating: 1, count: 10_000)) }
                    continuation.finish()
                }
                let request = HTTPClientRequest.to("/", .POST, body: .stream(pieces, length: .unknown))
                let answer = try await test.text(request)
                #expect(answer == (200, "1000000"))
            }
        }

        @Test("of a request that throws says nothing of the endpoint, and is not sent again")
        func requestBodyThrows() async throws {
            struct Broken: Error {}
            try await run { _ in
                .text("")
            } _: { test, server in
                let pieces = AsyncThrowingStream<ByteBuffer, any Error> { continuation in
                    continuation.yield(ByteBuffer(string: "begun"))
                    continuation.finish(throwing: Broken())
                }
                let request = HTTPClientRequest.to("/", .PUT, body: .stream(pieces, length: .unknown))
                await #expect(throws: Broken.self) { _ = try await test.client.execute(request) }
                #expect(test.picks() == [0, 0, 1, 0])
                #expect(server.requests.isEmpty)
            }
        }

        @Test("Redirections are followed as requests of their own, by the same key, as often as is allowed")
        func redirections() async throws {
            let answer: @Sendable (TestServer.Request) -> Answer = { request in
                let number = Int(request.uri.dropFirst()) ?? 0
                return number == 0 ? .text("done") : .reply(.found, ["location": "/\(number - 1)"], body: "elsewhere")
            }
            let servers = [try await TestServer.start(answer), try await TestServer.start(answer)]
            let configuration = LoadBalancedHTTPConfiguration(redirects: 3)
            try await ClientUnderTest.run(over: servers, policy: .hashRing, configuration) { test in
                let response = try await test.get("/3", key: "user")
                #expect(String(buffer: try await response.body.collect(upTo: 100)) == "done")
                #expect(response.history.map(\.request.url).last == "http://service.test/0")
                #expect(response.history.count == 4)
                #expect(try await test.text("/4", key: "user") == (302, "elsewhere"))
                #expect(servers.map(\.requests.count).sorted() == [0, 8])
                #expect(servers.map(\.accepted).sorted() == [0, 1])
            }
        }

        @Test("Redirections are handed on unless they are asked for, and those that lead elsewhere always")
        func otherRedirections() async throws {
            let server = try await TestServer.start { _ in .reply(.found, ["location": "http://elsewhere.test/"]) }
            for redirects in [0, 5] {
                if redirects > 0 { try await server.start() }
                try await ClientUnderTest.run(over: [server], LoadBalancedHTTPConfiguration(redirects: redirects)) {
                    test in
                    let answer = try await test.text()
                    #expect(answer.0 == 302)
                    #expect(test.picks() == [1, 0, 0, 0])
                }
            }
        }
    }
#endif
