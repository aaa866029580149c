import Testing

@testable import ConsistentHashing

@Suite("The binary logarithm of a hash")
struct BinaryLogarithmTests {
    /// −log₂((2v + 1) / 2⁴⁹) · 2⁵⁶ to the nearest whole number, `v` being the hash's top 48 bits: worked out with
    /// mpmath in 60 decimal digits, `nint(-log(mpf(2 * (h >> 16) + 1) / 2**49, 2) * 2**56)`.
    static let expected: [(hash: UInt64, result: UInt64)] = [
        (0x0000000000000000, 3530822107858468864),
        (0x0000000000000001, 3530822107858468864),
        (0x000000000000FFFF, 3530822107858468864),
        (0x0000000000010000, 3416613523416164728),
        (0x0000000000020000, 3363509555811815892),
        (0x0000000100000000, 2305842216086733091),
        (0x0000800000000000, 1224979098620570506),
        (0x3FFFFFFFFFFFFFFF, 144115188075856611),
        (0x4000000000000000, 144115188075855133),
        (0x7FFFFFFFFFFF0000, 72057594037928305),
        (0x7FFFFFFFFFFFFFFF, 72057594037928305),
        (0x8000000000000000, 72057594037927567),
        (0x8000000000010000, 72057594037926828),
        (0xC000000000000000, 29906603633551490),
        (0xB504F333F9DE6484, 36028797018963912),
        (0xFFFFFFFFFFFE0000, 554),
        (0xFFFFFFFFFFFF0000, 185),
        (0xFFFFFFFFFFFFFFFF, 185),
        (0x630D65E5ECCF7D56, 98710322094251790),
        (0x1CB000FC4A11FFD3, 227532582575321963),
        (0x5514ED2CD3572A05, 114515535268970318),
        (0x624408D225D05D37, 99539142894867808),
        (0x7899781EE1606878, 78248783539000510),
        (0xAB9BAE9B77AEF380, 41579096750181161),
        (0x6059D121C7FD99D7, 101584962270912550),
        (0x43B4343A65C4D556, 138266453079244675),
        (0x53F1788AB6CA61A5, 115916000653759825),
        (0x57A46451EC16B92D, 111433245365707433),
        (0x57DFB1A2A6EFEE9F, 111158836965962272),
        (0x88C855F341059913, 65158763845803319),
        (0xC0418D8DE7411736, 29768050652010054),
        (0xB7F9B955F7AE2BA1, 34344831094301517),
        (0x05AEE12FB963F072, 395835128106763532),
        (0x0007910741EF3B06, 942540037898894393),
        (0x00000055CC77615C, 1843025451696664435),
        (0x000000017B100E84, 2265036839574981361),
        (0x00000000029AC4FD, 2782831058503770600),
        (0x0000000000075074, 3249300971369511756),
    ]

    @Test("It is within 2⁻⁵⁵ of the true one, two units", arguments: expected)
    func accuracy(hash: UInt64, result: UInt64) {
        let actual = BinaryLogarithm.negated(ofHash: hash)
        #expect(max(actual, result) - min(actual, result) <= 2, "\(actual) for \(hash), expected \(result)")
    }

    @Test("It is what the digit by digit method gives")
    func definition() {
        for hash in probeHashes(500, seed: 1) + Self.expected.map(\.hash) {
            #expect(BinaryLogarithm.negated(ofHash: hash) == RendezvousOracle.negatedLogarithm(hash), "\(hash)")
        }
    }

    @Test("It falls strictly from one top 48 bits to the next")
    func strictlyDecreasing() {
        var generator = SeededGenerator(seed: 48)
        let last: UInt64 = 1 << 48 - 1
        let steps: [UInt64] =
            (0..<300).flatMap { [$0, last - 1 - $0, last / 2 - 150 + $0] }
            + (0..<3000).map { _ in .random(in: 0..<last, using: &generator) }
            // Where a mantissa comes full circle, so does rounding.
            + (1..<48).flatMap { [1 << $0 - 1, 1 << $0] }
        for step in steps {
            let here = BinaryLogarithm.negated(ofHash: step << 16)
            let next = BinaryLogarithm.negated(ofHash: (step + 1) << 16)
            #expect(next < here, "top bits \(step)")
        }
    }

    @Test("Hashes that share their top 48 bits share it, others do not")
    func topBits() {
        for hash in probeHashes(100, seed: 3) {
            let result = BinaryLogarithm.negated(ofHash: hash)
            #expect(BinaryLogarithm.negated(ofHash: hash | 0xFFFF) == result)
            #expect(BinaryLogarithm.negated(ofHash: hash & ~0xFFFF) == result)
            #expect(BinaryLogarithm.negated(ofHash: hash ^ 0x1_0000) != result)
        }
    }

    @Test(
        "The table of its documentation",
        arguments: [(UInt64(0), UInt64(49) << 56), (1 << 63 - 1, 72_057_594_037_928_306), (.max, 185)]
    )
    func documentation(hash: UInt64, result: UInt64) {
        #expect(BinaryLogarithm.negated(ofHash: hash) == result)
    }
}
