/// The hash space cut into arcs, and the arc a hash falls into, in O(1) expected.
///
/// Arc *i* ends at `ends[i]`, inclusive, and begins behind the end of the one before it. The last arc ends at
/// `UInt64.max`, so every hash has its arc and a search needs no wrap.
///
/// Points are uniform, so the top bits of a hash nearly say where it falls. Up to 65,535 nodes, equal buckets of the hash
/// space tell the owner by one look at a cache line: see ``ArcBuckets``. A ring of few arcs has slots in front of them, as a
/// table has, and for nearly all hashes these tell it already:
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
    /// The owners of 2¹⁸ equal slots, `untold` for those in which an arc ends; empty if there are many arcs or nodes.
    ///
    /// A hash's upper 18 bits are its slot's number, without a multiplication and without the hash's last step. A ring of few arcs
    /// could do with fewer slots, but asking how many there are would cost every lookup more than the processor's second cache does.
    @usableFromInline
    package let slots: [UInt8]
    /// Whether there are slots: at hand, as an array's count is not.
    @usableFromInline
    let hasSlots: Bool
    /// None if owners take more than 16 bits.
    @usableFromInline
    package let buckets: ArcBuckets
    /// The arcs themselves, for what the rest does not tell. Behind a reference, so that a lookup passes it on in a register: a
    /// client's loop would otherwise keep all of the index in memory, and read it anew for each key.
    @usableFromInline
    let exact: ExactArcs

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
        let isFit = !old.exact.owners.isWide && !owners.isWide && !ends.isEmpty
        let buckets = (isFit ? IndexShift(newIndices) : nil).flatMap {
            ArcBuckets(old.buckets, ends: ends, owners: owners.narrow, joined: joined, left: left, shift: $0)
        }
        self.init(ends: ends, owners: owners, buckets: buckets)
    }

    /// - Parameter buckets: what they are, if that is known.
    private init(ends: [UInt64], owners: CompactIndices, buckets: ArcBuckets?) {
        let isNarrow = !owners.isWide && !ends.isEmpty
        self.buckets = isNarrow ? buckets ?? ArcBuckets(ends: ends, owners: owners.narrow) : ArcBuckets()
        slots = isNarrow ? Self.slots(ends: ends, owners: owners.narrow) : []
        hasSlots = !slots.isEmpty
        exact = ExactArcs(ends: ends, owners: owners)
    }

    /// Of how many bits a slot's number is. With the arcs of 255 nodes, one ends in every sixth slot; more slots would not stay in a
    /// processor's second cache beside what else is looked up.
    @inlinable
    static var slotBits: UInt64 { 18 }

    /// What stands for an owner in a slot that does not tell. The index of the last of 255 nodes is below it.
    @inlinable
    static var untold: UInt8 { .max }

    /// None if there are too many arcs for them, or an owner does not fit.
    private static func slots(ends: [UInt64], owners: [UInt16]) -> [UInt8] {
        guard ends.count <= 255 * 160 + 1, owners.allSatisfy({ $0 < untold }) else { return [] }
        var slots = [UInt8](repeating: untold, count: 1 << slotBits)
        slots.withUncheckedElements { slots in
            var next = 0
            for (end, owner) in zip(ends, owners) {
                // Nothing is behind the last end, so the last slot is whole.
                let slot = end == .max ? slots.count : Int(truncatingIfNeeded: end &>> (64 - slotBits))
                guard next <= slot else { continue }
                unsafe slots[next..<slot].update(repeating: UInt8(truncatingIfNeeded: owner))
                next = slot + 1
            }
        }
        return slots
    }

    /// The owner of the arc that a hash falls into, `nil` if there are no arcs.
    @inlinable
    @inline(__always)
    package func owner(ofHash hash: UInt64) -> Int? {
        if hasSlots {
            let owner = owner(ofSlotOf: hash)
            if _fastPath(owner != Self.untold) { return Int(owner) }
        }
        return owner(notOfSlot: hash)
    }

    /// The owner of the arc that a key falls into, `nil` if there are no arcs.
    ///
    /// Each kind of quick key has a way of its own from its one comparison on: where ways met, the compiler would ask once more which
    /// it was, and could not leave out the last step of the hash, which a slot's number does not depend on.
    ///
    /// - Parameter slotKeys: those of the quick keys that have slots: all, or none.
    @inlinable
    @inline(__always)
    func owner(of key: RawSpan, _ hashFunction: HashFunction, slotKeys: QuickKeys) -> Int? {
        if let hash = slotKeys.hash(perhaps: key, seed: hashFunction.seed) {
            let owner = owner(ofSlotOf: hash)
            if _fastPath(owner != Self.untold) { return Int(owner) }
            return self.owner(notOfSlot: hash)
        }
        if let hash = hashFunction.quickKeys.hash(key, seed: hashFunction.seed) {
            return owner(notOfSlot: hash)
        }
        return owner(ofHash: hashFunction.quickKeys.hash(other: key, seed: hashFunction.seed))
    }

    /// The owner of a hash's slot, or `untold`. There must be slots.
    @inlinable
    @inline(__always)
    func owner(ofSlotOf hash: UInt64) -> UInt8 {
        slots.element(uncheckedAt: Int(truncatingIfNeeded: hash &>> (64 &- Self.slotBits)))
    }

    /// The owner of the arc that a hash falls into, where slots don't tell it.
    @inlinable
    @inline(__always)
    func owner(notOfSlot hash: UInt64) -> Int? {
        let owner = buckets.owner(ofHash: hash)
        return _fastPath(owner != ArcBuckets.noOwner) ? Int(owner) : exact.owner(ofHash: hash)
    }

    /// Bytes of memory the index takes.
    package var byteCount: Int { exact.byteCount + slots.count + buckets.byteCount }
}

extension ArcIndex: Equatable {
    @usableFromInline
    package static func == (first: ArcIndex, second: ArcIndex) -> Bool {
        first.slots == second.slots && first.buckets == second.buckets && first.exact == second.exact
    }
}
