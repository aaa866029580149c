#if StickySessions
    import Foundation
    import TestSupport
    import Testing

    @testable import StickySessions

    @Suite("A session's token")
    struct SessionTokenTests {
        static let keys = try! SigningKeys(Array(0..<32))
        static let session = StickySession(endpoint: "10.0.0.1:8080", began: 1_700_000_000, lastSeen: 1_700_000_060)

        static func text(_ session: StickySession = session, cookie: String = "a") throws -> String {
            try #require(SessionToken.text(for: session, cookie: cookie, keys: keys))
        }

        @Test("It is the same for ever: one whose signature was made by another program")
        func golden() throws {
            // python3: hmac.new(bytes(range(32)), b"swift-sharding cookie a\0" + message, "sha256"), urlsafe_b64encode
            let expected =
                "AQAAAABlU_EAAAAAAGVT8TwxMC4wLjAuMTo4MDgwPownJrG-vIRyhKq09WAG06ZiyY-ZslC93rZgWLRRhdg"
            #expect(try Self.text() == expected)
        }

        @Test(
            "It reads back as it was written, whatever the id",
            arguments: ["x", "żółw:1", String(repeating: "e", count: 512)]
        )
        func roundTrip(id: String) throws {
            let session = StickySession(endpoint: id, began: 5, lastSeen: 1 << 39)
            let text = try Self.text(session)
            #expect(SessionToken.session(in: text, cookie: "a", keys: Self.keys) == session)
        }

        @Test("An id that is empty, or too long for a cookie, has none")
        func unfitIDs() {
            for id in ["", String(repeating: "e", count: 513)] {
                let session = StickySession(endpoint: id, began: 1, lastSeen: 1)
                #expect(SessionToken.text(for: session, cookie: "a", keys: Self.keys) == nil)
            }
        }

        @Test("With any one bit of it turned it is none")
        func everyBit() throws {
            let bytes = try #require(Base64URL.bytes(try Self.text().utf8))
            for bit in 0..<bytes.count * 8 {
                var turned = bytes
                turned[bit / 8] ^= 1 << UInt8(bit % 8)
                #expect(
                    SessionToken.session(in: Base64URL.text(turned), cookie: "a", keys: Self.keys) == nil,
                    "bit \(bit)"
                )
            }
        }

        @Test("Of another cookie, or signed with another secret, it is none")
        func foreign() throws {
            let text = try Self.text()
            let others = try SigningKeys(Array(1..<33))
            #expect(SessionToken.session(in: text, cookie: "b", keys: Self.keys) == nil)
            #expect(SessionToken.session(in: text, cookie: "a", keys: others) == nil)
            let rotated = try SigningKeys(Array(1..<33), previous: [Array(0..<32)])
            #expect(SessionToken.session(in: text, cookie: "a", keys: rotated) == Self.session)
        }

        @Test("Forged ones by the ten thousand, with parts of true ones, are none, and none traps")
        func forged() throws {
            let count = FuzzCount.orElse(30_000)
            let seed = UInt64(count)
            var random = TokenRandom(state: seed)
            let text = Array(try Self.text().utf8)
            var accepted = 0
            for _ in 0..<count {
                var forged = text
                switch random.next() % 4 {
                case 0: forged = (0..<random.next() % 200).map { _ in UInt8(truncatingIfNeeded: random.next()) }
                case 1: forged.removeLast(Int(random.next() % UInt64(forged.count)) + 1)
                case 2: forged += (0...random.next() % 900).map { text[Int($0) % text.count] }
                default:
                    for _ in 0...random.next() % 4 {
                        let place = Int(random.next() % UInt64(forged.count))
                        forged[place] = text[Int(random.next() % UInt64(text.count))]
                    }
                    if forged == text { continue }
                }
                let session = SessionToken.session(
                    in: String(decoding: forged, as: UTF8.self),
                    cookie: "a",
                    keys: Self.keys
                )
                accepted += session == nil ? 0 : 1
            }
            #expect(accepted == 0, "seed \(seed)")
        }

        @Test("Base64url has one text for each sequence of bytes", arguments: 0..<40)
        func base64(count: Int) throws {
            var random = TokenRandom(state: UInt64(count))
            let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let text = Base64URL.text(bytes)
            let standard = Data(bytes).base64EncodedString()
                .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
                .replacingOccurrences(of: "=", with: "")
            #expect(text == standard)
            #expect(Base64URL.bytes(text.utf8) == bytes)
            #expect(Base64URL.bytes((text + "=").utf8) == nil)
            #expect(Base64URL.bytes((text + " ").utf8) == nil)
            if count % 3 != 0 {
                // The last digit's unused bits are 0: with another digit there it is no text.
                #expect(Base64URL.bytes((text.dropLast() + "_").utf8) == nil)
            }
        }
    }

    struct TokenRandom: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }
#endif
