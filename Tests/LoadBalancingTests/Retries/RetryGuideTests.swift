import LoadBalancing
import ManualClocks
import TestSupport
import Testing

/// The code of the guide "Retries, hedges and limits", and what it says of it.
@Suite("The guide to retries", .timeLimit(.minutes(1)))
struct RetryGuideTests {
    struct Response: Sendable {
        var status: Int
        var body: AsyncStream<String>
        var pick: PickBox?
    }

    struct ConnectError: Error {}

    /// A client for which the endpoint e1 is overloaded and e2 can't be reached.
    struct Client: Sendable {
        func get(_ path: String, from endpoint: Endpoint, timeout: Duration?) async throws -> Response {
            if endpoint.id == "e2" { throw ConnectError() }
            let body = AsyncStream { continuation in
                continuation.yield(path)
                continuation.finish()
            }
            return Response(status: endpoint.id == "e1" ? 503 : 200, body: body)
        }
    }

    private func retrier(_ clock: ManualClock) throws -> Retrier {
        let balancer = try LoadBalancer(.numbered(1...3), clock: clock, logger: RecordingLog().logger)
        return try Retrier(
            balancer,
            configuration: RetryConfiguration(
                backoff: RetryBackoff(base: .zero),
                attemptTimeout: .seconds(1),
                timeout: .seconds(3),
                budget: .shareOfRequests(0.2, plusPerSecond: 10),
                hedging: .afterPercentile(0.95),
                adaptiveThrottle: AdaptiveThrottle()
            )
        )
    }

    @Test("A client's GET goes on until it is answered")
    func get() async throws {
        let client = Client()
        let retrier = try retrier(ManualClock())
        for _ in 1...20 {
            let response = try await retrier.perform(
                key: "user:1",
                options: RequestOptions(isSafeToRepeat: true)
            ) { attempt in
                try await client.get("/user/1", from: attempt.endpoint, timeout: attempt.timeLimit)
            } verdict: { result in
                switch result {
                case .success(let response) where response.status == 503: .failure(.overloaded, .notSent)
                case .success(let response) where response.status >= 500: .failure(.serverError, .sentAndSafe)
                case .success: .answer()
                case .failure(is ConnectError): .failure(.connectFailed, .notSent)
                case .failure(RetrierError.attemptTimedOut): .failure(.timedOut, .sentAndSafe)
                case .failure: .failure(.connectionLost, .sentAndSafe)
                }
            }
            #expect(response.status == 200)
        }
        let status = retrier.status
        #expect(status.requests == 20 && status.retries > 0)
        #expect(retrier.balancer.status.endpoints.allSatisfy { $0.requestsInFlight == 0 })
    }

    @Test("A body that streams is read, and then its pick is finished")
    func streaming() async throws {
        let client = Client()
        let retrier = try retrier(ManualClock())
        let response = try await retrier.perform { attempt in
            var response = try await client.get("/log", from: attempt.endpoint, timeout: attempt.timeLimit)
            response.pick = attempt.pick
            return response
        } verdict: { result in
            switch result {
            case .success(let response) where response.status == 200: .streaming
            case .success: .failure(.overloaded, .notSent)
            case .failure: .failure(.connectFailed, .notSent)
            }
        }
        for await part in response.body {
            #expect(part == "/log")
        }
        response.pick?.finish(.success)
        let endpoint = try #require(retrier.balancer.status.endpoints.first { $0.id == "e3" })
        #expect(endpoint.successes == 1 && endpoint.requestsInFlight == 0)
    }
}
