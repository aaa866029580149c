/// A placement by a table of slots: a key's hash names a slot, the slot has an owner.
///
/// Slots are numbered, so they can serve as shards too: keep what belongs together by slot, and move slots, not keys.
public protocol TablePlacement<Node>: HashRangePlacement {
    /// The slots with their owners' indices; empty while there are no nodes. They are made for one hash function, which must be the
    /// placement's own ``HashPlacement/hashFunction``.
    var slots: SlotTable { get }
}

extension TablePlacement {
    @inlinable
    @inline(__always)
    public func ownerIndex(ofHash hash: UInt64) -> Int? {
        slots.owner(ofHash: hash)
    }

    @inlinable
    @inline(__always)
    public func ownerIndex<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> Int? {
        key.withKeyBytes { slots.owner(of: $0, hashFunction, isShifted: false) }
    }

    /// The table's slots, from hash 0 up.
    public var ownedRanges: SlotRanges { SlotRanges(slots) }

    /// The number of the slot that a key falls into, `nil` if there are no nodes.
    @inlinable
    public func slot<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> Int? {
        slots.isEmpty ? nil : slots.slot(ofHash: hashFunction.hash(key))
    }
}

/// The owners of a table's slots, as node indices. Slot *s* of *n* owns the hashes `h` with `⌊h · n / 2⁶⁴⌋ = s`: equal
/// ranges, in order.
///
/// Multiplying and taking the upper half is as even as a modulo for any *n*, several times as fast, and leaves each slot
/// a range of hashes.
///
/// Memory: a byte a slot for up to 256 nodes, 2 up to 65,535, 4 beyond.
@frozen
public struct SlotTable: RandomAccessCollection, Sendable {
    /// The owners, if each fits a byte: half the width is half the cache that a lookup goes through.
    @usableFromInline
    package let bytes: [UInt8]
    /// The owners otherwise.
    @usableFromInline
    package let owners: CompactIndices
    @usableFromInline
    let slotCount: UInt64
    @usableFromInline
    let form: Form
    /// The keys that are looked up quickly, by one comparison each: if owners are bytes, and if they are 16 bits.
    @usableFromInline
    let quickByBytes: QuickKeys
    @usableFromInline
    let quickByShorts: QuickKeys
    /// The same, where there are ``shiftedCount`` slots.
    @usableFromInline
    let quickByShiftedBytes: QuickKeys
    @usableFromInline
    let quickByShiftedShorts: QuickKeys

    /// How wide owners are.
    @frozen
    @usableFromInline
    enum Form: UInt8, Sendable {
        case bytes
        /// 16 bits.
        case shorts
        /// 32 bits.
        case wide
        case empty
    }

    /// The most nodes whose indices are all bytes.
    private static var mostNodesInBytes: Int { 256 }

    /// With so many slots, a hash's upper 17 bits are its slot's number: no multiplication is needed.
    static var shiftedCount: Int { 1 << 17 }

    /// - Parameters:
    ///   - nodeCount: above all owners.
    ///   - hashFunction: what the table's keys are hashed with.
    init(owners: CompactIndices, nodeCount: Int, hashFunction: HashFunction) {
        let areBytes = nodeCount <= Self.mostNodesInBytes
        assert(!areBytes || !owners.isWide, "owners of \(nodeCount) nodes take no 32 bits")
        bytes =
            areBytes
            ? Array(count: owners.narrow.count) { UInt8(truncatingIfNeeded: owners.narrow.element(uncheckedAt: $0)) }
            : []
        self.owners = areBytes ? CompactIndices(below: 0) : owners
        slotCount = UInt64(owners.count)
        let form: Form =
            switch owners.count {
            case 0: .empty
            case _ where areBytes: .bytes
            default: owners.isWide ? .wide : .shorts
            }
        self.form = form
        let isXXH3 = hashFunction.algorithm == .xxh3
        let isShifted = owners.count == Self.shiftedCount
        quickByBytes = QuickKeys(where: isXXH3 && form == .bytes)
        quickByShorts = QuickKeys(where: isXXH3 && form == .shorts)
        quickByShiftedBytes = QuickKeys(where: isXXH3 && form == .bytes && isShifted)
        quickByShiftedShorts = QuickKeys(where: isXXH3 && form == .shorts && isShifted)
    }

    public var startIndex: Int { 0 }

    @inlinable
    public var endIndex: Int { Int(truncatingIfNeeded: slotCount) }

    @inlinable
    public var isEmpty: Bool { slotCount == 0 }

    /// The index of the node that owns a slot.
    public subscript(slot: Int) -> Int { form == .bytes ? Int(bytes[slot]) : owners[slot] }

    /// All owners, each to be below `bound`.
    func indices(below bound: Int) -> CompactIndices {
        form == .bytes ? CompactIndices(bytes, below: bound) : owners
    }

    /// Bytes of memory the owners take.
    var byteCount: Int { bytes.count + owners.byteCount }

    /// The slot that a hash falls into. There must be slots.
    @inlinable
    @inline(__always)
    public func slot(ofHash hash: UInt64) -> Int {
        Int(truncatingIfNeeded: hash.multipliedFullWidth(by: slotCount).high)
    }

    /// The owner of the slot that a hash falls into, `nil` if there are no slots.
    @inlinable
    @inline(__always)
    func owner(ofHash hash: UInt64) -> Int? {
        if _fastPath(form == .bytes) { return Int(bytes.element(uncheckedAt: slot(ofHash: hash))) }
        if _fastPath(form == .shorts) { return Int(owners.narrow.element(uncheckedAt: slot(ofHash: hash))) }
        return form == .wide ? Int(owners.wide.element(uncheckedAt: slot(ofHash: hash))) : nil
    }

    /// The owner of the slot that a key falls into, `nil` if there are no slots.
    ///
    /// - Parameters:
    ///   - hashFunction: the one that the table was made for.
    ///   - isShifted: whether most such tables have ``shiftedCount`` slots.
    @inlinable
    @inline(__always)
    func owner(of key: RawSpan, _ hashFunction: HashFunction, isShifted: Bool) -> Int? {
        if isShifted {
            if let hash = quickByShiftedBytes.hash(key, seed: hashFunction.seed) {
                return Int(bytes.element(uncheckedAt: Int(truncatingIfNeeded: hash &>> 47)))
            }
            if let hash = quickByShiftedShorts.hash(key, seed: hashFunction.seed) {
                return Int(owners.narrow.element(uncheckedAt: Int(truncatingIfNeeded: hash &>> 47)))
            }
        } else {
            if let hash = quickByBytes.hash(key, seed: hashFunction.seed) {
                return Int(bytes.element(uncheckedAt: slot(ofHash: hash)))
            }
            if let hash = quickByShorts.hash(key, seed: hashFunction.seed) {
                return Int(owners.narrow.element(uncheckedAt: slot(ofHash: hash)))
            }
        }
        return owner(ofHash: hashFunction.hash(bytes: key))
    }

    /// The slot's owner, then the others in the order of their scores for the slot's number, hashed as a `UInt64` key.
    func ranking(ofHash hash: UInt64, scores: RendezvousScores, hashFunction: HashFunction) -> RendezvousRanking {
        guard !isEmpty else { return RendezvousRanking(scores, hash: hash, first: nil) }
        let slot = slot(ofHash: hash)
        return RendezvousRanking(scores, hash: hashFunction.hash(UInt64(slot)), first: self[slot])
    }

    /// The first in that ranking for which a condition holds.
    func firstIndex(
        inRankingOfHash hash: UInt64,
        scores: RendezvousScores,
        hashFunction: HashFunction,
        where isWanted: (Int) -> Bool
    ) -> Int? {
        guard !isEmpty else { return nil }
        let slot = slot(ofHash: hash)
        return isWanted(self[slot])
            ? self[slot] : scores.winner(ofHash: hashFunction.hash(UInt64(slot)), where: isWanted)
    }

    /// The hashes that a slot owns: from ⌈slot · 2⁶⁴ / slots⌉ to just before the next one's first.
    public func hashes(ofSlot slot: Int) -> ClosedRange<UInt64> {
        start(ofSlot: slot)...(start(ofSlot: slot + 1) &- 1)
    }

    /// The smallest hash of a slot; 0 again, behind the last.
    private func start(ofSlot slot: Int) -> UInt64 {
        UInt64(truncatingIfNeeded: (UInt128(slot) << 64 + UInt128(slotCount) - 1) / UInt128(slotCount))
    }
}

/// The slots of a table with the hashes they own, in order.
public struct SlotRanges: Sequence, IteratorProtocol, Sendable {
    private let slots: SlotTable
    private var slot = 0

    init(_ slots: SlotTable) {
        self.slots = slots
    }

    public mutating func next() -> OwnedRange? {
        guard slot < slots.count else { return nil }
        defer { slot += 1 }
        return OwnedRange(hashes: slots.hashes(ofSlot: slot), ownerIndex: slots[slot])
    }
}
