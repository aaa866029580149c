#if Caches
    import CacheSharding
    import Foundation
    import LoadBalancing
    import NIOCore
    import NIOSSL
    import Testing

    @Suite("Redis alone", .timeLimit(.minutes(1)), .needsCacheServers)
    struct RedisTests {
        @Test("Any command goes to the node that has its key")
        func commands() async throws {
            let servers = try (0..<3).map { _ in try CacheServer(.redis) }
            try await running(RedisCache(servers.map(\.endpoint), configuration: .patient)) { (redis) async throws in
                for number in 0..<20 {
                    let key = CacheKey("list:\(number)")
                    #expect(try await redis.command("RPUSH", on: key, ["a", "b"])?.integer == 2)
                    let all = try await redis.command("LRANGE", on: key, ["0", "-1"])?.elements
                    #expect(all?.map(\.string) == ["a", "b"])
                }
                #expect(try await redis.command("HSET", on: "h", ["f", "v"])?.integer == 1)
                let map = try await redis.command("HGETALL", on: "h")
                #expect(
                    map
                        == .map([RESPPair(key: .bytes(ByteBuffer(string: "f")), value: .bytes(ByteBuffer(string: "v")))]
                        )
                )
                #expect(try await redis.command("OBJECT REFCOUNT", on: "list:1")?.integer == 1)
                guard case .error(let text)? = try await redis.command("INCR", on: "list:1") else {
                    Issue.record("a list is not counted")
                    return
                }
                #expect(text.hasPrefix("WRONGTYPE"))
                await #expect(throws: CacheError.self) { try await redis.get("list:1") }
                // MGET, by which many are asked for, knows no wrong types.
                #expect(try await redis.set("text", "x") == .done)
                #expect(try await redis.get(["list:1", "text", "list:2"]).map { $0?.string } == [nil, "x", nil])
            }
        }

        @Test("It logs in, and selects its database")
        func login() async throws {
            let server = try CacheServer(.redis, arguments: ["--requirepass", "secret"])
            let login = CacheLogin(password: "secret")
            try await running(RedisCache([server.endpoint], login: login, database: 3, configuration: .patient)) {
                (redis) async throws in
                #expect(try await redis.set("k", "v") == .done)
                #expect(try await redis.get("k")?.string == "v")
            }
            try await running(RedisCache([server.endpoint], login: login, configuration: .patient)) {
                (redis) async throws in
                #expect(try await redis.get("k") == nil)
                #expect(redis.counts.misses == 1)
            }
        }

        @Test("With a server that knows no HELLO it talks RESP2", arguments: [nil, "secret"])
        func fallback(password: String?) async throws {
            let arguments = ["--rename-command", "HELLO", ""] + (password.map { ["--requirepass", $0] } ?? [])
            let server = try CacheServer(.redis, arguments: arguments)
            let login = password.map { CacheLogin(password: $0) }
            try await running(RedisCache([server.endpoint], login: login, configuration: .patient)) {
                (redis) async throws in
                #expect(try await redis.set("k", "v") == .done)
                #expect(try await redis.get(["k", "none"]).map { $0?.string } == ["v", nil])
                #expect(try await redis.command("HSET", on: "h", ["f", "v"])?.integer == 1)
                // RESP2 has no maps.
                #expect(try await redis.command("HGETALL", on: "h")?.elements?.map(\.string) == ["f", "v"])
            }
        }

        @Test("Keys of any bytes are in order")
        func anyKey() async throws {
            let server = try CacheServer(.redis)
            try await running(RedisCache([server.endpoint], configuration: .patient)) { (redis) async throws in
                let key = CacheKey(bytes: 0...255)
                #expect(try await redis.set(key, "v") == .done)
                #expect(try await redis.get(key)?.string == "v")
            }
        }

        @Test("Over TLS it verifies the server's name: another server counts as down")
        func tls() async throws {
            let port = Int.random(in: 20_000..<30_000)
            let server = try CacheServer(
                .redis,
                port: port,
                arguments: [
                    "--port", "0", "--tls-port", "\(port)", "--tls-auth-clients", "no", "--tls-cert-file",
                    CacheCertificates.server, "--tls-key-file", CacheCertificates.serverKey, "--tls-ca-cert-file",
                    CacheCertificates.authority,
                ]
            )
            var configuration = CacheConfiguration.patient
            configuration.tls = try CacheCertificates.client()
            var endpoint = server.endpoint
            endpoint.tlsHostName = "backend.test"
            try await running(RedisCache([endpoint], configuration: configuration)) { (redis) async throws in
                #expect(try await redis.set("k", "v") == .done)
                #expect(try await redis.get("k")?.string == "v")
            }
            for name in ["other.test", nil] {
                endpoint.tlsHostName = name
                try await running(RedisCache([endpoint], configuration: configuration)) { (redis) async throws in
                    #expect(try await redis.get("k") == nil)
                    #expect(redis.counts.unanswered == 1)
                }
            }
        }
    }
#endif
