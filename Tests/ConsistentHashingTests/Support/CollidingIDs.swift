import ConsistentHashing

/// The inverse of an odd number modulo 2⁶⁴, by Newton's iteration.
func inverse(of odd: UInt64) -> UInt64 {
    (0..<6).reduce(odd) { inverse, _ in inverse &* (2 &- odd &* inverse) }
}

/// Ids whose XXH64 hashes (seed 0) are all the same, whatever stands behind them: so their ring points, rendezvous
/// scores and Maglev preferences are, too.
///
/// XXH64 reads eight bytes after eight into a lane, `lane = rotl(lane + input · P2, 31) · P1`. Two ids that differ in
/// the first eight bytes of a lane meet again if the difference of the next ones undoes it: `input + (lane − lane′) / P2`.
/// Of a few thousand first eight bytes, one has a counterpart that is printable ASCII.
enum CollidingIDs {
    static let hashFunction = HashFunction.xxh64

    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F

    /// The first few of them, in ascending order of their bytes.
    static let ids: [String] = {
        var generator = SeededGenerator(seed: 64)
        let first = printable(&generator)
        let second = printable(&generator)
        let target = lane(first) &+ second &* prime2
        let inverse = inverse(of: prime2)
        var pairs = [(first, second)]
        while pairs.count < 6 {
            let candidate = printable(&generator)
            let counterpart = (target &- lane(candidate)) &* inverse
            if bytes(of: counterpart).allSatisfy({ (0x21...0x7E).contains($0) }) {
                pairs.append((candidate, counterpart))
            }
        }
        // A stripe has four lanes of eight bytes; the other three are the same in all ids.
        let others = Array("-the-other-three-lan".utf8) + Array("es--".utf8)
        return pairs.map { pair in
            String(decoding: bytes(of: pair.0) + others + bytes(of: pair.1) + others, as: UTF8.self)
        }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }()

    /// The first lane after its first eight bytes.
    private static func lane(_ input: UInt64) -> UInt64 {
        let sum = prime1 &+ prime2 &+ input &* prime2
        return (sum << 31 | sum >> 33) &* prime1
    }

    private static func printable(_ generator: inout SeededGenerator) -> UInt64 {
        (0..<8).reduce(0) { word, _ in word << 8 | UInt64(UInt8.random(in: 0x21...0x7E, using: &generator)) }
    }

    private static func bytes(of word: UInt64) -> [UInt8] {
        withUnsafeBytes(of: word.littleEndian) { Array($0) }
    }
}
