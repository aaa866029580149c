#if StickySessions
    import AsyncHTTPClient
    import Foundation
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
            while world.apps.allSatisfy({ $0.visits == 0 }) { await Task.yield() }
            return request
        }

        /// Returns when the client that waits is watched.
        private func waitUntilWatched(_ world: StickyProxyTests.World) async throws {
            let patience = try #require(world.patience)
            while patience.watchedCount == 0 { await Task.yield() }
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
                    await Task.yield()
                }
                for app in world.apps { app.answer() }
            }
        }

        @Test(
            "One that waits longer gets its answer, which says that the connection is closed, and the next one by a new one"
        )
        func waiting() async throws {
            try await StickyProxyTests.withWorld(configuration: Self.configuration) { world in
                let request = try await begin(world)
                try await waitUntilWatched(world)
                for app in world.apps { app.answer() }
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

        @Test(
            "By HTTP/2, where that header has no place, it gets its answer without"
        )
        func overHTTP2() async throws {
            try await StickyProxyTests.withWorld(configuration: Self.configuration, isHTTP2: true) {
                world in
                let address = "http://127.0.0.1:\(world.port)"
                let curl = Task { try await Self.curl(["--http2-prior-knowledge", "\(address)/slow"]) }
                while world.apps.allSatisfy({ $0.visits == 0 }) { await Task.yield() }
                try await waitUntilWatched(world)
                for app in world.apps { app.answer() }
                let answer = try await curl.value.lowercased()
                #expect(answer.hasPrefix("http/2 200"), "\(answer)")
                #expect(!answer.contains("connection:"), "\(answer)")
            }
        }

        /// What curl prints: the answer with its headers.
        private static func curl(_ arguments: [String]) async throws -> String {
            let process = Process()
            let output = Pipe()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["curl", "-s", "-i", "-m", "20"] + arguments
            process.standardOutput = output
            return try await withCheckedThrowingContinuation { continuation in
                process.terminationHandler = { _ in
                    // No more than fits in a pipe.
                    let bytes = output.fileHandleForReading.readDataToEndOfFile()
                    continuation.resume(returning: String(decoding: bytes, as: UTF8.self))
                }
                do { try process.run() } catch { continuation.resume(throwing: error) }
            }
        }
    }
#endif
