/// Arcs by their whole ends, for the hashes whose owner the quick ways of an ``ArcIndex`` don't tell.
@usableFromInline
final class ExactArcs: Sendable {
    let ends: [UInt64]
    let owners: CompactIndices
    /// With owners of more than 16 bits, for each of equal cells the first arc that ends in it or behind it.
    private let cells: [UInt32]
    private let cellShift: UInt64

    /// - Parameters:
    ///   - ends: ascending, the last one `UInt64.max`; or empty. Of equal ends only the first is ever found.
    ///   - owners: as many.
    init(ends: [UInt64], owners: CompactIndices) {
        self.ends = ends
        self.owners = owners
        if owners.isWide, !ends.isEmpty {
            // At least two cells, as a shift by 64 would be none at all.
            let cellBits = max(1, Int.bitWidth - (ends.count - 1).leadingZeroBitCount)
            cells = PositionCells.first(of: ends, count: ends.count, bits: cellBits)
            cellShift = UInt64(64 - cellBits)
        } else {
            cells = []
            cellShift = 0
        }
    }

    /// The owner of the arc that a hash falls into, `nil` if there are no arcs. Not inlinable, so that it takes no room in a
    /// client's loop.
    @usableFromInline
    func owner(ofHash hash: UInt64) -> Int? {
        guard !ends.isEmpty else { return nil }
        guard cells.isEmpty else { return owner(searchingCellsFor: hash) }
        // Where it would be if all arcs were as long.
        let guess = Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(ends.count)).high)
        return owners.element(uncheckedAt: ends.firstIndex(notBefore: hash, near: guess))
    }

    /// With more than 65,535 nodes every lookup comes here.
    private func owner(searchingCellsFor hash: UInt64) -> Int {
        let cell = Int(truncatingIfNeeded: hash &>> cellShift)
        var arc = Int(cells.element(uncheckedAt: cell))
        // Whether a step is needed is up to chance, so a branch on it would be predicted wrong every third time. Two
        // steps without one leave the search for one hash in a hundred, and for arcs that crowd together.
        arc &+= ends.element(uncheckedAt: arc) < hash ? 1 : 0
        arc &+= ends.element(uncheckedAt: arc) < hash ? 1 : 0
        if ends.element(uncheckedAt: arc) < hash {
            // It ends in this cell, or is the first behind it.
            arc = ends.firstIndex(notBefore: hash, in: arc..<Int(cells[cell + 1]))
        }
        return owners.element(uncheckedAt: arc)
    }

    /// Bytes of memory it takes.
    var byteCount: Int { ends.count * 8 + owners.byteCount + cells.count * 4 }
}

extension ExactArcs: Equatable {
    @usableFromInline
    static func == (first: ExactArcs, second: ExactArcs) -> Bool {
        first.ends == second.ends && first.owners == second.owners
            && first.cells == second.cells
    }
}

extension [UInt64] {
    /// The first index whose number is not below `number`, which the last one must not be; the numbers must be ascending.
    ///
    /// - Parameter guess: an index, the closer the better.
    fileprivate func firstIndex(notBefore number: UInt64, near guess: Int) -> Int {
        var (low, high) = (0, count &- 1)
        var reach = 64
        if element(uncheckedAt: guess) < number {
            low = guess &+ 1
            while low &+ reach < high, element(uncheckedAt: low &+ reach) < number {
                low &+= reach &+ 1
                reach &*= 2
            }
            high = Swift.min(high, low &+ reach)
        } else {
            high = guess
            while high > reach, element(uncheckedAt: high &- reach) >= number {
                high &-= reach
                reach &*= 2
            }
            low = Swift.max(0, high &- reach)
        }
        return firstIndex(notBefore: number, in: low..<high)
    }

    /// The first index of a range whose number is not below `number`; the range's upper bound if there is none. The
    /// numbers must be ascending.
    func firstIndex(notBefore number: UInt64, in range: Range<Int>) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = low &+ (high &- low) / 2
            if element(uncheckedAt: middle) < number {
                low = middle &+ 1
            } else {
                high = middle
            }
        }
        return low
    }
}
