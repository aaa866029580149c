/// The hash space cut into arcs, and the arc a hash falls into, in O(1) expected.
///
/// Arc *i* ends at `ends[i]`, inclusive, and begins behind the end of the one before it. The last arc ends at
/// `UInt64.max`, so every hash has its arc and a search needs no wrap.
///
/// Points are uniform, so the top bits of a hash nearly say where it falls. Up to 65,535 nodes, equal buckets of the hash
/// space tell the owner by one look at half a cache line: see ``ArcBuckets``. A ring of few arcs has slots in front of
/// them, as a table has, and for nearly all hashes these tell it already:
///
///     arcs    ├────a────┬b┬──c──┬───a─┤
///     slots   │a│a│a│a│a│?│?│c│c│?│a│a│        ? – an arc ends here: ask the buckets
///
/// With more nodes, equal cells each note the first arc that ends in or behind it:
///
///     cells   │  0  │  1  │  2  │  3  │        a hash in cell 1 starts at the arc that
///     arcs    ├──0──┴1┴────2────┴──3──┤        cell 1 noted, and steps on while that ends
///                     ▲                        before the hash: less than one step on average
@frozen
@usableFromInline
package struct ArcIndex: Sendable {
    @usableFromInline
    let ends: [UInt64]
    @usableFromInline
    let owners: CompactIndices
    /// The owners of equal slots, `noOwner` for those in which an arc ends; empty if there are many arcs.
    @usableFromInline
    let slots: [UInt16]
    @usableFromInline
    let slotCount: UInt64
    /// None if owners take more than 16 bits.
    @usableFromInline
    let buckets: ArcBuckets
    /// None unless owners take more than 16 bits.
    @usableFromInline
    let cells: [UInt32]
    @usableFromInline
    let cellShift: UInt64

    /// - Parameters:
    ///   - ends: ascending, the last one `UInt64.max`; or empty. Of equal ends only the first is ever found.
    ///   - owners: as many.
    package init(ends: [UInt64], owners: CompactIndices) {
        self.init(ends: ends, owners: owners, buckets: nil)
    }

    /// The index of the arcs that those of `old` have become, for less than it takes to build it anew where one node has
    /// joined or left.
    ///
    /// - Parameters:
    ///   - ends: ascending, the last one `UInt64.max`; or empty.
    ///   - owners: as many.
    ///   - joined: the ends that are new, ascending.
    ///   - left: the ends that are gone, ascending.
    ///   - newIndices: for each owner's index in `old`, its index now; `nil` for one that left.
    package init(
        _ old: ArcIndex,
        ends: [UInt64],
        owners: CompactIndices,
        joined: [UInt64],
        left: [UInt64],
        newIndices: [Int?]
    ) {
        let isFit = !old.owners.isWide && !owners.isWide && !ends.isEmpty
        let buckets = (isFit ? IndexShift(newIndices) : nil).flatMap {
            ArcBuckets(old.buckets, ends: ends, owners: owners.narrow, joined: joined, left: left, shift: $0)
        }
        self.init(ends: ends, owners: owners, buckets: buckets)
    }

    private init(ends: [UInt64], owners: CompactIndices, buckets known: ArcBuckets?) {
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
        if owners.isWide || ends.isEmpty {
            buckets = ArcBuckets()
            slots = []
        } else {
            buckets = known ?? ArcBuckets(ends: ends, owners: owners.narrow)
            slots = ends.count <= Self.fewArcs ? Self.slots(ends: ends, owners: owners.narrow) : []
        }
        slotCount = UInt64(slots.count)
    }

    /// Up to how many arcs there are slots: with more, these would be too many to stay in a processor's first caches, or
    /// so few that an arc ends in many of them.
    private static var fewArcs: Int { 4096 }

    private static func slots(ends: [UInt64], owners: [UInt16]) -> [UInt16] {
        let count = min(65_536, ends.count * 32)
        var slots = [UInt16](repeating: ArcBuckets.noOwner, count: count)
        slots.withUncheckedElements { slots in
            var next = 0
            for (end, owner) in zip(ends, owners) {
                // Nothing is behind the last end, so the last slot is whole.
                let slot = end == .max ? count : Int(end.multipliedFullWidth(by: UInt64(count)).high)
                guard next <= slot else { continue }
                unsafe slots[next..<slot].update(repeating: owner)
                next = slot + 1
            }
        }
        return slots
    }

    @inlinable
    var isEmpty: Bool { ends.isEmpty }

    /// The owner of the arc that a hash falls into, `nil` if there are no arcs.
    @inlinable
    @inline(__always)
    package func owner(ofHash hash: UInt64) -> Int? {
        if slotCount != 0 {
            let slot = Int(truncatingIfNeeded: hash.multipliedFullWidth(by: slotCount).high)
            let owner = slots.element(uncheckedAt: slot)
            if _fastPath(owner != ArcBuckets.noOwner) { return Int(owner) }
        }
        guard _fastPath(buckets.count != 0) else { return isEmpty ? nil : owner(searchingEndsFor: hash) }
        let owner = buckets.owner(ofHash: hash)
        return _fastPath(owner != ArcBuckets.noOwner) ? Int(owner) : self.owner(searchingEndsFor: hash)
    }

    /// The owner by the ends themselves. There must be arcs. Not inlinable, so that it takes no room in a client's loop.
    @usableFromInline
    func owner(searchingEndsFor hash: UInt64) -> Int {
        guard cells.isEmpty else { return owner(searchingCellsFor: hash) }
        let around = buckets.arcs(around: hash) ?? 0..<ends.count - 1
        return owners[ends.firstIndex(notBefore: hash, in: around)]
    }

    /// With more than 65,535 nodes every lookup comes here.
    private func owner(searchingCellsFor hash: UInt64) -> Int {
        var arc = Int(cells.element(uncheckedAt: Int(truncatingIfNeeded: hash &>> cellShift)))
        // Whether a step is needed is up to chance, so a branch on it would be predicted wrong every third time. Two
        // steps without one leave the loop for one hash in a hundred.
        arc &+= ends.element(uncheckedAt: arc) < hash ? 1 : 0
        arc &+= ends.element(uncheckedAt: arc) < hash ? 1 : 0
        while ends.element(uncheckedAt: arc) < hash {
            arc &+= 1
        }
        return owners.element(uncheckedAt: arc)
    }

    /// Bytes of memory the index takes.
    package var byteCount: Int {
        ends.count * 8 + owners.byteCount + slots.count * 2 + buckets.byteCount + cells.count * 4
    }
}

extension ArcIndex: Equatable {}

extension [UInt64] {
    /// The first index of a range whose number is not below `number`; the range's upper bound if there is none. The
    /// numbers must be ascending.
    func firstIndex(notBefore number: UInt64, in range: Range<Int>) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            if self[middle] < number {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
