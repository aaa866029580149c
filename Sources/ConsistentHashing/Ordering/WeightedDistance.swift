/// How near a node is to a key: a distance over the node's weight, compared exactly.
///
/// Both the weighted ring (clockwise distance) and weighted rendezvous (−log₂ of a score) prefer the node for which
/// `distance / weight` is smallest. Dividing would round, and two platforms or two code paths could then disagree;
/// so `a / v < b / w` is decided as `a · w < b · v`, in 128-bit integers.
struct WeightedDistance: Hashable, Sendable {
    var distance: UInt64
    var weight: Weight

    /// Less than, equal to or greater than 0, as this is nearer than, as near as or farther than `other`.
    func compare(to other: WeightedDistance) -> Int {
        let left = ScaledProduct(distance, other.weight)
        let right = ScaledProduct(other.distance, weight)
        return left.compare(to: right)
    }
}

/// A weight as `significand · 2^exponent`, exactly.
struct Weight: Hashable, Comparable, Sendable {
    let value: Double
    let significand: UInt64
    let exponent: Int

    /// `value` is finite and above 0, which membership has checked.
    init(_ value: Double) {
        self.value = value
        if value.isNormal {
            significand = value.significandBitPattern | 1 << Double.significandBitCount
            exponent = Int(value.exponentBitPattern) - 1075
        } else {
            significand = value.significandBitPattern
            exponent = -1074
        }
    }

    static func < (first: Weight, second: Weight) -> Bool {
        first.value < second.value
    }
}

/// `distance · weight`, exactly: 64 by 53 bits fit into 128.
private struct ScaledProduct {
    let magnitude: UInt128
    let exponent: Int

    init(_ distance: UInt64, _ weight: Weight) {
        magnitude = UInt128(distance) * UInt128(weight.significand)
        exponent = weight.exponent
    }

    func compare(to other: ScaledProduct) -> Int {
        guard magnitude != 0, other.magnitude != 0 else {
            return (magnitude == 0 ? 0 : 1) - (other.magnitude == 0 ? 0 : 1)
        }
        let bits = 128 - magnitude.leadingZeroBitCount + exponent
        let otherBits = 128 - other.magnitude.leadingZeroBitCount + other.exponent
        guard bits == otherBits else { return bits < otherBits ? -1 : 1 }
        // As long as each other, so the one with its highest bit shifted to the top is the larger one.
        let normalized = magnitude << magnitude.leadingZeroBitCount
        let otherNormalized = other.magnitude << other.magnitude.leadingZeroBitCount
        return normalized == otherNormalized ? 0 : normalized < otherNormalized ? -1 : 1
    }
}
