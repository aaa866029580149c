/// Weights as the smallest whole numbers in the same proportion.
enum IntegerWeights {
    /// `nil` if there are none with a sum of `sumLimit` or less.
    ///
    /// Weights are tried as what they are in binary, which finds 1/3 and 2/3 to be 1 and 2, and as decimals of up to nine
    /// places, which finds 0.1 and 0.3 to be 1 and 3. O(n).
    static func smallest(_ weights: [Double], sumLimit: Int) -> [Int]? {
        if let binary = binary(weights), let smallest = reduced(binary, sumLimit: sumLimit) {
            return smallest
        }
        var scale = 1.0
        for _ in 1...9 {
            scale *= 10
            if let decimal = decimal(weights, scale: scale) {
                return reduced(decimal, sumLimit: sumLimit)
            }
        }
        return nil
    }

    /// All weights over the lowest power of two among them; `nil` if they are too far apart for that.
    private static func binary(_ weights: [Double]) -> [UInt64]? {
        let exponents = weights.map { Int($0.exponent) - $0.significandWidth }
        guard let lowest = exponents.min() else { return nil }
        var integers: [UInt64] = []
        integers.reserveCapacity(weights.count)
        for (weight, exponent) in zip(weights, exponents) {
            let width = weight.significandWidth
            guard exponent - lowest + width < 63 else { return nil }
            let odd = UInt64(weight.significand * Double(UInt64(1) << UInt64(width)))
            integers.append(odd << UInt64(exponent - lowest))
        }
        return integers
    }

    /// All weights times a power of ten; `nil` unless each is what that whole number over `scale` is in double precision.
    private static func decimal(_ weights: [Double], scale: Double) -> [UInt64]? {
        var integers: [UInt64] = []
        integers.reserveCapacity(weights.count)
        for weight in weights {
            // Halves and more are rounded up; up to here every whole number is a double.
            guard weight * scale < 0x1p52 else { return nil }
            let integer = UInt64(weight * scale + 0.5)
            guard integer > 0, Double(integer) / scale == weight else { return nil }
            integers.append(integer)
        }
        return integers
    }

    private static func reduced(_ integers: [UInt64], sumLimit: Int) -> [Int]? {
        let divisor = integers.reduce(0, greatestCommonDivisor)
        var sum: UInt64 = 0
        for integer in integers {
            sum += integer / divisor
            // Each is below 2⁶³, so the sum of one more than the limit does not overflow.
            guard sum <= sumLimit else { return nil }
        }
        return integers.map { Int($0 / divisor) }
    }

    private static func greatestCommonDivisor(_ first: UInt64, _ second: UInt64) -> UInt64 {
        var (larger, smaller) = (first, second)
        while smaller > 0 {
            (larger, smaller) = (smaller, larger % smaller)
        }
        return larger
    }
}
