/// A prefix index over sorted positions: equal cells of the hash space, one for each value of the top bits.
enum PositionCells {
    /// For each cell, the index of the first position in it or behind it; one more entry stands behind the last cell.
    ///
    /// - Parameters:
    ///   - count: how many of the positions, from the first on.
    ///   - bits: of how many top bits a cell is a value, at least 1, as a shift by 64 would be none at all.
    static func first(of positions: [UInt64], count: Int, bits: Int) -> [UInt32] {
        let shift = UInt64(64 - bits)
        // That index is the number of positions in cells before it: count, then add up.
        var cells = [UInt32](repeating: 0, count: 1 << bits + 1)
        cells.withUncheckedElements { cells in
            for index in 0..<count {
                let position = positions.element(uncheckedAt: index)
                unsafe cells[Int(truncatingIfNeeded: position &>> shift) &+ 1] &+= 1
            }
            var before: UInt32 = 0
            for cell in cells.indices {
                unsafe before &+= cells[cell]
                unsafe cells[cell] = before
            }
        }
        return cells
    }
}
