extension RendezvousScores {
    /// The best of the nodes met so far, of any weights.
    ///
    /// A logarithm takes a hundred nanoseconds, and is seldom needed: `1 − u ≤ −ln u ≤ (1 − u) / u`, so a node whose lower
    /// bound is above the leader's upper bound has lost, and one whose upper bound is below the leader's lower bound
    /// leads. Only in between are the two compared exactly.
    struct Leader {
        private(set) var index: Int
        private var rawHash: UInt64
        private var weight: Weight
        private var bounds: ClosedRange<Double>

        init(index: Int, rawHash: UInt64, weight: Weight) {
            self.index = index
            self.rawHash = rawHash
            self.weight = weight
            bounds = Self.bounds(rawHash: rawHash, weight: weight)
        }

        /// Makes the node the leader if it is preferred to the present one.
        mutating func meet(index: Int, rawHash: UInt64, weight: Weight) {
            guard Self.complement(rawHash) - Self.slack <= bounds.upperBound * weight.value else { return }
            let other = Leader(index: index, rawHash: rawHash, weight: weight)
            if other.bounds.upperBound < bounds.lowerBound || other.contender < contender {
                self = other
            }
        }

        private var contender: Contender {
            Contender(
                distance: WeightedDistance(distance: BinaryLogarithm.negated(ofHash: rawHash), weight: weight),
                rawHash: rawHash,
                index: index
            )
        }

        /// 1 − u, the raw hash taken as a number in [0, 1).
        private static func complement(_ rawHash: UInt64) -> Double {
            Double(~rawHash) * 0x1p-64
        }

        /// Covers that the logarithm is that of the top 48 bits, and the rounding of all these few operations.
        private static var slack: Double { 0x1p-46 }

        /// Between which numbers −ln u / weight lies.
        private static func bounds(rawHash: UInt64, weight: Weight) -> ClosedRange<Double> {
            let complement = complement(rawHash)
            let lower = max(0, complement - slack)
            let upper = complement + slack
            return (lower / weight.value)...(upper < 1 ? upper / (1 - upper) / weight.value : .infinity)
        }
    }
}
