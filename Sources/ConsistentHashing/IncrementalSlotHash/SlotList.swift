/// The numbered slots of an ``IncrementalSlotHash``: for each the index of the node that holds it, `nil` for a vacant one.
@frozen
public struct SlotList: RandomAccessCollection, Sendable {
    /// A vacant slot's entry is the number of nodes: the first index that is none.
    @usableFromInline
    private(set) var holders: CompactIndices
    @usableFromInline
    let nodeCount: Int

    /// How many slots are vacant.
    public private(set) var vacantCount = 0

    /// No slots yet, room for `capacity` of them.
    init(nodeCount: Int, capacity: Int) {
        holders = CompactIndices(below: nodeCount + 1, capacity: capacity)
        self.nodeCount = nodeCount
    }

    /// - Parameter holder: an index below ``nodeCount``, or `nil`.
    mutating func append(_ holder: Int?) {
        holders.append(holder ?? nodeCount)
        vacantCount += holder == nil ? 1 : 0
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
