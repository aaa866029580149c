/// `distance / weight` as an exact fraction, compared by schoolbook arithmetic of any length.
///
/// Slow and plain on purpose: it shares no code with what it checks.
struct ExactQuotient {
    let distance: UInt64
    let weight: Double

    /// Less than, equal to or greater than 0, as this is smaller than, as large as or larger than `other`.
    func compare(to other: ExactQuotient) -> Int {
        // a / v < b / w exactly when a · w < b · v, both times 2¹⁰⁷⁴ so that they are whole numbers.
        let left = BigNatural(wholeMultipleOf: other.weight).multiplied(by: distance)
        let right = BigNatural(wholeMultipleOf: weight).multiplied(by: other.distance)
        return left.compare(to: right)
    }
}

/// A whole number of any size, in base 2³², the least significant digit first, without zeros at the end.
struct BigNatural {
    private var digits: [UInt32]

    /// `value` · 2¹⁰⁷⁴, which is whole for every finite value ≥ 0.
    init(wholeMultipleOf value: Double) {
        var significand = UInt64(value.significandBitPattern)
        if value.exponentBitPattern > 0 { significand += 1 << 52 }
        let shift = max(0, Int(value.exponentBitPattern) - 1)
        digits = Array(repeating: 0, count: shift / 32)
        var rest = UInt128(significand) << UInt128(shift % 32)
        while rest > 0 {
            digits.append(UInt32(truncatingIfNeeded: rest))
            rest >>= 32
        }
    }

    func multiplied(by factor: UInt64) -> BigNatural {
        var product = self
        product.digits = []
        guard factor != 0 else { return product }
        var carry: UInt128 = 0
        for digit in digits {
            carry += UInt128(digit) * UInt128(factor)
            product.digits.append(UInt32(truncatingIfNeeded: carry))
            carry >>= 32
        }
        while carry > 0 {
            product.digits.append(UInt32(truncatingIfNeeded: carry))
            carry >>= 32
        }
        return product
    }

    func compare(to other: BigNatural) -> Int {
        guard digits.count == other.digits.count else { return digits.count < other.digits.count ? -1 : 1 }
        for (digit, otherDigit) in zip(digits, other.digits).reversed() where digit != otherDigit {
            return digit < otherDigit ? -1 : 1
        }
        return 0
    }
}
