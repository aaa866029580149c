#if Peers
    import ConsistentHashing
    import Crypto
    import Testing

    @testable import PeerPlacements

    @Suite("MD5")
    struct MD5Tests {
        /// The digest's words as swift-crypto has them.
        private func expected(_ message: [UInt8]) -> [UInt32] {
            let digest = Array(Insecure.MD5.hash(data: message))
            return (0..<4).map { word in
                (0..<4).reduce(0) { $0 | UInt32(digest[4 * word + $1]) << UInt32(8 * $1) }
            }
        }

        private func message(_ length: Int) -> [UInt8] {
            (0..<length).map { UInt8(truncatingIfNeeded: ($0 + 1) * 167 + length * 59) }
        }

        @Test("Digests are swift-crypto's, of any length")
        func digests() {
            for length in 0..<400 {
                let message = message(length)
                let words = message.withKeyBytes(MD5.words)
                #expect([words.0, words.1, words.2, words.3] == expected(message), "length \(length)")
            }
        }

        @Test("Side by side they are too, by vectors of any width that this machine has", arguments: [4, 8, 16])
        func sideBySide(width: Int) {
            // Narrower ones where it has none of these.
            let width = min(width, MD5Lanes.widest)
            for count in [0, 1, 15, 16, 17, 100, 300] {
                var lanes = MD5Lanes(count: count, width: width)
                // Lengths beyond one block's lie between the others.
                let messages = (0..<count).map { message($0 * 7 % 80) }
                for message in messages { message.withKeyBytes { lanes.append($0) } }
                #expect(lanes.finish() == messages.map { expected($0)[0] }, "\(count) messages")
            }
        }
    }
#endif
