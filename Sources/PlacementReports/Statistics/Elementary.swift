/// The functions of analysis that statistics need, made by hand, as the standard library has none and this module imports
/// nothing for them. Right to about 15 digits.
package enum Elementary {
    static let naturalLogarithmOf2 = 0.693_147_180_559_945_3
    static let naturalLogarithmOf10 = 2.302_585_092_994_045_7

    /// The natural logarithm of a finite number above 0.
    ///
    /// The binary exponent is split off; what is left, *m* in [√½, √2), has *ln m = 2 artanh((m − 1) / (m + 1))*, whose
    /// series gains more than one digit a term.
    package static func log(_ number: Double) -> Double {
        var (mantissa, exponent) = (number.significand, Double(number.exponent))
        if mantissa > 1.414_213_562_373_095 { (mantissa, exponent) = (mantissa / 2, exponent + 1) }
        let ratio = (mantissa - 1) / (mantissa + 1)
        let square = ratio * ratio
        var power = ratio
        var sum = 0.0
        for odd in stride(from: 1.0, through: 25, by: 2) {
            sum += power / odd
            power *= square
        }
        return exponent * naturalLogarithmOf2 + 2 * sum
    }

    /// e to a power; 0 where that is below all numbers, infinity where it is above them.
    package static func exp(_ power: Double) -> Double {
        guard power > -746 else { return 0 }
        guard power < 710 else { return .infinity }
        let twos = (power / naturalLogarithmOf2).rounded()
        // ln 2 in two parts, so that the rest keeps its digits.
        let rest = (power - twos * 0.693_147_180_369_123_8) - twos * 1.908_214_929_270_587_7e-10
        var (term, sum) = (1.0, 1.0)
        for number in stride(from: 1.0, through: 16, by: 1) {
            term *= rest / number
            sum += term
        }
        return Double(sign: .plus, exponent: Int(twos), significand: sum)
    }

    /// The natural logarithm of the gamma function of a number above 0.
    ///
    /// Stirling's series, from 10 on, where its terms shrink quickly; below by *Γ(a) = Γ(a + 1) / a*.
    static func logGamma(_ number: Double) -> Double {
        var argument = number
        var product = 1.0
        while argument < 10 {
            product *= argument
            argument += 1
        }
        let inverse = 1 / argument
        let square = inverse * inverse
        let series =
            inverse
            * (1 / 12.0 - square * (1 / 360.0 - square * (1 / 1260.0 - square * (1 / 1680.0 - square / 1188))))
        let halfLogarithmOf2Pi = 0.918_938_533_204_672_7
        return (argument - 0.5) * log(argument) - argument + halfLogarithmOf2Pi + series - log(product)
    }
}
