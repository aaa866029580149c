#if Caches
    import CacheSharding
    import Foundation
    import LoadBalancing
    import NIOCore
    import Testing

    /// What holds for memcached and for Redis alike.
    @Suite("Operations", .timeLimit(.minutes(1)), .needsCacheServers)
    struct OperationTests {
        @Test(
            "A thousand keys over five nodes are found again, one by one and all at once",
            arguments: CacheServer.Kind.allCases
        )
        func roundTrip(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 5) { (cache, _) async throws in
                let keys = (0..<1000).map { CacheKey("key:\($0)") }
                for (number, key) in keys.enumerated() {
                    #expect(try await cache.set(key, "value \(number)", expiring: .seconds(60)) == .done)
                }
                for (number, key) in keys.enumerated() {
                    #expect(try await cache.get(key)?.string == "value \(number)")
                }
                // Back in the order asked, with what is not there and what is asked for twice in between.
                let asked = keys.shuffled() + ["nothing", keys[7], keys[7]]
                let all = try await cache.get(asked)
                #expect(
                    all.map { $0?.string }
                        == asked.map { key in
                            keys.firstIndex(of: key).map { "value \($0)" }
                        }
                )
                #expect(cache.counts.hits == 2002)
                #expect(cache.counts.misses == 1)
                #expect(try await cache.get([CacheKey]()).isEmpty)
                // Every node has a part of them.
                let owners = Set(keys.compactMap { cache.owner(of: $0)?.id })
                #expect(owners.count == 5)
            }
        }

        @Test(
            "Ten thousand keys of one node are asked for at once, however long they are",
            arguments: CacheServer.Kind.allCases
        )
        func many(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 1) { (cache, _) async throws in
                let long = String(repeating: "k", count: 240)
                let keys = (0..<10_000).map { CacheKey($0 < 200 ? "\(long):\($0)" : "key:\($0)") }
                try await withThrowingTaskGroup { group in
                    for part in 0..<50 {
                        group.addTask {
                            for number in stride(from: part, to: keys.count, by: 50) where number % 7 > 0 {
                                let outcome = try await cache.set(keys[number], "value \(number)")
                                #expect(outcome == .done)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                for count in [2, 64, 65, 66, 1000, 10_000] {
                    let found = try await cache.get(Array(keys.prefix(count)))
                    #expect(found.map { $0?.string } == (0..<count).map { $0 % 7 > 0 ? "value \($0)" : nil })
                }
                // What was there is asked for again, nothing of it is.
                #expect(try await cache.get((0..<1000).map { "none:\($0)" }).allSatisfy { $0 == nil })
                #expect(try await cache.get(Array(keys[1..<3])).map { $0?.string } == ["value 1", "value 2"])
            }
        }

        @Test("Large values of many keys come whole", arguments: CacheServer.Kind.allCases)
        func largeValues(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 2) { (cache, _) async throws in
                let keys = (0..<20).map { CacheKey("large:\($0)") }
                for (number, key) in keys.enumerated() {
                    let bytes = [UInt8](repeating: UInt8(number), count: number * 40_000)
                    #expect(try await cache.set(key, bytes: bytes) == .done)
                }
                let found = try await cache.get(keys)
                for (number, value) in found.enumerated() {
                    let value = try #require(value)
                    #expect(value.count == number * 40_000)
                    #expect(value.bytes.allSatisfy { $0 == UInt8(number) })
                }
            }
        }

        @Test(
            "Values are stored, added, replaced and deleted on their conditions",
            arguments: CacheServer.Kind.allCases
        )
        func conditions(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 2) { (cache, _) async throws in
                let (first, second) = (ByteBuffer(string: "1"), ByteBuffer(string: "2"))
                #expect(try await cache.replace("k", with: first) == .notDone)
                #expect(try await cache.add("k", first) == .done)
                #expect(try await cache.add("k", second) == .notDone)
                #expect(try await cache.replace("k", with: second) == .done)
                let read = try #require(try await cache.getWithVersion("k"))
                #expect(read.string == "2")
                let version = try #require(read.version)
                #expect(try await cache.replace("k", with: first, ifStill: version) == .done)
                #expect(try await cache.replace("k", with: second, ifStill: version) == .notDone)
                #expect(try await cache.get("k")?.string == "1")
                #expect(try await cache.delete("k") == .done)
                #expect(try await cache.delete("k") == .notDone)
                #expect(try await cache.get("k") == nil)
                #expect(try await cache.replace("k", with: second, ifStill: version) == .notDone)
                #expect(try await cache.touch("k", expiring: .seconds(9)) == .notDone)
            }
        }

        @Test("Any bytes are a value, of none to a million of them", arguments: CacheServer.Kind.allCases)
        func values(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 1) { (cache, _) async throws in
                for count in [0, 1, 2, 100, 4095, 4096, 65_537, 1_000_000] {
                    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
                    #expect(try await cache.set("k", bytes: bytes) == .done)
                    #expect(try await cache.get("k")?.bytes == bytes)
                }
                #expect(try await cache.set("k", "VA 3\r\n$3\r\n\r\nHD\r\n") == .done)
                #expect(try await cache.get("k")?.string == "VA 3\r\n$3\r\n\r\nHD\r\n")
            }
        }

        @Test("Times to live end when they say, and can be given anew", arguments: CacheServer.Kind.allCases)
        func timesToLive(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 1) { (cache, _) async throws in
                #expect(try await cache.set("short", "x", expiring: .seconds(1)) == .done)
                #expect(try await cache.set("long", "x", expiring: .seconds(3600)) == .done)
                #expect(try await cache.set("far", "x", expiring: .seconds(40 * 86_400)) == .done)
                #expect(try await cache.set("ever", "x") == .done)
                let left = try #require(try await cache.getWithVersion("long")?.timeLeft)
                #expect(left > .seconds(3590) && left <= .seconds(3600))
                let far = try #require(try await cache.getWithVersion("far")?.timeLeft)
                #expect(far > .seconds(39 * 86_400) && far <= .seconds(40 * 86_400 + 1))
                #expect(try await cache.getWithVersion("ever")?.timeLeft == nil)
                #expect(try await cache.touch("long", expiring: .seconds(100)) == .done)
                let touched = try #require(try await cache.getWithVersion("long")?.timeLeft)
                #expect(touched > .seconds(90) && touched <= .seconds(100))
                #expect(try await cache.touch("long", expiring: nil) == .done)
                let kept = try await cache.getWithVersion("long")
                #expect(kept != nil && kept?.timeLeft == nil)
                // The server's clock is what is waited for.
                while try await cache.get("short") != nil { await Task.yield() }
                #expect(try await cache.get("ever") != nil)
                for time in [Duration.zero, .seconds(-1), .seconds(101 * 365 * 86_400)] {
                    await #expect(throws: CacheError.invalidTimeToLive(time)) {
                        try await cache.set("k", "x", expiring: time)
                    }
                }
            }
        }

        @Test("Numbers are counted up and down, to 0 at the lowest", arguments: CacheServer.Kind.allCases)
        func counting(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 1) { (cache, _) async throws in
                #expect(try await cache.increment("n") == nil)
                #expect(try await cache.increment("n", by: 5, initial: 10, expiring: .seconds(60)) == 10)
                #expect(try await cache.increment("n", by: 5) == 15)
                #expect(try await cache.decrement("n", by: 4) == 11)
                #expect(try await cache.decrement("n", by: 100) == 0)
                #expect(try await cache.getWithVersion("n")?.timeLeft != nil)
                #expect(try await cache.set("text", "x") == .done)
                await #expect(throws: CacheError.notANumber("text")) { try await cache.increment("text") }
                #expect(try await cache.get("text")?.string == "x")
            }
        }

        private struct User: Codable, Hashable {
            var name: String
            var age: Int
        }

        @Test("Codable values come back; those of another type are a miss", arguments: CacheServer.Kind.allCases)
        func codable(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 1) { (cache, _) async throws in
                let ada = User(name: "Ada", age: 36)
                #expect(try await cache.set("u", encoding: ada, expiring: .seconds(60)) == .done)
                #expect(try await cache.get("u", as: User.self) == ada)
                #expect(try await cache.get(["u", "v"], as: User.self) == [ada, nil])
                #expect(try await cache.get("u", as: [Int].self) == nil)
                #expect(cache.counts.undecodable == 1)
            }
        }

        @Test("Two spellings of a word are two keys", arguments: CacheServer.Kind.allCases)
        func spellings(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 1) { (cache, _) async throws in
                let (one, two): (CacheKey, CacheKey) = ("\u{E9}", "e\u{301}")
                #expect(try await cache.set(one, "1") == .done)
                #expect(try await cache.get([one, two]).map { $0?.string } == ["1", nil])
            }
        }

        @Test("Several connections a node, and a thousand tasks at a time", arguments: CacheServer.Kind.allCases)
        func manyTasks(kind: CacheServer.Kind) async throws {
            let configuration = CacheConfiguration(timeout: .seconds(20), connectionsPerNode: 3)
            try await running(kind, count: 3, configuration) { (cache, _) async throws in
                try await withThrowingTaskGroup { group in
                    for number in 0..<1000 {
                        group.addTask { () async throws in
                            let key = CacheKey("key:\(number)")
                            #expect(try await cache.set(key, "\(number)") == .done)
                            #expect(try await cache.get(key)?.string == "\(number)")
                            let pair = try await cache.get([key, "none:\(number)"])
                            #expect(pair.map { $0?.string } == ["\(number)", nil])
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }

        @Test(
            "Thousands of keys at once come back in the order asked, by one connection a node or several",
            arguments: CacheServer.Kind.allCases,
            [1, 3]
        )
        func thousands(kind: CacheServer.Kind, connections: Int) async throws {
            let configuration = CacheConfiguration(timeout: .seconds(20), connectionsPerNode: connections)
            try await running(kind, count: 3, configuration) { (cache, _) async throws in
                let stored = (0..<100).map { "key:\($0)" }
                for text in stored { #expect(try await cache.set(CacheKey(text), text) == .done) }
                // More for a node than one request takes, most of them missing, some asked for many times.
                let asked = (0..<30_000).map { $0.isMultiple(of: 3) ? "key:\($0 % 200)" : "none:\($0 % 9000)" }
                let known = Set(stored)
                let found = try await cache.get(asked.map { CacheKey($0) })
                #expect(found.map { $0?.string } == asked.map { known.contains($0) ? $0 : nil })
                let hits = asked.count { known.contains($0) }
                #expect(cache.counts.hits == hits && cache.counts.misses == asked.count - hits)
            }
        }

        @Test("A value that is too large is refused, here or by the server", arguments: CacheServer.Kind.allCases)
        func tooLarge(kind: CacheServer.Kind) async throws {
            try await running(kind, count: 1, CacheConfiguration(timeout: .seconds(20), largestValue: 2 << 20)) {
                (cache, _) async throws in
                let error = await #expect(throws: CacheError.self) {
                    try await cache.set("k", bytes: Array(repeating: 1, count: 2 << 20 + 1))
                }
                #expect(error == .valueTooLarge("k", bytes: 2 << 20 + 1, limit: 2 << 20))
                guard kind == .memcached else { return }
                await #expect(
                    throws: CacheError.refused("k", message: "SERVER_ERROR object too large for cache")
                ) {
                    try await cache.set("k", bytes: Array(repeating: 1, count: 3 << 19))
                }
                // The connection goes on as before.
                #expect(try await cache.set("k", "small") == .done)
                #expect(try await cache.get("k")?.string == "small")
            }
        }
    }
#endif
