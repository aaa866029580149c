#if Peers
    import ConsistentHashing

    extension RecordedPeer {
        /// Digests by seed and length of an input that a formula gives.
        static let xxhash = RecordedPeer(names: ["libxxhash", "xxhash"]) { policy, fields throws(PeerRecordingError) in
            let policies = ["xxh32", "xxh64", "xxh3_64", "xxh3_128"]
            guard policies.contains(policy) else { throw unknown(policy, of: "libxxhash", known: policies) }
            try noNodes(&fields)
            try configured(&fields) { config throws(PeerRecordingError) in
                for description in ["input", "vectors", "note"] { _ = config.take(description) }
            }
            var answers: [PeerRecording.Answer] = []
            var seeds = try RecordedFields(try fields.required("vectors"), at: "vectors")
            for (name, json) in seeds.takeAll() {
                guard let seed = UInt64(name), policy != "xxh32" || seed <= UInt32.max else {
                    throw seeds.error(.invalidValue(name, expected: "a seed, a whole number from 0 on"), name)
                }
                var lengths = try RecordedFields(json, at: seeds.path(name))
                for (name, value) in lengths.takeAll() {
                    guard let length = Int(name), (0...lengthLimit).contains(length) else {
                        let expected = "a length from 0 to \(lengthLimit)"
                        throw lengths.error(.invalidValue(name, expected: expected), name)
                    }
                    let theirs = try RecordedFields.string(value, at: lengths.path(name))
                    answers.append(
                        PeerRecording.Answer(key: "seed \(seed), length \(length)", theirs: theirs) {
                            digest(policy, ofLength: length, seed: seed)
                        }
                    )
                }
            }
            return ([], answers, nil)
        }

        /// A longer input is refused rather than made.
        private static let lengthLimit = 1 << 24

        private static func digest(_ policy: String, ofLength length: Int, seed: UInt64) -> String {
            let input = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
                for index in 0..<length {
                    unsafe buffer[index] = UInt8(truncatingIfNeeded: index &* 131 &+ (index >> 8) &* 17 &+ 7)
                }
                count = length
            }
            return input.withKeyBytes { bytes in
                switch policy {
                case "xxh32":
                    return hex(UInt64(XXHash.xxh32(bytes, seed: UInt32(truncatingIfNeeded: seed))), digits: 8)
                case "xxh64":
                    return hex(HashFunction(.xxh64, seed: seed).hash(bytes: bytes), digits: 16)
                case "xxh3_64":
                    return hex(HashFunction(.xxh3, seed: seed).hash(bytes: bytes), digits: 16)
                default:
                    let hash = XXHash.xxh3With128Bits(bytes, seed: seed)
                    return hex(hash.high, digits: 16) + hex(hash.low, digits: 16)
                }
            }
        }

        private static func hex(_ number: UInt64, digits: Int) -> String {
            let text = String(number, radix: 16)
            return String(repeating: "0", count: digits - text.count) + text
        }
    }
#endif
