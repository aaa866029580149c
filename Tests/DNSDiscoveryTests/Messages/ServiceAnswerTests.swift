#if DNSDiscovery
    import Testing

    @testable import DNSDiscovery

    @Suite("A name server's answer for a service")
    struct ServiceAnswerTests {
        private let name = "_http._tcp.example.org"

        private func answer(
            _ records: [MessageWriter.Record],
            flags: UInt16 = 0x8580,
            compresses: Bool = true
        ) throws -> ServiceAnswer {
            try ServiceAnswer(
                MessageWriter(question: name, answers: records, flags: flags, compresses: compresses).bytes
            )
        }

        private func problem(_ bytes: [UInt8]) -> String? {
            let error = #expect(throws: MessageError.self) { try ServiceAnswer(bytes) }
            return error?.problem
        }

        @Test("is read, compressed or not", arguments: [true, false])
        func read(compresses: Bool) throws {
            let answer = try answer(
                [
                    .service(name, 10, 60, 8080, "a.example.org", ttl: 300),
                    .service(name, 20, 0, 8081, "b.example.org", ttl: 60),
                    .service("other.example.org", 0, 1, 1, "c.example.org"),
                    .other(name, type: 46, [1, 2, 3]),
                ],
                compresses: compresses
            )
            let records = [
                ServiceRecord(priority: 10, weight: 60, port: 8080, target: "a.example.org"),
                ServiceRecord(priority: 20, weight: 0, port: 8081, target: "b.example.org"),
            ]
            #expect(answer.records == records)
            #expect(answer.ttl == 60)
        }

        @Test("says that there is no service by a target that is the root")
        func noService() throws {
            let records = try answer([.service(name, 0, 0, 0, ".")]).records
            #expect(records == [ServiceRecord(priority: 0, weight: 0, port: 0, target: ".")])
            #expect(records[0].isNoService)
        }

        @Test("gives names in lower case, and no byte that could pass for another")
        func spelling() throws {
            let records = try answer([
                .service("_HTTP._tcp.Example.ORG", 1, 1, 1, "Web-1.Example.org"),
                .service(name, 1, 1, 1, "a b\u{0}.org"),
            ]).records
            #expect(records.map(\.target) == ["web-1.example.org", "a\\032b\\000.org"])
        }

        @Test("is followed through aliases, whose times count too")
        func aliases() throws {
            let answer = try answer([
                .alias(name, "elsewhere.example.org", ttl: 7),
                .alias("elsewhere.example.org", "end.example.org", ttl: 9),
                .service("end.example.org", 1, 1, 80, "a.example.org", ttl: 100),
            ])
            #expect(answer.records.map(\.target) == ["a.example.org"])
            #expect(answer.ttl == 7)
            #expect(try self.answer([.alias(name, "nothing.example.org")]).records == [])
        }

        @Test("with a time to live beyond 2³¹ − 1 is valid for no time (RFC 2181)")
        func enormousTTL() throws {
            #expect(try answer([.service(name, 1, 1, 1, "a", ttl: 0x8000_0000)]).ttl == 0)
            #expect(try answer([.service(name, 1, 1, 1, "a", ttl: 0x7FFF_FFFF)]).ttl == 0x7FFF_FFFF)
        }

        @Test("is refused if its aliases go round")
        func aliasLoop() {
            let records: [MessageWriter.Record] = [
                .alias(name, "a.org"), .alias("a.org", "b.org"), .alias("b.org", name),
            ]
            let bytes = MessageWriter(question: name, answers: records).bytes
            #expect(problem(bytes) == "an alias leads to an alias without end")
        }

        @Test(
            "is refused if it is none, was cut off, or is an error",
            arguments: [
                (0x0580, "it is a question"), (0xA980, "it is no answer to a query"), (0x8780, "it is cut off"),
                (0x8583, "its code is 3"),
            ] as [(UInt16, String)]
        )
        func flags(flags: UInt16, problem: String) {
            let bytes = MessageWriter(question: name, answers: [.service(name, 1, 1, 1, "a")], flags: flags).bytes
            #expect(self.problem(bytes) == problem)
        }

        @Test("is refused wherever it ends too soon")
        func everyPrefix() {
            let records: [MessageWriter.Record] = [.service(name, 10, 60, 80, "a.example.org"), .alias("x.org", name)]
            let bytes = MessageWriter(question: name, answers: records).bytes
            for count in bytes.indices {
                #expect(problem(Array(bytes[..<count])) == MessageError.tooShort.problem, "of \(count) bytes")
            }
        }

        /// A header for one answer, the question for `a.`, and what follows.
        private func message(_ rest: [UInt8]) -> [UInt8] {
            [0x12, 0x34, 0x85, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0x61, 0, 0, 33, 0, 1] + rest
        }

        @Test("is refused if a compressed name leads to itself, forward, or round")
        func loops() {
            let back = "a compressed name does not lead back"
            // The answer begins at 19.
            #expect(problem(message([0xC0, 19])) == back)
            #expect(problem(message([0xC0, 21, 0, 0])) == back)
            // A label and a pointer to that label.
            #expect(problem(message([1, 0x62, 0xC0, 19])) == back)
            // Back to the header, where what is found leads forward again.
            #expect(problem([0xC0, 19] + message([0xC0, 0]).dropFirst(2)) == back)
        }

        @Test("is refused for a label of an unknown kind and for a name that is too long")
        func labels() throws {
            #expect(problem(message([0x40, 0])) == "a label is of an unknown kind")
            #expect(problem(message([0x80, 0])) == "a label is of an unknown kind")
            let label = [UInt8(63)] + Array(repeating: UInt8(ascii: "x"), count: 63)
            #expect(problem(message(label + label + label + label + [0])) == "a name has more than 255 bytes")
            // 255 bytes are allowed: three labels of 63, one of 61, and the root.
            let longest = label + label + label + [61] + Array(repeating: UInt8(ascii: "x"), count: 61) + [0]
            #expect(try ServiceAnswer(message(longest + [0, 1, 0, 1, 0, 0, 0, 0, 0, 0])).records == [])
        }

        @Test("is refused if a record is longer or shorter than what is in it")
        func lengths() {
            let problem = "a record is not as long as it says"
            let start: [UInt8] = [0xC0, 12, 0, 33, 0, 1, 0, 0, 0, 60]
            for length in [0, 6, 8, 9] as [UInt8] {
                let bytes = message(start + [0, length, 0, 1, 0, 1, 0, 80, 0, 0, 0, 0])
                #expect(self.problem(bytes) == problem, "length \(length)")
            }
        }
    }
#endif
