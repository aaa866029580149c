#if HTTP
    import AsyncHTTPClient
    import HTTPLoadBalancing
    import InMemoryTracing
    import LoadBalancing
    import Logging
    import MetricsTestKit
    import NIOCore
    import NIOHTTP1
    import TestSupport
    import Testing
    import Tracing

    @Suite("What is told of requests", .timeLimit(.minutes(1)))
    struct ObservabilityTests {
        private let quick = LoadBalancedHTTPConfiguration(
            retries: RetryConfiguration(backoff: RetryBackoff(base: .zero), budget: .unlimited)
        )

        @Test("Each attempt has a span below the caller's, whose context is sent")
        func spans() async throws {
            let bad = try await TestServer.start { _ in .reply(.serviceUnavailable) }
            let good = try await TestServer.start { _ in .text("good") }
            let tracer = InMemoryTracer()
            try await ClientUnderTest.run(over: [bad, good], quick) { test in
                try await withTracer(tracer) {
                    try await withSpan("caller") { caller in
                        let options = RequestOptions(stayingOn: "s0")
                        let response = try await test.client.execute(.to("/users?secret"), options: options)
                        let before = tracer.finishedSpans.count
                        _ = try await response.body.collect(upTo: 100)
                        #expect(tracer.finishedSpans.count == before + 1, "a span ends with the answer's body")
                    }
                }
            }
            let spans = tracer.finishedSpans.filter { $0.operationName == "GET" }
            #expect(spans.count == 2)
            let (first, second) = (try #require(spans.first), try #require(spans.last))
            #expect(first.attributes.get("lb.endpoint") == .string("s0"))
            #expect(first.attributes.get("http.response.status_code") == .int64(503))
            #expect(first.attributes.get("error.type") == .string("503"))
            #expect(first.status?.code == .error)
            #expect(first.attributes.get("http.request.resend_count") == nil)
            #expect(second.attributes.get("lb.endpoint") == .string("s1"))
            #expect(second.attributes.get("http.request.resend_count") == .int64(1))
            #expect(second.attributes.get("http.response.status_code") == .int64(200))
            #expect(second.attributes.get("url.path") == .string("/users"))
            #expect(second.attributes.get("server.address") == .string(good.host))
            #expect(second.attributes.get("server.port") == .int64(Int64(good.port)))
            #expect(second.status == nil)
            let caller = try #require(tracer.finishedSpans.first { $0.operationName == "caller" })
            #expect(spans.allSatisfy { $0.parentSpanID == caller.spanID && $0.traceID == caller.traceID })
            #expect(good.requests.first?.headers["in-memory-span-id"] == [second.spanID])
            #expect(bad.requests.first?.headers["in-memory-span-id"] == [first.spanID])
        }

        @Test("Each endpoint's attempts are measured, and retries counted")
        func metrics() async throws {
            let server = try await TestServer.start { request in
                switch request.uri {
                case "/bad": .reply(.serviceUnavailable)
                case "/reset": .reset
                default: .text("good")
                }
            }
            try await ClientUnderTest.run(over: [server], quick) { test in
                for _ in 0..<3 { _ = try await test.text() }
                _ = try await test.text("/bad")
                _ = try? await test.text("/reset")
                let dimensions = [("lb.name", "default"), ("lb.endpoint", "s0")]
                let timer = try test.metrics.expectTimer("lb.http.attempt.duration", dimensions)
                #expect(timer.values.count == 9, "three attempts each of those that failed")
                #expect(timer.values.allSatisfy { $0 > 0 })
                let retries = try test.metrics.expectCounter("lb.retry.retries", [("lb.name", "default")])
                #expect(retries.totalValue == 4)
            }
            #expect(server.requests.count == 9)
        }

        @Test("A request that ends badly is one line with its attempts; one that ends well, or was cancelled, is none")
        func log() async throws {
            let dead = try await TestServer.start()
            await dead.kill()
            let silent = try await TestServer.start { _ in .silence }
            var configuration = quick
            configuration.retries.attemptTimeout = .milliseconds(100)
            configuration.retries.attempts = 2
            try await ClientUnderTest.run(over: [dead, silent], configuration) { test in
                await #expect(throws: RetrierError.attemptTimedOut(after: .milliseconds(100))) {
                    _ = try await test.client.execute(.to("/a"), options: RequestOptions(stayingOn: "s0"))
                }
                let line = try #require(test.log.requests.first)
                #expect(test.log.requests.count == 1)
                #expect(line.level == .warning)
                #expect(line.attempts.count == 2)
                #expect(line.attempts.first?.contains("s0 after") == true)
                #expect(line.attempts.first?.contains("connect_failed") == true)
                #expect(line.attempts.last?.contains("s1 after") == true)
                #expect(line.attempts.last?.contains("timed_out") == true)
                let cancelled = Task { try await test.client.execute(.to()) }
                cancelled.cancel()
                _ = await cancelled.result
                #expect(test.log.requests.count == 1)
            }
        }
    }
#endif
