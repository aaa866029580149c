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
/// From some 40,000 arcs on, up to a million, these buckets would not stay in a processor's second cache, and others that
/// do answer sooner, though by two looks: see ``PackedArcs``.
///
/// With more nodes, equal cells each note the first arc that ends in or behind it:
///
///     cells   │  0  │  1  │  2  │  3  │        a hash in cell 1 starts at the arc that
///     arcs    ├──0──┴1┴────2────┴──3──┤        cell 1 noted, and steps on while that ends
///                     ▲                        before the hash: less than one step on average
@frozen
@usableFromInline
package struct ArcIndex: Sendable {
    /// The owners of 131,072 equal slots, `untold` for those in which an arc ends; empty if there are many arcs or nodes.
    @usableFromInline
    package let slots: [UInt8]
    @usableFromInline
    let form: Form
    /// None if owners take more than 16 bits, or the arcs are packed.
    @usableFromInline
    package let buckets: ArcBuckets
    /// None but for a ring of many arcs whose owners take 16 bits.
    @usableFromInline
    package let packed: PackedArcs
    /// The arcs' owners, where they are packed.
    @usableFromInline
    package let packedOwners: [UInt16]
    /// The arcs themselves, for what the rest does not tell. Behind a reference, so that a lookup passes it on in a register: a
    /// client's loop would otherwise keep all of the index in memory, and read it anew for each key.
    @usableFromInline
    let exact: ExactArcs

    /// What is asked first; if it does not tell, what is asked next.
    @frozen
    @usableFromInline
    enum Form: UInt8, Sendable {
        /// The slots, then the buckets. A hash's upper 17 bits are its slot's number, without a multiplication.
        case slots
        case buckets
        case packed
        case exact
    }

    /// - Parameters:
    ///   - ends: ascending, the last one `UInt64.max`; or empty. Of equal ends only the first is ever found.
    ///   - owners: as many.
    package init(ends: [UInt64], owners: CompactIndices) {
        self.init(ends: ends, owners: owners, buckets: nil, packed: nil)
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
        let isFit = !old.exact.owners.isWide && !owners.isWide && !ends.isEmpty
        let isPacked = isFit && Self.packedArcs.contains(ends.count)
        let buckets = (isFit && !isPacked ? IndexShift(newIndices) : nil).flatMap {
            ArcBuckets(old.buckets, ends: ends, owners: owners.narrow, joined: joined, left: left, shift: $0)
        }
        let packed = isPacked ? PackedArcs(old.packed, ends: ends, joined: joined, left: left) : nil
        self.init(ends: ends, owners: owners, buckets: buckets, packed: packed)
    }

    /// - Parameters:
    ///   - buckets, packed: what they are, if that is known.
    private init(ends: [UInt64], owners: CompactIndices, buckets: ArcBuckets?, packed: PackedArcs?) {
        let isNarrow = !owners.isWide && !ends.isEmpty
        let isPackable = isNarrow && Self.packedArcs.contains(ends.count)
        self.packed = (isPackable ? packed ?? PackedArcs(ends: ends) : nil) ?? PackedArcs()
        packedOwners = self.packed.count > 0 ? owners.narrow : []
        let isBucketed = isNarrow && self.packed.count == 0
        self.buckets = isBucketed ? buckets ?? ArcBuckets(ends: ends, owners: owners.narrow) : ArcBuckets()
        slots = isBucketed && ends.count <= Self.fewArcs ? Self.slots(ends: ends, owners: owners.narrow) : []
        form =
            if !slots.isEmpty {
                .slots
            } else if self.buckets.count > 0 {
                .buckets
            } else {
                self.packed.count > 0 ? .packed : .exact
            }
        exact = ExactArcs(ends: ends, owners: owners, buckets: self.buckets, packed: self.packed)
    }

    /// Up to how many arcs there are slots: with more, an arc would end in so many that these had better not be asked.
    private static var fewArcs: Int { 4096 }

    private static var slotCount: Int { 1 << 17 }

    /// What stands for an owner in a slot that does not tell. The index of the last of 255 nodes is below it.
    @inlinable
    static var untold: UInt8 { .max }

    /// How many arcs are packed. Measured on a processor with 1 MB of second cache: with fewer, buckets answer sooner, as
    /// they stay in it; with more, as neither do.
    private static var packedArcs: ClosedRange<Int> { 40_000...1_000_000 }

    /// Empty if an owner does not fit.
    private static func slots(ends: [UInt64], owners: [UInt16]) -> [UInt8] {
        guard owners.allSatisfy({ $0 < untold }) else { return [] }
        var slots = [UInt8](repeating: untold, count: slotCount)
        slots.withUncheckedElements { slots in
            var next = 0
            for (end, owner) in zip(ends, owners) {
                // Nothing is behind the last end, so the last slot is whole.
                let slot = end == .max ? slotCount : slot(ofHash: end)
                guard next <= slot else { continue }
                unsafe slots[next..<slot].update(repeating: UInt8(truncatingIfNeeded: owner))
                next = slot + 1
            }
        }
        return slots
    }

    @inlinable
    @inline(__always)
    static func slot(ofHash hash: UInt64) -> Int { Int(truncatingIfNeeded: hash &>> 47) }

    /// The owner of the arc that a hash falls into, `nil` if there are no arcs.
    @inlinable
    @inline(__always)
    package func owner(ofHash hash: UInt64) -> Int? {
        // In the order of how little there is to do otherwise: a branch costs a ring of few arcs most.
        if _fastPath(form == .slots) {
            let owner = slots.element(uncheckedAt: Self.slot(ofHash: hash))
            if _fastPath(owner != Self.untold) { return Int(owner) }
        }
        let owner =
            if _fastPath(form.rawValue <= Form.buckets.rawValue) {
                buckets.owner(ofHash: hash)
            } else if _fastPath(form == .packed) {
                packed.owner(ofHash: hash, among: packedOwners)
            } else {
                ArcBuckets.noOwner
            }
        return _fastPath(owner != ArcBuckets.noOwner) ? Int(owner) : exact.owner(ofHash: hash)
    }

    /// Bytes of memory the index takes.
    package var byteCount: Int { exact.byteCount + slots.count + buckets.byteCount + packed.byteCount }
}

extension ArcIndex: Equatable {
    @usableFromInline
    package static func == (first: ArcIndex, second: ArcIndex) -> Bool {
        first.slots == second.slots && first.exact == second.exact
    }
}
