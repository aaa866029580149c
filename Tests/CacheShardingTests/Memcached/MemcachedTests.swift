#if Caches
    import CacheSharding
    import Foundation
    import LoadBalancing
    import NIOCore
    import Testing

    @Suite("memcached alone", .timeLimit(.minutes(1)), .needsCacheServers)
    struct MemcachedTests {
        @Test("Flags come back as they were stored")
        func flags() async throws {
            let server = try CacheServer(.memcached)
            try await running(MemcachedCache([server.endpoint], configuration: .patient)) { (cache) async throws in
                #expect(try await cache.set("k", ByteBuffer(string: "v"), flags: .max) == .done)
                #expect(try await cache.get("k")?.flags == .max)
            }
        }

        @Test("It logs in")
        func login() async throws {
            let file = FileManager.default.temporaryDirectory.appendingPathComponent("login-\(UUID().uuidString)")
            try Data("ada:secret\n".utf8).write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            let server = try CacheServer(.memcached, arguments: ["-Y", file.path])
            try await running(
                MemcachedCache(
                    [server.endpoint],
                    login: CacheLogin(user: "ada", password: "secret"),
                    configuration: .patient
                )
            ) { (cache) async throws in
                #expect(try await cache.set("k", "v") == .done)
                #expect(try await cache.get("k")?.string == "v")
            }
            try await running(MemcachedCache([server.endpoint], login: CacheLogin(user: "ada", password: "wrong"))) {
                (cache) async throws in
                #expect(try await cache.set("k", "v") == .unconfirmed)
                #expect(try await cache.get("k") == nil)
            }
        }

        @Test("Over TLS it verifies the server's name, and reads many keys: another server counts as down")
        func tls() async throws {
            let server = try CacheServer(
                .memcached,
                arguments: [
                    "-Z", "-o", "ssl_chain_cert=\(CacheCertificates.server),ssl_key=\(CacheCertificates.serverKey)",
                ]
            )
            var configuration = CacheConfiguration.patient
            configuration.tls = try CacheCertificates.client()
            var endpoint = server.endpoint
            endpoint.tlsHostName = "backend.test"
            let keys = (0..<300).map { CacheKey("k\($0)") }
            // Of several records of TLS.
            let value = [UInt8](repeating: 0x61, count: 1000)
            try await running(MemcachedCache([endpoint], configuration: configuration)) { (cache) async throws in
                for key in keys { #expect(try await cache.set(key, bytes: value) == .done) }
                #expect(try await cache.get(keys).allSatisfy { $0?.bytes == value })
                #expect(try await cache.get(keys[0])?.bytes == value)
            }
            for name in ["other.test", nil] {
                endpoint.tlsHostName = name
                try await running(MemcachedCache([endpoint], configuration: configuration)) { (cache) async throws in
                    #expect(try await cache.get("k0") == nil)
                    #expect(cache.counts.unanswered == 1)
                }
            }
        }

        @Test("A key that can't be sent is an error that says why, of one among many too")
        func keys() async throws {
            let server = try CacheServer(.memcached)
            try await running(MemcachedCache([server.endpoint], configuration: .patient)) { (cache) async throws in
                let error = await #expect(throws: CacheError.self) { try await cache.get(["good", "bad key"]) }
                #expect(
                    error.map { "\($0)" }
                        == "the key “bad key” can't be sent: byte 3 is 0x20, and memcached takes no spaces or control "
                        + "characters: escape them, such as by percent-encoding"
                )
                await #expect(throws: CacheError.self) { try await cache.set("", "v") }
                await #expect(throws: CacheError.self) { try await cache.delete("a\nb") }
                await #expect(throws: CacheError.self) { try await cache.increment("\u{0}") }
            }
        }
    }
#endif
