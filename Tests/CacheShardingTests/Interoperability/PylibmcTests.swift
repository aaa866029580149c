#if Caches && Peers
    import CacheSharding
    import ConsistentHashing
    import Foundation
    import LoadBalancing
    import PeerPlacements
    import Testing

    /// Python's client over libmemcached, of which it is asked to do what an app in Python would.
    private enum Pylibmc {
        struct Failure: Error {
            let description: String
        }

        /// The interpreter that has it: the system's, not one of a user's own. Where it is missing, so it is in CI: then the test
        /// fails.
        static let python = "/usr/bin/python3"

        static var isExpected: Bool {
            ProcessInfo.processInfo.environment["CI"] == "true" || (try? run(["-c", "import pylibmc"], "")) != nil
        }

        /// - Returns: The lines it writes.
        static func run(_ arguments: [String], _ input: String) throws -> [String] {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: python)
            process.arguments = arguments
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pylibmc-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            func file(_ name: String, _ text: String = "") throws -> FileHandle {
                let url = folder.appendingPathComponent(name)
                try Data(text.utf8).write(to: url)
                return try FileHandle(forUpdating: url)
            }
            process.standardInput = try file("input", input)
            process.standardOutput = try file("output")
            process.standardError = try file("errors")
            try process.run()
            process.waitUntilExit()
            func text(_ name: String) throws -> String {
                try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            }
            guard process.terminationStatus == 0 else { throw Failure(description: try text("errors")) }
            return try text("output").split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(
                String.init
            )
        }

        /// Runs the script beside the tests.
        static func run(
            _ mode: String,
            _ distribution: String,
            _ servers: [CacheServer],
            _ lines: [String]
        ) throws -> [String] {
            let script = try #require(
                Bundle.module.url(forResource: "Programs/libmemcached_client", withExtension: "py")
            )
            return try run(
                [script.path, mode, distribution] + servers.map { "\($0.host):\($0.port)" },
                lines.map { $0 + "\n" }.joined()
            )
        }
    }

    @Suite(
        "The same servers as pylibmc's",
        .timeLimit(.minutes(1)),
        .needsCacheServers,
        .enabled(if: Pylibmc.isExpected, "pylibmc is not installed: run Scripts/install-system-packages.sh --tests")
    )
    struct PylibmcTests {
        @Test(
            "What pylibmc writes is found here, and the other way round, every key of a thousand",
            arguments: [false, true]
        )
        func bothWays(isWeighted: Bool) async throws {
            let servers = try (0..<5).map { _ in try CacheServer(.memcached) }
            let name = isWeighted ? "weighted" : "ketama"
            let placement = CachePlacement { endpoints in
                try LibmemcachedKetama(endpoints.map { LibmemcachedServer($0.id.string) }, isWeighted: isWeighted)
            }
            try await running(MemcachedCache(servers.map(\.endpoint), placement: placement, configuration: .patient)) {
                (cache) async throws in
                let theirs = (0..<1000).map { "theirs:\($0)" }
                _ = try Pylibmc.run("write", name, servers, theirs.map { "\($0)\tvalue of \($0)" })
                let found = try await cache.get(theirs.map { CacheKey($0) })
                #expect(found.map { $0?.string } == theirs.map { "value of \($0)" })

                let ours = (0..<1000).map { "ours:\($0)" }
                for key in ours { #expect(try await cache.set(CacheKey(key), "value of \(key)") == .done) }
                let read = try Pylibmc.run("read", name, servers, ours)
                #expect(read == ours.map { "value of \($0)" })
            }
        }

        @Test("With another placement most keys are not found, so that the test above means something")
        func otherPlacement() async throws {
            let servers = try (0..<5).map { _ in try CacheServer(.memcached) }
            try await running(MemcachedCache(servers.map(\.endpoint), configuration: .patient)) {
                (cache) async throws in
                let keys = (0..<1000).map { "key:\($0)" }
                _ = try Pylibmc.run("write", "ketama", servers, keys.map { "\($0)\tx" })
                let found = try await cache.get(keys.map { CacheKey($0) }).count { $0 != nil }
                #expect(found < 400)
            }
        }
    }
#endif
