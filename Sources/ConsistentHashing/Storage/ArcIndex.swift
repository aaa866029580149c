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
    /// The owners of equal slots, `untold` for those in which an arc ends; empty if there are many arcs or nodes.
    @usableFromInline
    package let slots: [UInt8]
    @usableFromInline
    let form: Form
    /// None if owners take more than 16 bits.
    @usableFromInline
    package let buckets: ArcBuckets
    /// The arcs themselves, for what the rest does not tell. Behind a reference, so that a lookup passes it on in a register: a
    /// client's loop would otherwise keep all of the index in memory, and read it anew for each key.
    @usableFromInline
    let exact: ExactArcs

    /// What is asked first; if it does not tell, what is asked next.
    @frozen
    @usableFromInline
    enum Form: UInt8, Sendable {
        /// 2¹⁶ slots, then the buckets. A hash's upper 16 bits are its slot's number, without a multiplication.
        case slots
        /// 2¹⁸ slots, then the buckets. A number that is no constant would be a slower shift, and one more step of the hash.
        case moreSlots
        /// The buckets at once, and where there are none the arcs themselves.
        case noSlots

        /// Of how many bits a slot's number is, if there are any.
        fileprivate var slotBits: Int? {
            switch self {
            case .slots: 16
            case .moreSlots: 18
            case .noSlots: nil
            }
        }
    }

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
        let form = Self.form(arcs: ends.count, isNarrow: isNarrow)
        slots = form.slotBits.flatMap { Self.slots(ends: ends, owners: owners.narrow, bits: $0) } ?? []
        self.form = form.slotBits != nil && slots.isEmpty ? .noSlots : form
        exact = ExactArcs(ends: ends, owners: owners, buckets: self.buckets)
    }

    /// With up to 2¹² arcs, one ends in every sixteenth of 2¹⁶ slots at most; with those of 255 nodes, in every sixth of 2¹⁸.
    /// More slots would not stay in a processor's second cache beside what else is looked up.
    private static func form(arcs: Int, isNarrow: Bool) -> Form {
        guard isNarrow, arcs <= 255 * 160 + 1 else { return .noSlots }
        return arcs <= 1 << 12 ? .slots : .moreSlots
    }

    /// What stands for an owner in a slot that does not tell. The index of the last of 255 nodes is below it.
    @inlinable
    static var untold: UInt8 { .max }

    /// `nil` if an owner does not fit.
    private static func slots(ends: [UInt64], owners: [UInt16], bits: Int) -> [UInt8]? {
        guard owners.allSatisfy({ $0 < untold }) else { return nil }
        var slots = [UInt8](repeating: untold, count: 1 << bits)
        slots.withUncheckedElements { slots in
            var next = 0
            for (end, owner) in zip(ends, owners) {
                // Nothing is behind the last end, so the last slot is whole.
                let slot = end == .max ? slots.count : Int(truncatingIfNeeded: end &>> UInt64(64 - bits))
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
        if form == .slots {
            let owner = slots.element(uncheckedAt: Int(truncatingIfNeeded: hash &>> 48))
            if _fastPath(owner != Self.untold) { return Int(owner) }
        } else if form == .moreSlots {
            let owner = slots.element(uncheckedAt: Int(truncatingIfNeeded: hash &>> 46))
            if _fastPath(owner != Self.untold) { return Int(owner) }
        }
        return owner(notOfSlot: hash)
    }

    /// The owner of the arc that a key falls into, `nil` if there are no arcs.
    ///
    /// Keys that are hashed the quick way have a way of their own from there on: where it met the others', the compiler could not leave
    /// out the last step of the hash, which a slot's number does not depend on.
    @inlinable
    @inline(__always)
    func owner(of key: RawSpan, _ hashFunction: HashFunction) -> Int? {
        if let hash = hashFunction.quickKeys.hash(key, seed: hashFunction.seed) { return owner(ofHash: hash) }
        return owner(ofHash: hashFunction.quickKeys.hash(other: key, seed: hashFunction.seed))
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
        first.slots == second.slots && first.exact == second.exact
    }
}
