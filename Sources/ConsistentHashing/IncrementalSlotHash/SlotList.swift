/// The numbered slots of an ``IncrementalSlotHash``: for each the index of the node that holds it, `nil` for a vacant one.
@frozen
public struct SlotList: RandomAccessCollection, Sendable {
    /// A vacant slot's entry is the number of nodes: the first index that is none.
    @usableFromInline
    let holders: CompactIndices
    @usableFromInline
    let nodeCount: Int

    /// How many slots are vacant.
    public let vacantCount: Int

    /// - Parameter holders: indices below `nodeCount`, or `nil`.
    init(_ holders: [Int?], nodeCount: Int) {
        self.holders = CompactIndices(
            holders.lazy.map { $0 ?? nodeCount },
            below: nodeCount + 1,
            count: holders.count
        )
        self.nodeCount = nodeCount
        vacantCount = holders.count { $0 == nil }
    }

    public var startIndex: Int { 0 }

    @inlinable
    public var endIndex: Int { holders.count }

    /// The index of the node that holds a slot, `nil` if it is vacant.
    public subscript(slot: Int) -> Int? {
        let holder = holders[slot]
        return holder == nodeCount ? nil : holder
    }

    /// The index of the node that holds a slot, ``nodeCount`` if it is vacant.
    @inlinable
    @inline(__always)
    func holder(uncheckedAt slot: Int) -> Int {
        holders.element(uncheckedAt: slot)
    }

    /// Bytes of memory the slots take.
    var byteCount: Int { holders.byteCount }
}
