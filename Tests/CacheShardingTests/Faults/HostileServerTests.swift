#if Caches
    import CacheSharding
    import LoadBalancing
    import NIOCore
    import Testing

    @Suite("Servers that answer wrongly", .timeLimit(.minutes(1)))
    struct HostileServerTests {
        private var configuration: CacheConfiguration {
            CacheConfiguration(
                timeout: .milliseconds(200),
                reconnectBackoff: .milliseconds(1),
                maximumReconnectBackoff: .milliseconds(2)
            )
        }

        private static func answers(_ reply: @escaping @Sendable (String) -> String?) -> @Sendable (String) -> String? {
            { line in line.hasPrefix("mn") ? "MN\r\n" : reply(line) }
        }

        @Test(
            "What is no answer to what was asked is a miss, and the connection is made anew",
            arguments: [
                "VA 1 O4000000000\r\nx\r\n", "VA 1\r\nx\r\n", "HD O0\r\n", "STORED\r\n", "VA 1 O0\r\nxyz\r\n",
                "junk\r\n",
                "VA 99999999999 O0\r\n", "VA -1 O0\r\n", "ERROR\r\nVA 1 O0\r\nx\r\n", "NF O0\r\n",
            ]
        )
        func wrongAnswer(reply: String) async throws {
            let server = try await ScriptedServer(Self.answers { _ in reply })
            try await running(MemcachedCache([server.endpoint], configuration: configuration)) { (cache) async throws in
                for number in 1...3 {
                    // Each answer ends its connection; what follows goes over the next one.
                    while server.connections < number { #expect((try? await cache.get("k")) == nil) }
                    #expect((try? await cache.get("k")) == nil)
                }
            }
            try await server.close()
        }

        @Test(
            "Of many keys, what is no answer to these is a miss of all, and the connection is made anew",
            arguments: [
                // Another key's value, not in this order, one too many, a meta command's reply, no end, and nothing.
                "VALUE c 0 1\r\nx\r\nEND\r\n", "VALUE z 0 1\r\nx\r\nVALUE b 0 1\r\nx\r\nEND\r\n",
                "VALUE b 0 1\r\nx\r\nVALUE b 0 1\r\nx\r\nEND\r\n", "EN O0\r\n", "VALUE b 0 1\r\nx\r\n", "",
            ]
        )
        func wrongValues(list: String) async throws {
            let server = try await ScriptedServer(Self.answers { _ in list })
            try await running(MemcachedCache([server.endpoint], configuration: configuration)) { (cache) async throws in
                for number in 1...3 {
                    while server.connections < number {
                        #expect(try await cache.get(["a", "b", "z"]) == [nil, nil, nil])
                    }
                    #expect(try await cache.get(["a", "b", "z"]) == [nil, nil, nil])
                }
                #expect(cache.counts.hits == 0)
            }
            try await server.close()
        }

        @Test("A line in the place of values ends the connection, also one after which a counter's would go on")
        func lineInsteadOfValues() async throws {
            let server = try await ScriptedServer(
                Self.answers { line in
                    line.hasPrefix("get")
                        ? "CLIENT_ERROR cannot increment or decrement non-numeric value\r\n" : "EN \(line.mark)\r\n"
                }
            )
            let many = (0..<130).map { CacheKey("k\($0)") }
            try await running(MemcachedCache([server.endpoint], configuration: configuration)) { (cache) async throws in
                for number in 1...3 {
                    // Until it stands, there are misses.
                    while server.connections < number { _ = try? await cache.get("k") }
                    async let few = cache.get(["a", "b"])
                    await #expect(throws: CacheError.self) {
                        while try await cache.get(many) == [CachedValue?](repeating: nil, count: 130) {}
                    }
                    _ = try? await few
                }
                #expect(cache.counts.hits == 0)
            }
            try await server.close()
        }

        @Test("An answer that nobody asked for ends the connection")
        func unasked() async throws {
            let server = try await ScriptedServer(
                Self.answers { line in "VA 1 \(line.mark)\r\nx\r\nVA 1 \(line.mark)\r\ny\r\n" }
            )
            try await running(MemcachedCache([server.endpoint], configuration: configuration)) { (cache) async throws in
                for _ in 0..<20 {
                    if let value = try await cache.get("k") { #expect(value.string == "x") }
                }
                #expect(server.connections > 1)
            }
            try await server.close()
        }

        @Test("A connection that breaks amid requests fails these, and the next ones go over a new one")
        func broken() async throws {
            let count = Locked(0)
            let server = try await ScriptedServer(
                Self.answers { line in
                    let number = count.withLock { count in
                        count += 1
                        return count
                    }
                    return number.isMultiple(of: 10) ? nil : "VA 1 \(line.mark)\r\nx\r\n"
                }
            )
            try await running(MemcachedCache([server.endpoint], configuration: configuration)) { (cache) async throws in
                var hits = 0
                for _ in 0..<100 {
                    if let value = try await cache.get("k") {
                        #expect(value.string == "x")
                        hits += 1
                    }
                }
                #expect(hits >= 85 && hits < 100)
            }
            try await server.close()
        }

        @Test("A server that accepts and says nothing is down, not slow")
        func silent() async throws {
            let server = try await ScriptedServer { _ in "" }
            var configuration = configuration
            configuration.connectTimeout = .milliseconds(20)
            try await running(MemcachedCache([server.endpoint], configuration: configuration)) { (cache) async throws in
                #expect(try await cache.get("k") == nil)
                let clock = ContinuousClock()
                let time = try await clock.measure { () async throws in
                    for _ in 0..<100 { #expect(try await cache.get("k") == nil) }
                }
                #expect(time < .milliseconds(500))
            }
            try await server.close()
        }
    }
#endif
