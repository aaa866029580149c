/// The owners of a table's slots. Slot *s* of *n* owns the hashes `h` with `⌊h · n / 2⁶⁴⌋ = s`: equal ranges, in order.
///
/// Multiplying and taking the upper half is as even as a modulo for any *n*, several times as fast, and leaves each slot
/// a range of hashes.
@frozen
@usableFromInline
struct SlotTable: Sendable {
    @usableFromInline
    let owners: CompactIndices
    @usableFromInline
    let count: UInt64

    init(owners: CompactIndices) {
        self.owners = owners
        count = UInt64(owners.count)
    }

    @inlinable
    var isEmpty: Bool { count == 0 }

    /// The slot that a hash falls into. There must be slots.
    @inlinable
    @inline(__always)
    func slot(ofHash hash: UInt64) -> Int {
        Int(truncatingIfNeeded: hash.multipliedFullWidth(by: count).high)
    }

    /// The owner of the slot that a hash falls into. There must be slots.
    @inlinable
    @inline(__always)
    func owner(ofHash hash: UInt64) -> Int {
        owners.element(uncheckedAt: slot(ofHash: hash))
    }

    /// The slots with the hashes they own, in order.
    var ownedRanges: some Sequence<OwnedRange> {
        (0..<owners.count).lazy.map { slot in
            OwnedRange(
                hashes: start(ofSlot: slot)...(slot + 1 < owners.count ? start(ofSlot: slot + 1) - 1 : .max),
                ownerIndex: owners[slot]
            )
        }
    }

    /// The smallest hash of a slot: ⌈slot · 2⁶⁴ / count⌉.
    private func start(ofSlot slot: Int) -> UInt64 {
        UInt64(truncatingIfNeeded: (UInt128(slot) << 64 + UInt128(count) - 1) / UInt128(count))
    }
}
