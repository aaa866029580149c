#if GRPC
    import ByteService
    import GRPCCore
    import GRPCLoadBalancing
    import InMemoryTracing
    import LoadBalancing
    import Testing
    import Tracing

    @Suite("Spans", .timeLimit(.minutes(1)))
    struct SpanTests {
        private static let method = "bytes.Bytes/Get"
        /// The in-memory tracer's `traceparent`.
        private static let spanID = "in-memory-span-id"

        private static let retries = ServiceConfig.retried(
            backoff: .milliseconds(1)...(.milliseconds(1)),
            multiplier: 1
        )

        @Test("each attempt has one below the caller's, whose context the server gets", arguments: [false, true])
        func spans(isRetried: Bool) async throws {
            let sent = Locked<[String]>([])
            let servers = try await ByteServer.several(2) { call in
                let isFirst = sent.withLock { sent in
                    sent += call.metadata[stringValues: Self.spanID]
                    return sent.count == 1
                }
                return isRetried && isFirst ? .failure(.unavailable) : .text("good")
            }
            let tracer = InMemoryTracer()
            try await ClientUnderTest.run(
                over: servers,
                serviceConfig: isRetried ? Self.retries : ServiceConfig()
            ) { test async throws in
                try await withTracer(tracer) {
                    // What the caller has put there himself is not this attempt's.
                    _ = try await withSpan("caller") { _ in try await test.get(metadata: ["\(Self.spanID)": "mine"]) }
                }
            }
            let spans = tracer.finishedSpans.filter { $0.operationName == Self.method }
            #expect(sent.withLock { $0 } == spans.map(\.spanID))
            #expect(spans.count == (isRetried ? 2 : 1))
            let caller = try #require(tracer.finishedSpans.first { $0.operationName == "caller" })
            #expect(spans.allSatisfy { $0.parentSpanID == caller.spanID && $0.traceID == caller.traceID })
            let last = try #require(spans.last)
            #expect(last.attributes.get("rpc.grpc.status_code") == .int64(0))
            #expect(last.attributes.get("rpc.service") == .string("bytes.Bytes"))
            #expect(last.status == nil)
            guard isRetried else { return }
            #expect(spans[0].attributes.get("rpc.grpc.status_code") == .int64(14))
            #expect(spans[0].status?.code == .error)
            #expect(spans[0].attributes.get("lb.endpoint") != last.attributes.get("lb.endpoint"))
        }
    }
#endif
