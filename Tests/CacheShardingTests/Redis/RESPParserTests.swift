#if Caches
    import LoadBalancing
    import NIOCore
    import Testing

    @testable import CacheSharding

    @Suite("Redis' replies")
    struct RESPParserTests {
        private func values(_ text: String, pieces: Int = .max) throws -> [RESPValue] {
            var parser = RESPParser()
            var buffer = ByteBuffer()
            var values: [RESPValue] = []
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                buffer.writeBytes(rest.prefix(pieces))
                rest = rest.dropFirst(pieces)
                while let value = try parser.next(from: &buffer) { values.append(value) }
            }
            #expect(buffer.readableBytes == 0)
            return values
        }

        private func bytes(_ text: String) -> RESPValue { .bytes(ByteBuffer(string: text)) }

        @Test("Every kind of value is read, in whatever pieces it comes", arguments: [1, 2, 3, 7, 1000])
        func kinds(pieces: Int) throws {
            let text =
                "+OK\r\n-ERR no\r\n:-12\r\n$3\r\na\r\n\r\n$0\r\n\r\n$-1\r\n*-1\r\n*0\r\n_\r\n#t\r\n#f\r\n,1.5\r\n,inf\r\n"
                + "(123456789012345678901234567890\r\n=7\r\ntxt:abc\r\n!6\r\nERR no\r\n*2\r\n:1\r\n*1\r\n$1\r\nx\r\n"
                + "%1\r\n+a\r\n:1\r\n~1\r\n+b\r\n>2\r\n+c\r\n+d\r\n|1\r\n+ttl\r\n:3\r\n+after\r\n%0\r\n|0\r\n:7\r\n"
            #expect(
                try values(text, pieces: pieces) == [
                    .simple("OK"), .error("ERR no"), .integer(-12), bytes("a\r\n"), bytes(""), .null, .null, .array([]),
                    .null, .boolean(true), .boolean(false), .double(1.5), .double(.infinity),
                    .bigNumber("123456789012345678901234567890"), bytes("abc"), .error("ERR no"),
                    .array([.integer(1), .array([bytes("x")])]),
                    .map([RESPPair(key: .simple("a"), value: .integer(1))]),
                    .set([.simple("b")]), .push([.simple("c"), .simple("d")]), .simple("after"), .map([]), .integer(7),
                ]
            )
        }

        @Test(
            "What is no value is refused, and says why",
            arguments: [
                ("\r\n", "the reply is none of the protocol's: a line without its type, or without a carriage return"),
                ("?x\r\n", "the reply is none of the protocol's: a value that begins with byte 63"),
                (":1.5\r\n", "the reply is none of the protocol's: an integer that is none"),
                ("#x\r\n", "the reply is none of the protocol's: neither true nor false"),
                ("$x\r\n", "the reply is none of the protocol's: bytes without their number"),
                ("$-2\r\n", "the reply is none of the protocol's: bytes without their number"),
                ("$1\r\nabc\r\n", "the reply is none of the protocol's: 1 bytes do not end with a line's end"),
                ("=2\r\nab\r\n", "the reply is none of the protocol's: a verbatim string without its format"),
                ("(1x\r\n", "the reply is none of the protocol's: a big number that is none"),
                ("*x\r\n", "the reply is none of the protocol's: a list without its length"),
                ("$67108865\r\n", "the reply has a value of 67108865 bytes; 67108864 are taken"),
                ("*1048577\r\n", "the reply has a list of 1048577 elements; 1048576 are taken"),
                ("$99999999999999999999\r\n", "the reply has a value of 9223372036854775807 bytes; 67108864 are taken"),
                (String(repeating: "*1\r\n", count: 33), "the reply is nested more than 32 deep"),
                ("+" + String(repeating: "x", count: 2060), "a line of the reply is longer than 2048 bytes"),
            ]
        )
        func refused(text: String, reason: String) {
            let error = #expect(throws: WireError.self) { try values(text) }
            #expect(error?.description == reason)
        }

        @Test("A reply of another kind than was asked for is out of step")
        func outOfStep() {
            for kind in [CacheOperation.Kind.get, .store, .delete, .touch, .count, .getWithDetails] {
                #expect(throws: WireError.self) { try RedisWire.answer(.boolean(true), to: kind, from: "a") }
            }
        }

        @Test("Errors that pass are told from those that don't")
        func errors() throws {
            for text in ["LOADING Redis is loading", "OOM command not allowed", "READONLY You can't write"] {
                let answer = try RedisWire.answer(.error(text), to: .get, from: "a")
                #expect(answer.failure == .serverError(text))
            }
            guard case .refused = try RedisWire.answer(.error("WRONGTYPE of value"), to: .get, from: "a") else {
                Issue.record("a wrong type is refused")
                return
            }
        }
    }
#endif
