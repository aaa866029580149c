/// The numbers from 0 to 2⁶⁴ − 1 cut into intervals, one for each node, as wide as its weight's share of them.
///
/// A point that is uniform falls into a node's interval as often as its weight says: each width is right to 2⁻⁵² of itself or
/// to one number, whichever is more, but for the heaviest node's, which gets what the others leave.
///
/// Lookup: O(1) expected, O(log n) at most, by an index of the points' top bits. Build: O(n).
struct WeightedIntervals: Sendable {
    /// Each node's last number; the last node's is 2⁶⁴ − 1.
    private let ends: [UInt64]
    /// For each value of the top bits, the node that its lowest number belongs to; then the last node.
    private let firsts: [UInt32]
    private let shift: UInt64

    /// - Parameter weights: at least one; finite and above 0.
    init(weights: [Double]) {
        let heaviest = weights.indices.max { weights[$0] < weights[$1] } ?? 0
        // Scaled first: a sum of huge weights must not become infinite.
        let scaled = weights.map { $0 / weights[heaviest] }
        let total = scaled.reduce(0, +)
        // A share that rounds to 0 is still heard; one of 2⁶⁴ is the only one, and gets what nobody leaves.
        var widths = scaled.map { $0 < total ? max(1, UInt64($0 / total * 0x1p64)) : 0 }
        widths[heaviest] = 0
        widths[heaviest] = 0 &- widths.reduce(0, &+)

        var next: UInt64 = 0
        ends = widths.map { width in
            next &+= width
            return next &- 1
        }
        let bits = max(1, Int.bitWidth - (weights.count - 1).leadingZeroBitCount)
        shift = UInt64(64 - bits)
        var firsts: [UInt32] = []
        firsts.reserveCapacity(1 << bits + 1)
        var position = 0
        for cell in 0..<UInt64(1) << UInt64(bits) {
            while ends[position] < cell << shift {
                position += 1
            }
            firsts.append(UInt32(position))
        }
        firsts.append(UInt32(weights.count - 1))
        self.firsts = firsts
    }

    /// The position of the node whose interval a point falls into.
    func position(of point: UInt64) -> Int {
        let cell = Int(point >> shift)
        var low = Int(firsts[cell])
        var high = Int(firsts[cell + 1])
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] < point {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    /// How many numbers a node's interval has; 0 for all 2⁶⁴, where there is one node.
    func width(_ position: Int) -> UInt64 {
        position == 0 ? ends[0] &+ 1 : ends[position] &- ends[position - 1]
    }
}
