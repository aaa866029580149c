/// The hash space cut into arcs, and the arc a hash falls into, in O(1) expected.
///
/// Arc *i* ends at `ends[i]`, inclusive, and begins behind the end of the one before it. The last arc ends at
/// `UInt64.max`, so every hash has its arc and a search needs no wrap.
///
/// Points are uniform, so the top bits of a hash nearly say where it falls: the space is cut into as many equal cells as
/// there are arcs, or up to twice as many, and each cell notes the first arc that ends in or behind it.
///
///     cells   │  0  │  1  │  2  │  3  │        a hash in cell 1 starts at the arc that
///     arcs    ├──0──┴1┴────2────┴──3──┤        cell 1 noted, and steps on while that ends
///                     ▲                        before the hash: less than one step on average
///
/// Up to 65,535 nodes, an arc's end and its owner are kept a second time in one word, the end's upper 48 bits above the
/// owner's 16: a search reads two places of memory then, not three. Where a hash and the end it stops at have the same 48
/// bits, which one key in 2⁴⁸ / arcs does, the whole ends are searched.
@frozen
@usableFromInline
package struct ArcIndex: Sendable {
    @usableFromInline
    let ends: [UInt64]
    @usableFromInline
    let owners: CompactIndices
    @usableFromInline
    let cells: [UInt32]
    @usableFromInline
    let cellShift: UInt64
    /// The upper 48 bits of each end, and its owner; empty if owners take more than 16 bits.
    @usableFromInline
    let packed: [UInt64]

    /// - Parameters:
    ///   - ends: ascending, the last one `UInt64.max`; or empty. Of equal ends only the first is ever found.
    ///   - owners: as many.
    package init(ends: [UInt64], owners: CompactIndices) {
        self.ends = ends
        self.owners = owners
        packed = owners.isWide ? [] : Self.pack(ends, owners.narrow)
        guard !ends.isEmpty else {
            cells = []
            cellShift = 0
            return
        }
        // At least two cells, as a shift by 64 would be none at all.
        let cellBits = max(1, Int.bitWidth - (ends.count - 1).leadingZeroBitCount)
        cells = PositionCells.first(of: ends, count: ends.count, bits: cellBits)
        cellShift = UInt64(64 - cellBits)
    }

    private static func pack(_ ends: [UInt64], _ owners: [UInt16]) -> [UInt64] {
        Array(count: ends.count) { index in
            ends.element(uncheckedAt: index) & ~0xFFFF | UInt64(owners.element(uncheckedAt: index))
        }
    }

    @inlinable
    var isEmpty: Bool { ends.isEmpty }

    /// The owner of the arc that a hash falls into, `nil` if there are no arcs.
    @inlinable
    @inline(__always)
    package func owner(ofHash hash: UInt64) -> Int? {
        // One check for two cases that are out of the way.
        guard !packed.isEmpty else { return isEmpty ? nil : owner(searchingWholeEndsFor: hash) }
        let upperBits = hash & ~0xFFFF
        var arc = Int(cells.element(uncheckedAt: Int(truncatingIfNeeded: hash &>> cellShift)))
        // An arc whose upper bits are equal is not passed, whoever its owner.
        arc &+= packed.element(uncheckedAt: arc) < upperBits ? 1 : 0
        while packed.element(uncheckedAt: arc) < upperBits {
            arc &+= 1
        }
        let found = packed.element(uncheckedAt: arc)
        guard found ^ upperBits > 0xFFFF else { return owner(searchingWholeEndsFor: hash) }
        return Int(truncatingIfNeeded: found & 0xFFFF)
    }

    /// The owner by the ends themselves. There must be arcs. Not inlinable, so that it takes no room in a client's loop.
    @usableFromInline
    func owner(searchingWholeEndsFor hash: UInt64) -> Int {
        var arc = Int(cells.element(uncheckedAt: Int(truncatingIfNeeded: hash &>> cellShift)))
        // Whether a step is needed is up to chance, so a branch on it would be predicted wrong every third time. Two
        // steps without one leave the loop for one hash in a hundred. With more than 65,535 nodes every lookup comes here.
        arc &+= ends.element(uncheckedAt: arc) < hash ? 1 : 0
        arc &+= ends.element(uncheckedAt: arc) < hash ? 1 : 0
        while ends.element(uncheckedAt: arc) < hash {
            arc &+= 1
        }
        return owners.element(uncheckedAt: arc)
    }

    /// Bytes of memory the index takes.
    package var byteCount: Int { (ends.count + packed.count) * 8 + owners.byteCount + cells.count * 4 }
}
