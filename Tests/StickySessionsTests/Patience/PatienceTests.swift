#if StickySessions
    import AsyncHTTPClient
    import LoadBalancing
    import NIOCore
    import NIOHTTP1
    import Synchronization
    import Testing

    @testable import StickySessions

    @Suite("A client that goes before its answer", .timeLimit(.minutes(1)))
    struct PatienceTests {
        private static let configuration = StickyProxyConfiguration(patience: .milliseconds(50))

        /// A request that no app answers for now, sent and under way.
        private func begin(_ world: StickyProxyTests.World) async throws -> Task<HTTPClientResponse, any Error> {
            let request = Task { try await world.get("/slow") }
            while world.apps.allSatisfy({ $0.visits == 0 }) { try await Task.sleep(for: .milliseconds(5)) }
            return request
        }

        @Test("Its request to the endpoint is cancelled")
        func gone() async throws {
            try await StickyProxyTests.withWorld(configuration: Self.configuration) { world in
                let request = try await begin(world)
                #expect(world.balancer.status.endpoints.reduce(0) { $0 + $1.requestsInFlight } == 1)
                request.cancel()
                _ = await request.result
                // The app has not answered, and never will.
                while world.balancer.status.endpoints.contains(where: { $0.requestsInFlight > 0 }) {
                    try await Task.sleep(for: .milliseconds(5))
                }
                for app in world.apps { app.mayAnswer.store(true, ordering: .relaxed) }
            }
        }

        @Test(
            "One that waits longer gets its answer, which says that the connection is closed, and the next one by a new one"
        )
        func waiting() async throws {
            try await StickyProxyTests.withWorld(configuration: Self.configuration) { world in
                let request = try await begin(world)
                // Longer than the patience.
                try await Task.sleep(for: .milliseconds(200))
                for app in world.apps { app.mayAnswer.store(true, ordering: .relaxed) }
                let answer = try await request.value
                #expect(answer.status == .ok)
                #expect(answer.headers["connection"] == ["close"])
                for _ in 0..<3 {
                    let answer = try await world.get()
                    #expect(answer.status == .ok)
                    #expect(answer.headers["connection"].isEmpty)
                }
            }
        }
    }
#endif
