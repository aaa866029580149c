/// −log₂ of a uniform 64-bit hash, in whole numbers, the same on every platform.
///
/// The hash's top 48 bits, `v`, stand for `u = (2v + 1) / 2⁴⁹`, the middle of their interval, so `u` is neither 0 nor 1.
/// The result is `−log₂ u` in units of 2⁻⁵⁶, rounded as the algorithm below does: `u = m · 2⁻ᵉ` with `m` in [1, 2) and
/// 63 fractional bits; 56 times, `m` is squared and truncated to 63 fractional bits; where it has reached 2, that bit
/// of the logarithm is 1 and `m` is halved. (The classical digit by digit method: Knuth, TAOCP 1, § 1.2.2, exercise 25.)
///
/// One step of `v` changes the logarithm by more than 2⁻⁴⁸, the algorithm errs by less than 2⁻⁵⁵. So a larger `v`
/// always gives a smaller result, and hashes that share it share their top 48 bits.
///
/// | hash | −log₂ u | result |
/// | --- | --- | --- |
/// | 0 | 49 | 49 · 2⁵⁶ |
/// | 2⁶³ − 1 | 1 + 5.1 · 10⁻¹⁵ | 72057594037928306 |
/// | 2⁶⁴ − 1 | 2.6 · 10⁻¹⁵ | 185 |
enum BinaryLogarithm {
    static let fractionBits = 56

    static func negated(ofHash hash: UInt64) -> UInt64 {
        let numerator = (hash >> 16) << 1 | 1
        let leadingZeros = numerator.leadingZeroBitCount
        // The numerator has 49 bits at most, so 15 leading zeros or more; 15 mean that u is in [1/2, 1), e = 1.
        let exponent = UInt64(leadingZeros - 14)
        var mantissa = numerator << UInt64(leadingZeros)
        var fraction: UInt64 = 0
        for _ in 0..<fractionBits {
            let square = mantissa.multipliedFullWidth(by: mantissa)
            // Of 126 fractional bits the high word holds 62, and the one whole bit above them, or two.
            let reachesTwo = square.high >> 63
            fraction = fraction << 1 | reachesTwo
            mantissa = reachesTwo == 1 ? square.high : square.high << 1 | square.low >> 63
        }
        return exponent << UInt64(fractionBits) - fraction
    }
}
