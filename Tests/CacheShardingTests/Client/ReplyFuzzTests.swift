#if Caches
    import Foundation
    import LoadBalancing
    import NIOCore
    import TestSupport
    import Testing

    @testable import CacheSharding

    @Suite("Replies that no server would send", .timeLimit(.minutes(10)))
    struct ReplyFuzzTests {
        /// A million in a release build.
        private static let count = FuzzCount.orElse(_isDebugAssertConfiguration() ? 30_000 : 1_000_000)
        private static let seed: UInt64 = 0x5EED_0009

        private static let memcached = [
            "VA 3 f7 c12 t-1 O1\r\nabc\r\n", "HD O2\r\n", "EN O3\r\n", "NF O4\r\n", "NS O5\r\n", "EX c9 O6\r\n",
            "MN\r\n",
            "STORED\r\n", "CLIENT_ERROR bad\r\n", "SERVER_ERROR out of memory\r\n", "VA 0 O7\r\n\r\n",
            "VA 12 W Z s12 O8\r\nVA 1 O9\r\nx\r\n\r\n",
        ]
        /// What answers the requests of ``group``.
        private static let lists = [
            "VALUE k1 7 3\r\nabc\r\n", "VALUE k40 0 0\r\n\r\n", "END\r\n",
            "VALUE k66 0 2\r\nxy\r\n",
            "END\r\n", "SERVER_ERROR out of memory\r\n",
        ]
        /// Two requests that were sent together.
        private static let group = ValueGroup(
            [0..<35, 35..<71].map { numbers in KeyList(numbers.map { CacheKey("k\($0)") }) }
        )
        private static let redis = [
            "+OK\r\n", "-ERR no\r\n", ":-12\r\n", "$3\r\nabc\r\n", "$-1\r\n", "*2\r\n$1\r\nx\r\n:5\r\n", "_\r\n",
            "#t\r\n",
            ",1.5\r\n", "(12345678901234567890123\r\n", "=7\r\ntxt:abc\r\n", "!6\r\nERR no\r\n",
            "%1\r\n+a\r\n*1\r\n:1\r\n",
            "~2\r\n+b\r\n_\r\n", ">2\r\n+c\r\n+d\r\n", "|1\r\n+ttl\r\n:3\r\n+after\r\n",
        ]

        /// A part of ``lists``, in their order, so that some are whole.
        private func mutatedList(_ random: inout SeededNumbers) -> [UInt8] {
            let kept = Self.lists.filter { _ in Int.random(in: 0..<8, using: &random) > 0 }
            return mutated([kept.joined()], count: 1, &random)
        }

        private func mutated(_ replies: [String], count: Int? = nil, _ random: inout SeededNumbers) -> [UInt8] {
            var bytes = (0..<(count ?? Int.random(in: 1...4, using: &random))).flatMap { _ in
                Array(replies[Int.random(in: replies.indices, using: &random)].utf8)
            }
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let position = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<7, using: &random) {
                case 0: bytes[position] = .random(in: 0 ... .max, using: &random)
                case 1: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 2: bytes[position] = Array("0123456789-*$%|\r\n ".utf8).randomElement(using: &random) ?? 0
                case 3: bytes.removeSubrange(position..<min(bytes.count, position + 3))
                case 4: bytes.insert(contentsOf: "99999999999999999999".utf8.prefix(1 + position % 20), at: position)
                case 5: bytes.insert(contentsOf: Array(repeatElement("*1\r\n", count: 40).joined().utf8), at: position)
                default: bytes.removeLast(min(bytes.count, 1 + position % 5))
                }
            }
            return bytes
        }

        /// Reads all there is, in random pieces, until it is refused; then asks what each reply means.
        private func read(
            _ bytes: [UInt8],
            _ parser: WireParser,
            askedFor group: ValueGroup?,
            _ random: inout SeededNumbers
        ) -> (Int, WireError?) {
            var parser = parser
            var buffer = ByteBuffer()
            var rest = bytes[...]
            var (count, lists) = (0, 0)
            let kinds: [CacheOperation.Kind] = [.get, .getWithDetails, .store, .delete, .touch, .count, .command]
            do throws(WireError) {
                while !rest.isEmpty {
                    let piece = Int.random(in: 1...rest.count, using: &random)
                    buffer.writeBytes(rest.prefix(piece))
                    rest = rest.dropFirst(piece)
                    while let reply = try parser.next(from: &buffer, askedFor: group) {
                        count += 1
                        if let group {
                            let keys = group.requests[lists % group.requests.count]
                            let answer = try reply.values(of: keys, from: "node")
                            if case .values(let values) = answer { #expect(values.count == keys.count) }
                            if case .values = reply { lists += 1 }
                            continue
                        }
                        let kind = kinds[count % kinds.count]
                        // Whatever it is taken for, it is an answer or an error.
                        _ = try? reply.answer(to: kind, opaque: 1, from: "node")
                    }
                }
                return (count, nil)
            } catch {
                return (count, error)
            }
        }

        @Test("Mutated replies are read or refused; nothing traps")
        func mutations() {
            print("seed: \(String(Self.seed, radix: 16)), replies: \(Self.count)")
            var random = SeededNumbers(seed: Self.seed)
            var (read, refused) = ([0, 0, 0], [0, 0, 0])
            for number in 0..<Self.count {
                let kind = number % 3
                let parser = kind == 0 ? WireParser(RESPParser()) : WireParser(MetaReplyParser())
                let bytes =
                    switch kind {
                    case 0: mutated(Self.redis, &random)
                    case 1: mutated(Self.memcached, &random)
                    default: mutatedList(&random)
                    }
                let (count, error) = self.read(bytes, parser, askedFor: kind == 2 ? Self.group : nil, &random)
                read[kind] += count
                refused[kind] += error == nil ? 0 : 1
            }
            print("read \(read) replies of Redis, memcached and many keys, refused \(refused) streams")
            // The mutations are neither all harmless nor all fatal.
            #expect(read.reduce(0, +) > Self.count / 4)
            for kind in 0..<3 {
                #expect(read[kind] > Self.count / (kind == 2 ? 20 : 12))
                #expect(refused[kind] > Self.count / 12)
            }
        }
    }
#endif
