#if Caches
    import LoadBalancing
    import NIOCore
    import Testing

    @testable import CacheSharding

    @Suite("memcached's replies")
    struct MetaReplyParserTests {
        private func replies(_ text: String, pieces: Int = .max) throws -> [MetaReply] {
            var parser = MetaReplyParser()
            var buffer = ByteBuffer()
            var replies: [MetaReply] = []
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                buffer.writeBytes(rest.prefix(pieces))
                rest = rest.dropFirst(pieces)
                while let reply = try parser.next(from: &buffer) { replies.append(reply) }
            }
            #expect(buffer.readableBytes == 0)
            return replies
        }

        @Test("Every kind of reply is read, in whatever pieces it comes", arguments: [1, 2, 3, 7, 1000])
        func kinds(pieces: Int) throws {
            let text =
                "VA 3 f7 c12 t-1 O1\r\na\r\n\r\nHD O2\r\nEN O3\r\nNF O4\r\nNS O5\r\nEX c9 O6\r\nMN\r\nSTORED\r\nERROR\r\n"
                + "CLIENT_ERROR bad data chunk\r\nSERVER_ERROR out of memory\r\nVA 0 t30 W s2 O7\r\n\r\n"
            var value = MetaReply(code: .value)
            value.value = ByteBuffer(string: "a\r\n")
            (value.clientFlags, value.version, value.timeLeft, value.opaque) = (7, 12, -1, 1)
            func reply(_ code: MetaReply.Code, _ opaque: UInt32?) -> MetaReply {
                var reply = MetaReply(code: code)
                reply.opaque = opaque
                return reply
            }
            var exists = reply(.exists, 6)
            exists.version = 9
            var empty = reply(.value, 7)
            empty.value = ByteBuffer()
            empty.timeLeft = 30
            #expect(
                try replies(text, pieces: pieces) == [
                    value, reply(.done, 2), reply(.miss, 3), reply(.notFound, 4), reply(.notStored, 5), exists,
                    reply(.noOperation, nil), reply(.stored, nil), reply(.unknownCommand, nil),
                    reply(.clientError("bad data chunk"), nil), reply(.serverError("out of memory"), nil), empty,
                ]
            )
        }

        @Test(
            "What is no reply is refused, and says why",
            arguments: [
                ("VA\r\n", "the reply is none of the protocol's: a value without its size"),
                ("VA -1\r\n", "the reply is none of the protocol's: a value without its size"),
                ("VA 99999999999 O1\r\n", "the reply has a value of 99999999999 bytes; 67108864 are taken"),
                ("VA 18446744073709551616 O1\r\n", "the reply is none of the protocol's: a value without its size"),
                (
                    "VA 1 O1\r\nabc\r\n",
                    "the reply is none of the protocol's: a value of 1 bytes does not end with a line's end"
                ),
                ("HD O4294967296\r\n", "the reply is none of the protocol's: a mark that was never sent"),
                ("HD t-2\r\n", "the reply is none of the protocol's: a time that is no number"),
                ("HD c\r\n", "the reply is none of the protocol's: a version that is no number"),
                ("HD fx\r\n", "the reply is none of the protocol's: flags that are no number of 32 bits"),
                ("HD\n", "the reply is none of the protocol's: a line ends without a carriage return"),
                ("\r\n", "the reply is none of the protocol's: an empty line"),
                ("VALUE a 0 1\r\n", "the reply is none of the protocol's: a line that begins with “VALUE”"),
                (String(repeating: "x", count: 2060), "a line of the reply is longer than 2048 bytes"),
            ]
        )
        func refused(text: String, reason: String) {
            let error = #expect(throws: WireError.self) { try replies(text) }
            #expect(error?.description == reason)
        }

        @Test("A reply that is marked for another request is never taken for this one's")
        func marks() throws {
            var reply = MetaReply(code: .value)
            reply.value = ByteBuffer(string: "x")
            reply.opaque = 4
            #expect(throws: WireError.outOfStep("marked 4, not 5")) {
                try MemcachedWire.answer(reply, to: .get, opaque: 5, from: "a")
            }
            reply.opaque = nil
            #expect(throws: WireError.outOfStep("marked with nothing, not 5")) {
                try MemcachedWire.answer(reply, to: .get, opaque: 5, from: "a")
            }
            // The right mark, but no answer to what was asked.
            reply.opaque = 5
            #expect(throws: WireError.self) { try MemcachedWire.answer(reply, to: .delete, opaque: 5, from: "a") }
        }

        @Test("What is sent is what memcached's protocol says")
        func requests() {
            func sent(_ operation: CacheOperation) -> String {
                var buffer = ByteBuffer()
                MemcachedWire.write(operation, opaque: 17, now: 1_700_000_000, into: &buffer)
                return String(buffer: buffer)
            }
            let value = StoredValue(buffer: ByteBuffer(string: "abc"))
            func time(_ duration: Duration?) -> TimeToLive { (try? TimeToLive(duration)) ?? .forever }
            let version = CacheVersion(kind: .number(5), node: "a")
            let step = CountStep(amount: 2, isUp: true, initial: 9, timeToLive: time(.seconds(3)))
            #expect(sent(.get("k", details: false)) == "mg k v f O17\r\n")
            #expect(sent(.get("k", details: true)) == "mg k v f c t O17\r\n")
            #expect(sent(.store("k", value, time(nil), .always)) == "ms k 3 O17\r\nabc\r\n")
            #expect(sent(.store("k", value, time(.milliseconds(1500)), .ifAbsent)) == "ms k 3 ME T2 O17\r\nabc\r\n")
            #expect(sent(.store("k", value, time(.seconds(1)), .ifPresent)) == "ms k 3 MR T1 O17\r\nabc\r\n")
            #expect(sent(.store("k", value, time(nil), .ifStill(version))) == "ms k 3 C5 O17\r\nabc\r\n")
            #expect(
                sent(.store("k", StoredValue(buffer: value.buffer, flags: 16), time(nil), .always))
                    == "ms k 3 F16 O17\r\nabc\r\n"
            )
            // Beyond 30 days memcached takes a date.
            #expect(sent(.touch("k", time(.seconds(2_592_000)))) == "mg k T2592000 O17\r\n")
            #expect(sent(.touch("k", time(.seconds(2_592_001)))) == "mg k T1702592001 O17\r\n")
            #expect(sent(.touch("k", time(nil))) == "mg k T0 O17\r\n")
            #expect(sent(.delete("k")) == "md k O17\r\n")
            #expect(sent(.count("k", step)) == "ma k MI v D2 J9 N3 O17\r\n")
            #expect(
                sent(.count("k", CountStep(amount: .max, isUp: false, initial: nil, timeToLive: .forever)))
                    == "ma k MD v D18446744073709551615 O17\r\n"
            )
        }

        @Test(
            "A key that memcached would take for something else is refused with the cure",
            arguments: [
                (CacheKey(""), "memcached takes no empty key: give 1 to 250 bytes"),
                (
                    CacheKey(String(repeating: "k", count: 251)),
                    "it has 251 bytes, and memcached takes 250: shorten it, or use a hash of it"
                ),
                (
                    CacheKey("a b"),
                    "byte 1 is 0x20, and memcached takes no spaces or control characters: escape them, such as by percent-encoding"
                ),
                (
                    CacheKey("a\r\nmd b"),
                    "byte 1 is 0x0D, and memcached takes no spaces or control characters: escape them, such as by percent-encoding"
                ),
                (
                    CacheKey("a\u{7F}"),
                    "byte 1 is 0x7F, and memcached takes no spaces or control characters: escape them, such as by percent-encoding"
                ),
            ]
        )
        func keys(key: CacheKey, reason: String) {
            #expect(MemcachedWire.objection(to: key) == reason)
        }

        @Test("Keys of 250 bytes and of UTF-8 are in order")
        func goodKeys() {
            #expect(MemcachedWire.objection(to: CacheKey(String(repeating: "k", count: 250))) == nil)
            #expect(MemcachedWire.objection(to: "naïve:日本") == nil)
        }

        @Test("A byte that is not taken is seen wherever it stands, and no other is", arguments: 1...26)
        func everyByte(length: Int) {
            for position in 0..<length {
                for byte in UInt8.min ... .max {
                    for others: UInt8 in [0x21, 0x7E, 0x80, 0xFF] {
                        var bytes = [UInt8](repeating: others, count: length)
                        bytes[position] = byte
                        let isTaken = bytes.withUnsafeBytes { MemcachedWire.takes(key: $0) }
                        #expect(isTaken == (byte > 0x20 && byte != 0x7F), "\(byte) at \(position), beside \(others)")
                        let reason = MemcachedWire.objection(to: CacheKey(bytes: bytes))
                        #expect((reason == nil) == isTaken)
                        if let reason { #expect(reason.hasPrefix("byte \(position) is 0x")) }
                    }
                }
            }
        }
    }
#endif
