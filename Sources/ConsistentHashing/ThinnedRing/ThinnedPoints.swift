/// A ring's points, and for each key a sixteenth of them: those that accept it.
///
/// Which points accept a key is read from bits, 64 points at a time. Bit *b* of 64 points' positions stands in one word,
/// the plane *b*; a block is the planes 0 to 31 of 64 neighbouring points. A key names four pairs of planes. In two words
/// of a pair the bits that differ, or those that agree, as the key says, halve the points; four halvings leave 1 in 16.
///
///     plane 2     1 0 1 1 0 …      differ   1 1 0 1 0 …
///     plane 25    0 1 1 0 0 …      agree    0 1 1 0 1 …  ◀─ another pair
///                                  both     0 1 0 0 0 …
///
/// Each halving has planes of its own, so no two can contradict each other, and every point accepts exactly 1 key in 16.
@frozen
@usableFromInline
struct ThinnedPoints: Sendable {
    /// Ascending, with `UInt64.max` behind the last one: a search needs no check for the end.
    @usableFromInline
    let positions: [UInt64]
    @usableFromInline
    let owners: CompactIndices
    /// Without the entry behind the last one.
    @usableFromInline
    let count: Int
    /// For each value of a position's top bits, the first point with these or larger ones.
    @usableFromInline
    let cells: [UInt32]
    @usableFromInline
    let cellShift: UInt64
    /// 32 words for each 64 points.
    @usableFromInline
    let planes: [UInt64]

    /// Planes of a block.
    @inlinable
    static var planeCount: Int { 32 }

    init(_ points: RingPoints) {
        positions = points.positions
        owners = points.owners
        count = points.count
        // As many cells as points, or up to twice as many; two at least, as a shift by 64 would be none at all.
        let cellBits = max(1, Int.bitWidth - points.count.leadingZeroBitCount)
        cellShift = UInt64(64 - cellBits)
        cells = PositionCells.first(of: positions, count: points.count, bits: cellBits)
        planes = Self.planes(positions.prefix(points.count))
    }

    private static func planes(_ positions: ArraySlice<UInt64>) -> [UInt64] {
        var planes: [UInt64] = []
        planes.reserveCapacity((positions.count + 63) / 64 * planeCount)
        var block = [UInt64](repeating: 0, count: planeCount)
        for start in stride(from: 0, to: positions.count, by: 64) {
            for plane in block.indices { block[plane] = 0 }
            for (bit, position) in positions[start..<min(start + 64, positions.count)].enumerated() {
                for plane in block.indices {
                    block[plane] |= (position &>> UInt64(plane) & 1) &<< UInt64(bit)
                }
            }
            planes += block
        }
        return planes
    }

    /// The points of a block that accept a key, a bit for each. Bits behind the last point mean nothing.
    @inlinable
    @inline(__always)
    func accepting(_ hash: UInt64, block: Int) -> UInt64 {
        let first = block &* Self.planeCount
        var accepting = UInt64.max
        for halving in 0..<4 {
            let choice = Int(truncatingIfNeeded: hash &>> UInt64(truncatingIfNeeded: halving &* 7))
            let own = planes.element(uncheckedAt: first &+ halving &* 4 &+ (choice & 3))
            let other = planes.element(uncheckedAt: first &+ 16 &+ (choice &>> 2 & 15))
            accepting &= own ^ other ^ (0 &- UInt64(truncatingIfNeeded: choice &>> 6 & 1))
        }
        return accepting
    }

    /// The index of the first point at or behind `hash`, clockwise, going round at the end. There must be points.
    @inlinable
    @inline(__always)
    func start(of hash: UInt64) -> Int {
        var point = Int(cells.element(uncheckedAt: Int(truncatingIfNeeded: hash &>> cellShift)))
        point &+= positions.element(uncheckedAt: point) < hash ? 1 : 0
        while positions.element(uncheckedAt: point) < hash {
            point &+= 1
        }
        return point == count ? 0 : point
    }

    /// The owner of the first point clockwise that accepts the key; if none does, of the first. There must be points.
    @inlinable
    @inline(__always)
    func owner(ofHash hash: UInt64) -> Int {
        let start = start(of: hash)
        var block = start &>> 6
        var accepting = accepting(hash, block: block) & (UInt64.max &<< UInt64(truncatingIfNeeded: start & 63))
        var blocksLeft = planes.count / Self.planeCount
        while true {
            let point = block &<< 6 &+ accepting.trailingZeroBitCount
            if accepting != 0, point < count {
                return owners.element(uncheckedAt: point)
            }
            // The last block looked at is the first one, from its beginning.
            guard blocksLeft > 0 else { return owners.element(uncheckedAt: start) }
            blocksLeft &-= 1
            block &+= 1
            if block &<< 6 >= count { block = 0 }
            accepting = self.accepting(hash, block: block)
        }
    }

    /// Bytes of memory taken.
    var byteCount: Int { (positions.count + planes.count) * 8 + owners.byteCount + cells.count * 4 }
}
