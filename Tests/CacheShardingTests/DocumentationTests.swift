#if Caches
    import CacheSharding
    import LoadBalancing
    import TestSupport
    import Testing

    @Suite("What the documentation shows is what happens", .timeLimit(.minutes(1)))
    struct DocumentationTests {
        @Test(
            "The README's cache, word for word",
            .needsCacheServers
        )
        func cache() async throws {
            let servers = try (18_211...18_213).map { try CacheServer(.memcached, host: "127.0.0.1", port: $0) }
            defer { for server in servers { server.kill() } }
            var printed: [String] = []
            func print(_ values: Any...) { printed.append(values.map { "\($0)" }.joined(separator: " ")) }
            // The README's example begins here.
            let cache = try MemcachedCache((18211...18213).map { Endpoint(host: "127.0.0.1", port: $0) })
            let running = Task { try await cache.run() }  // in an app: ServiceGroup(services: [cache], …)
            try await cache.set("user:1", encoding: ["name": "Ada"], expiring: .seconds(60))
            print(try await cache.get("user:1", as: [String: String].self) ?? [:])
            print(try await cache.value("user:2", expiring: .seconds(60)) { "loaded once, however many ask" })
            print(try await cache.get(["user:3", "user:1"]).map { $0?.string ?? "nothing" })
            print(cache.owner(of: "user:1")!.id, try await cache.increment("visits", initial: 1)!)
            running.cancel()
            // The README's example ends here.
            try await running.value

            let blocks = try DocumentedCode.blocks(in: "README.md")
            let place = try #require(blocks.firstIndex { $0.lines.contains("import CacheSharding") })
            #expect(
                blocks[place].lines.filter { !$0.hasPrefix("import ") }
                    == (try DocumentedCode.run("The README's example"))
            )
            #expect(blocks[place].lines.count <= 15)
            #expect(blocks[place + 1].lines == printed)
        }
    }
#endif
