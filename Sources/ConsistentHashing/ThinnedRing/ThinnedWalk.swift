/// A ring's points clockwise from a hash, once round: those that accept the key, or all.
struct ThinnedWalk: Sendable {
    private let points: ThinnedPoints
    private let hash: UInt64
    private let takesAll: Bool
    private var position: Int
    private var pointsLeft: Int
    /// The points of the position's block that accept the key, those before the position taken out.
    private var accepting: UInt64 = 0

    init(_ points: ThinnedPoints, from hash: UInt64, takesAll: Bool) {
        self.points = points
        self.hash = hash
        self.takesAll = takesAll
        position = points.count == 0 ? 0 : points.start(of: hash)
        pointsLeft = points.count
        load()
    }

    /// The next point's owner, and its clockwise distance.
    mutating func next() -> (owner: Int, distance: UInt64)? {
        while pointsLeft > 0 {
            let skipped = min(
                accepting.trailingZeroBitCount,
                64 - position & 63,
                points.count - position,
                pointsLeft
            )
            if skipped > 0 {
                advance(by: skipped)
                continue
            }
            defer { advance(by: 1) }
            return (points.owners[position], points.positions[position] &- hash)
        }
        return nil
    }

    private mutating func advance(by steps: Int) {
        pointsLeft -= steps
        position += steps
        if position == points.count { position = 0 }
        if position & 63 == 0 {
            load()
        } else {
            accepting >>= UInt64(steps)
        }
    }

    /// Reads the position's block: bit 0 is the position's own.
    private mutating func load() {
        guard pointsLeft > 0 else { return }
        accepting = (takesAll ? .max : points.accepting(hash, block: position >> 6)) >> UInt64(position & 63)
    }
}
