#if Caches
    import LoadBalancing
    import NIOCore
    import Testing

    @testable import CacheSharding

    @Suite("memcached's values of many keys")
    struct ValueListTests {
        private static let keys = (0..<5).map { CacheKey("k\($0)") }

        /// Reads a whole answer to a request for keys, in pieces of so many bytes.
        private func answer(
            _ text: String,
            to keys: [CacheKey] = keys,
            pieces: Int = .max,
            limits: WireLimits = WireLimits()
        ) throws -> ValuesAnswer? {
            var parser = WireParser(MetaReplyParser(limits: limits), limits: limits)
            let list = KeyList(keys)
            let group = ValueGroup([list])
            var buffer = ByteBuffer()
            var rest = Array(text.utf8)[...]
            while true {
                if let reply = try parser.next(from: &buffer, askedFor: group) {
                    #expect(rest.isEmpty && buffer.readableBytes == 0)
                    if case .values = reply { #expect(!parser.isAmidValues) }
                    return try reply.values(of: list, from: "a")
                }
                guard !rest.isEmpty else { return nil }
                buffer.writeBytes(rest.prefix(pieces))
                rest = rest.dropFirst(pieces)
            }
        }

        private func texts(_ answer: ValuesAnswer?) -> [String?]? {
            guard case .values(let values) = answer else { return nil }
            return values.map { $0.map { "\(String(buffer: $0.buffer)) \($0.flags)" } }
        }

        @Test("They are asked for by get, so many a line")
        func requests() {
            func sent(_ keys: [CacheKey]) -> String {
                var buffer = ByteBuffer()
                MemcachedWire.write(ValueGroup([KeyList(keys)]), into: &buffer)
                return String(buffer: buffer)
            }
            #expect(sent(["a"]) == "get a\r\n")
            #expect(sent(["a", "b", "a"]) == "get a b a\r\n")
            let many = (0..<130).map { CacheKey("k\($0)") }
            func line(_ numbers: Range<Int>) -> String {
                "get " + numbers.map { "k\($0)" }.joined(separator: " ") + "\r\n"
            }
            #expect(sent(many) == line(0..<64) + line(64..<128) + line(128..<130))
            #expect(sent(Array(many.prefix(64))) == line(0..<64))
        }

        @Test("Values come in the order of the keys, with gaps, in whatever pieces", arguments: [1, 2, 3, 5, 17, 1000])
        func values(pieces: Int) throws {
            let others = "VALUE k1 0 1\r\na\r\nVALUE k3 7 5\r\nEND\r\n\r\nVALUE k4 4294967295 0\r\n\r\nEND\r\n"
            let answer = try answer("VALUE k0 3 1\r\nz\r\n" + others, pieces: pieces)
            #expect(texts(answer) == ["z 3", "a 0", nil, "END\r\n 7", " 4294967295"])
            #expect(texts(try self.answer("END\r\n", pieces: pieces)) == [nil, nil, nil, nil, nil])
        }

        @Test("Each line has an end of its own, and values of its own keys alone")
        func lines() throws {
            let keys = (0..<130).map { CacheKey("k\($0)") }
            let text = "VALUE k63 0 1\r\na\r\nEND\r\nEND\r\nVALUE k129 0 1\r\nb\r\nEND\r\n"
            let found = try #require(texts(try answer(text, to: keys)))
            #expect(found.enumerated().filter { $1 != nil }.map(\.offset) == [63, 129])
            #expect(throws: WireError.outOfStep("a value of a key that was not asked for, or not in this order")) {
                try answer("VALUE k64 0 1\r\na\r\n", to: keys)
            }
        }

        @Test("A key that is asked for twice is answered twice")
        func twice() throws {
            let text = "VALUE k 0 1\r\na\r\nVALUE k 0 1\r\na\r\nVALUE k 0 1\r\na\r\nEND\r\n"
            #expect(texts(try answer(text, to: ["k", "k", "k", "x"])) == ["a 0", "a 0", "a 0", nil])
            #expect(texts(try answer("END\r\n", to: ["k"])) == [nil])
        }

        /// Three requests that were sent together: of two keys, of one, of three, one of which is asked for twice.
        private static let group = ValueGroup(
            [["a", "b"], ["c"], ["d", "b", "e"]].map { keys in KeyList(keys.map { CacheKey($0) }) }
        )

        /// The answers to ``group``, which come in pieces of so many bytes, each as its request takes it.
        private func answers(_ text: String, pieces: Int = .max) throws -> [[String?]?] {
            var parser = WireParser(MetaReplyParser())
            var buffer = ByteBuffer()
            var rest = Array(text.utf8)[...]
            var answers: [[String?]?] = []
            while answers.count < Self.group.requests.count {
                let keys = Self.group.requests[answers.count]
                if let reply = try parser.next(from: &buffer, askedFor: Self.group) {
                    answers.append(texts(try reply.values(of: keys, from: "a")))
                    continue
                }
                guard !rest.isEmpty else { return answers }
                buffer.writeBytes(rest.prefix(pieces))
                rest = rest.dropFirst(pieces)
            }
            #expect(rest.isEmpty && buffer.readableBytes == 0 && !parser.isAmidValues)
            return answers
        }

        @Test("Requests that are sent together share lines", arguments: [1, 2, 7, 1000])
        func together(pieces: Int) throws {
            var buffer = ByteBuffer()
            MemcachedWire.write(Self.group, into: &buffer)
            #expect(String(buffer: buffer) == "get a b c d b e\r\n")
            func values(_ keys: String) -> String {
                keys.map { "VALUE \($0) 0 1\r\n\($0.uppercased())\r\n" }.joined() + "END\r\n"
            }
            #expect(try answers(values("abdbe"), pieces: pieces) == [["A 0", "B 0"], [nil], ["D 0", "B 0", "E 0"]])
            #expect(try answers(values("ce"), pieces: pieces) == [[nil, nil], ["C 0"], [nil, nil, "E 0"]])
            #expect(try answers(values(""), pieces: pieces) == [[nil, nil], [nil], [nil, nil, nil]])
            // The second time it is asked for, for all that is known: the first may have been missing.
            #expect(try answers(values("b"), pieces: pieces) == [[nil, "B 0"], [nil], [nil, nil, nil]])
        }

        @Test("Requests with keys in a line fail together; none takes a value of a key that is not its own")
        func togetherWrong() throws {
            #expect(try answers("VALUE b 0 1\r\nB\r\nSERVER_ERROR out of memory\r\n") == [nil, nil, nil])
            for (text, reason) in [
                ("EN O4\r\n", "miss is no answer to get"),
                ("VALUE f 0 1\r\n", "a value of a key that was not asked for, or not in this order"),
                ("VALUE e 0 1\r\nE\r\nVALUE b 0 1\r\n", "a value of a key that was not asked for"),
            ] {
                let error = #expect(throws: WireError.self) { try answers(text) }
                #expect(error?.description.contains(reason) == true, "\(error?.description ?? "nothing")")
            }
            // What has not come whole is nobody's.
            #expect(try answers("VALUE b 0 1\r\nB\r\n").isEmpty)
        }

        /// Requests of 31 keys each.
        private static func requests(_ count: Int) -> [KeyList] {
            (0..<count).map { request in KeyList((0..<31).map { CacheKey("\(request)-\($0)") }) }
        }

        @Test("64 keys of several requests are a line; the next begins amid a request")
        func togetherLines() throws {
            let requests = Self.requests(3)
            let group = ValueGroup(requests)
            var buffer = ByteBuffer()
            MemcachedWire.write(group, into: &buffer)
            let lines = String(buffer: buffer).split(separator: "\r\n")
            #expect(lines.count == 2)
            #expect(lines[0].hasPrefix("get 0-0 ") && lines[0].hasSuffix(" 2-1"))
            #expect(lines[1].hasPrefix("get 2-2 ") && lines[1].hasSuffix(" 2-30"))
            var parser = WireParser(MetaReplyParser())
            var replies = ByteBuffer(string: "VALUE 2-1 0 1\r\na\r\nEND\r\n")
            for (number, keys) in requests.enumerated() {
                // The first two have no key in the second line, and don't wait for it.
                if number == 2 {
                    let early = try parser.next(from: &replies, askedFor: group)
                    #expect(early == nil)
                    replies.writeString("VALUE 2-2 0 1\r\nb\r\nEND\r\n")
                }
                let reply = try #require(try parser.next(from: &replies, askedFor: group))
                let found = try #require(texts(try reply.values(of: keys, from: "a")))
                #expect(found.enumerated().filter { $1 != nil }.map(\.offset) == (number == 2 ? [1, 2] : []))
            }
            #expect(replies.readableBytes == 0 && !parser.isAmidValues)
        }

        @Test("A line that the server can't answer fails the requests that have a key in it, and no other")
        func togetherFailures() throws {
            let requests = Self.requests(4)
            let group = ValueGroup(requests)
            func failing(_ lines: String) throws -> [Int] {
                var parser = WireParser(MetaReplyParser())
                var replies = ByteBuffer(string: lines)
                return try requests.indices.filter { number in
                    let reply = try #require(try parser.next(from: &replies, askedFor: group))
                    let answer = try reply.values(of: requests[number], from: "a")
                    if case .all(.failed(.serverError("no"))) = answer { return true }
                    return false
                }
            }
            // The first line has the first two's keys and two of the third's, the second the rest.
            #expect(try failing("SERVER_ERROR no\r\nEND\r\n") == [0, 1, 2])
            #expect(try failing("END\r\nSERVER_ERROR no\r\n") == [2, 3])
            #expect(try failing("END\r\nEND\r\n") == [])
        }

        @Test(
            "What is no answer to these keys is refused, and says why",
            arguments: [
                ("VALUE k9 0 1\r\na\r\n", "a value of a key that was not asked for, or not in this order"),
                ("VALUE k00 0 1\r\na\r\n", "a value of a key that was not asked for, or not in this order"),
                ("VALUE k 0 1\r\na\r\n", "a value of a key that was not asked for, or not in this order"),
                ("VALUE k11 0 1\r\na\r\n", "a value of a key that was not asked for, or not in this order"),
                ("VALUE k1\r\n", "a value of a key that was not asked for, or not in this order"),
                ("VALUE k1 0 1\r\na\r\nVALUE k0 0 1\r\na\r\n", "a value of a key that was not asked for"),
                ("VALUE k1 0 1\r\na\r\nVALUE k1 0 1\r\na\r\n", "a value of a key that was not asked for"),
                ("VALUE k1 0 1\r\nab\r\n", "a value of 1 bytes does not end with a line's end"),
                ("VALUE k1 0 \r\n", "a value without its size"),
                ("VALUE k1 0 -1\r\n", "a value without its size"),
                ("VALUE k1 0 1 5\r\n", "a value without its size"),
                ("VALUE k1 0 18446744073709551616\r\n", "a value without its size"),
                ("VALUE k1 0 18446744073709551615\r\n", "the reply has a value of 9223372036854775807 bytes"),
                ("VALUE k1 0 101\r\n", "the reply has a value of 101 bytes; 100 are taken"),
                ("VALUE k1 4294967296 1\r\n", "flags that are no number of 32 bits"),
                ("VALUE k1  1\r\n", "flags that are no number of 32 bits"),
                ("VALUE k1 0\r\n", "flags that are no number of 32 bits"),
                ("END\n", "a line ends without a carriage return"),
                ("\n", "a line ends without a carriage return"),
                ("\r\n", "an empty line"), ("END \r\n", "a line that begins with “END”"),
                (String(repeating: "x", count: 2060), "a line of the reply is longer than 2048 bytes"),
                ("HD O17\r\n", "done is no answer to get"), ("MN\r\n", "noOperation is no answer to get"),
                ("EN O17\r\n", "miss is no answer to get"), ("VALUES k0 0 1\r\n", "a line that begins with “VALUES”"),
                ("VA 1 O17\r\na\r\n", "value is no answer to get"), ("VA 20 O17\r\n", "value is no answer to get"),
            ]
        )
        func refused(text: String, reason: String) {
            var limits = WireLimits()
            limits.value = 100
            let error = #expect(throws: WireError.self) { try answer(text, limits: limits) }
            #expect(error?.description.contains(reason) == true, "\(error?.description ?? "nothing")")
        }

        @Test("A line that the server can't answer fails them all, and the next request is read as ever")
        func errors() throws {
            let keys = (0..<130).map { CacheKey("k\($0)") }
            let text =
                "VALUE k3 0 1\r\na\r\nSERVER_ERROR out of memory writing get response\r\n"
                + "VALUE k65 0 1\r\nb\r\nEND\r\nEND\r\n"
            guard case .all(.failed(let failure)) = try answer(text, to: keys) else {
                Issue.record("it has to fail")
                return
            }
            #expect(failure == .serverError("out of memory writing get response"))
            for (text, message) in [
                ("CLIENT_ERROR bad\r\n", "CLIENT_ERROR bad"),
                ("ERROR\r\n", "ERROR: the server does not know what it was asked"),
                ("VALUE k1 0 1\r\na\r\nERROR\r\n", "ERROR: the server does not know what it was asked"),
            ] {
                guard case .all(.refused(let words)) = try answer(text) else {
                    Issue.record("\(text) has to be refused")
                    continue
                }
                #expect(words == message)
            }
            #expect(try answer("VALUE k1 0 3\r\nab") == nil)
        }
    }

    @Suite("Redis' values of many keys")
    struct RedisValuesTests {
        private func answer(_ reply: RESPValue, to keys: [CacheKey]) throws -> ValuesAnswer {
            try WireReply.resp(reply).values(of: KeyList(keys), from: "a")
        }

        @Test("One MGET asks for all, and has one value or null for each")
        func values() throws {
            var buffer = ByteBuffer()
            RedisWire.write(KeyList(["a", "bc"]), into: &buffer)
            #expect(String(buffer: buffer) == "*3\r\n$4\r\nMGET\r\n$1\r\na\r\n$2\r\nbc\r\n")
            let x = ByteBuffer(string: "x")
            guard case .values(let found) = try answer(.array([.bytes(x), .null]), to: ["a", "bc"]) else {
                Issue.record("there are values")
                return
            }
            #expect(found == [CachedValue(buffer: x), nil])
        }

        @Test("One key of many goes by MGET too, one by itself by GET, and neither's answer is one to the other")
        func alone() throws {
            var buffer = ByteBuffer()
            RedisWire.write(KeyList(["a"]), into: &buffer)
            RedisWire.write(.get("a", details: false), into: &buffer)
            #expect(String(buffer: buffer) == "*2\r\n$4\r\nMGET\r\n$1\r\na\r\n*2\r\n$3\r\nGET\r\n$1\r\na\r\n")
            let y = ByteBuffer(string: "y")
            guard
                case .values(let ofMany) = try answer(.array([.bytes(y)]), to: ["a"]),
                case .value(let found) = try WireReply.resp(.bytes(y)).answer(to: .get, opaque: 0, from: "a"),
                case .missing = try WireReply.resp(.null).answer(to: .get, opaque: 0, from: "a")
            else {
                Issue.record("there are values")
                return
            }
            #expect(ofMany == [CachedValue(buffer: y)] && found.buffer == y)
            #expect(throws: WireError.self) { try answer(.bytes(y), to: ["a"]) }
            #expect(throws: WireError.self) {
                try WireReply.resp(.array([.bytes(y)])).answer(to: .get, opaque: 0, from: "a")
            }
        }

        @Test("What is no answer to MGET is out of step; errors fail or refuse all")
        func wrong() throws {
            let x = RESPValue.bytes(ByteBuffer(string: "x"))
            for reply in [.array([x]), .array([x, x, x]), .array([x, .integer(1)]), x, .null, .simple("OK")]
                as [RESPValue]
            {
                #expect(throws: WireError.self) { try answer(reply, to: ["a", "b"]) }
            }
            guard case .all(.failed) = try answer(.error("LOADING"), to: ["a", "b"]) else {
                Issue.record("it can't now")
                return
            }
            guard case .all(.refused("NOPERM no")) = try answer(.error("NOPERM no"), to: ["a", "b"]) else {
                Issue.record("it won't")
                return
            }
        }
    }
#endif
