#if Caches
    import LoadBalancing
    import NIOCore
    import Testing

    @testable import CacheSharding

    @Suite("A value as a server keeps it")
    struct CachedValueTests {
        private let buffer = ByteBuffer(string: "v")
        private let version = CacheVersion(kind: .number(7), node: "a")

        @Test("Its version and time left are kept apart, each by itself, and are a part of what it is")
        func details() {
            let plain = CachedValue(buffer: buffer, flags: 3)
            #expect(plain == CachedValue(read: buffer, flags: 3))
            #expect(plain.version == nil && plain.timeLeft == nil)

            var value = plain
            value.version = version
            #expect(value.version == version && value.timeLeft == nil && plain.version == nil)
            value.timeLeft = .seconds(5)
            #expect(value == CachedValue(buffer: buffer, flags: 3, version: version, timeLeft: .seconds(5)))
            #expect(value != plain)
            #expect(Set([plain, value, CachedValue(buffer: buffer)]).count == 3)

            value.version = nil
            #expect(value.version == nil && value.timeLeft == .seconds(5))
            value.timeLeft = nil
            #expect(value == plain && value.hashValue == plain.hashValue)
        }

        @Test("It is a few words, as a hundred of them are handed on at once")
        func size() {
            #expect(MemoryLayout<CachedValue?>.stride <= 40)
        }
    }
#endif
