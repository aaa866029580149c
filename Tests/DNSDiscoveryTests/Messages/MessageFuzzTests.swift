#if DNSDiscovery
    import CAres
    import Foundation
    import TestSupport
    import Testing

    @testable import DNSDiscovery

    /// CI tries 10,000 messages of each kind; `Scripts/fuzz.sh` a million, in a release build.
    @Suite("Answers that nobody would send", .timeLimit(.minutes(30)))
    struct MessageFuzzTests {
        private static let count = FuzzCount.orElse(10_000)
        private static let seed: UInt64 = 0x5EED_0035

        private static let names = [
            "_http._tcp.example.org", "a.example.org", "b.example.org", "c.example.net", "example.org", ".", "x",
            "deep.a.b.c.d.e.f",
        ]

        private func sensible(_ random: inout SeededNumbers) -> [UInt8] {
            let question = Self.names[0]
            let records = (0..<Int.random(in: 0...6, using: &random)).map { _ -> MessageWriter.Record in
                let owner = Bool.random(using: &random) ? question : Self.names[Int.random(in: 0..<8, using: &random)]
                let name = Self.names[Int.random(in: 0..<8, using: &random)]
                switch Int.random(in: 0..<6, using: &random) {
                case 0: return .alias(owner, name, ttl: .random(in: 0 ... .max, using: &random))
                case 1: return .other(owner, type: .random(in: 34...60, using: &random), [1, 2, 3])
                default:
                    return .service(
                        owner,
                        .random(in: 0 ... .max, using: &random),
                        .random(in: 0 ... .max, using: &random),
                        .random(in: 0 ... .max, using: &random),
                        name,
                        ttl: .random(in: 0 ... .max, using: &random)
                    )
                }
            }
            return MessageWriter(question: question, answers: records, compresses: Bool.random(using: &random)).bytes
        }

        private func mutated(_ message: [UInt8], _ random: inout SeededNumbers) -> [UInt8] {
            var bytes = message
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let position = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<6, using: &random) {
                case 0: bytes[position] = .random(in: 0 ... .max, using: &random)
                case 1: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                // A pointer to anywhere near.
                case 2: bytes.replaceSubrange(position..<position, with: [0xC0, .random(in: 0...80, using: &random)])
                case 3: bytes[position] = 0xC0
                case 4: bytes.removeSubrange(position..<min(bytes.count, position + 3))
                default: bytes.insert(.random(in: 0 ... .max, using: &random), at: position)
                }
                if bytes.isEmpty { return [0] }
            }
            return bytes
        }

        private func expectBounded(_ bytes: [UInt8]) -> Bool {
            guard let answer = try? ServiceAnswer(bytes) else { return false }
            // Eighteen bytes make the shortest record; a name has 253 characters, each of them written as four at most.
            #expect(answer.records.count <= bytes.count / 18, "\(bytes)")
            #expect(answer.records.allSatisfy { (1...1016).contains($0.target.utf8.count) }, "\(bytes)")
            return true
        }

        @Test("are refused or read, and nothing worse: random bytes")
        func randomBytes() {
            var random = SeededNumbers(seed: Self.seed)
            for _ in 0..<Self.count {
                var bytes = (0..<Int.random(in: 0...80, using: &random)).map { _ in
                    UInt8.random(in: 0 ... .max, using: &random)
                }
                // A header that lets it get on to the records.
                if bytes.count > 12, Bool.random(using: &random) {
                    bytes.replaceSubrange(0..<8, with: [0, 0, 0x85, 0x80, 0, 1, 0, bytes[7]])
                }
                _ = expectBounded(bytes)
            }
        }

        @Test("are refused or read, and nothing worse: sensible answers, changed here and there")
        func mutatedAnswers() {
            var random = SeededNumbers(seed: Self.seed)
            var (read, refused) = (0, 0)
            for _ in 0..<Self.count {
                if expectBounded(mutated(sensible(&random), &random)) { read += 1 } else { refused += 1 }
            }
            print("\(Self.count) changed answers, seed \(Self.seed): \(read) read, \(refused) refused")
            // Otherwise the changes would be too small, or too large, to try anything.
            #expect(
                read > Self.count / 10 && refused > Self.count / 10,
                "read \(read), refused \(refused), seed \(Self.seed)"
            )
        }

        @Test("and sensible answers are read as c-ares reads them")
        func sameAsCAres() throws {
            var random = SeededNumbers(seed: Self.seed)
            for _ in 0..<Self.count / 10 {
                let question = Self.names[0]
                let records = (0..<Int.random(in: 1...8, using: &random)).map { _ in
                    MessageWriter.Record.service(
                        question,
                        .random(in: 0 ... .max, using: &random),
                        .random(in: 0 ... .max, using: &random),
                        .random(in: 0 ... .max, using: &random),
                        Self.names[Int.random(in: 0..<8, using: &random)]
                    )
                }
                let bytes = MessageWriter(question: question, answers: records, compresses: Bool.random(using: &random))
                    .bytes
                #expect(try ServiceAnswer(bytes).records == Self.readByCAres(bytes), "\(bytes)")
            }
        }

        private static func readByCAres(_ bytes: [UInt8]) -> [ServiceRecord] {
            var first: UnsafeMutablePointer<ares_srv_reply>?
            guard ares_parse_srv_reply(bytes, Int32(bytes.count), &first) == ARES_SUCCESS.code else { return [] }
            defer { ares_free_data(first) }
            return sequence(first: first, next: { $0?.pointee.next }).prefix { $0 != nil }.compactMap { record in
                record.map {
                    let host = String(cString: $0.pointee.host)
                    return ServiceRecord(
                        priority: $0.pointee.priority,
                        weight: $0.pointee.weight,
                        port: $0.pointee.port,
                        target: host.isEmpty ? "." : host
                    )
                }
            }
        }
    }
#endif
