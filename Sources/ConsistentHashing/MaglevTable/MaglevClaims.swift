/// The slots of a table while nodes claim them.
///
/// Towards the end most slots are taken, and a node looks at many before it finds a free one. So it looks at four at a
/// time: which of them is the first that is free can't be predicted, and nothing here branches on it.
struct MaglevClaims: ~Copyable {
    private let slotCount: UInt
    private let nodeCount: Int
    private let ownerOfSlot: UncheckedBuffer<UInt32>
    /// A bit a slot, set while it is free: all of them stay in the nearest cache.
    private let freeSlots: UncheckedBuffer<UInt64>
    private let next: UncheckedBuffer<UInt>
    private let skips: UncheckedBuffer<UInt>
    private var free: Int

    /// - Parameter preferences: those of at most as many nodes as there are slots.
    init(preferences: [MaglevPreferences], slotCount: Int) {
        self.slotCount = UInt(slotCount)
        nodeCount = preferences.count
        ownerOfSlot = UncheckedBuffer(repeatElement(0, count: slotCount))
        freeSlots = UncheckedBuffer(repeatElement(.max, count: slotCount / 64 + 1))
        next = UncheckedBuffer(preferences.map { UInt($0.offset) })
        skips = UncheckedBuffer(preferences.map { UInt($0.skip) })
        free = slotCount
    }

    var isComplete: Bool { free == 0 }

    var owners: CompactIndices {
        CompactIndices(ownerOfSlot, below: nodeCount)
    }

    /// Gives a node the first slot it prefers that is free. There must be one.
    mutating func claim(by node: Int) {
        let skip = skips[node]
        let twoSkips = step(skip, by: skip)
        let fourSkips = step(twoSkips, by: twoSkips)
        var slots: (UInt, UInt, UInt, UInt) = (next[node], 0, 0, 0)
        while true {
            slots.1 = step(slots.0, by: skip)
            slots.2 = step(slots.0, by: twoSkips)
            slots.3 = step(slots.1, by: twoSkips)
            let freeOnes = freeBit(slots.0) | freeBit(slots.1) << 1 | freeBit(slots.2) << 2 | freeBit(slots.3) << 3
            if freeOnes != 0 {
                let first = freeOnes.trailingZeroBitCount
                let early = first & 1 == 0 ? slots.0 : slots.1
                let late = first & 1 == 0 ? slots.2 : slots.3
                take(first & 2 == 0 ? early : late, for: node, skip: skip)
                return
            }
            slots.0 = step(slots.0, by: fourSkips)
        }
    }

    @inline(__always)
    private mutating func take(_ slot: UInt, for node: Int, skip: UInt) {
        // Not by `&=`, at which the compiler breaks (Swift 6.3, thread sanitizer).
        let word = Int(bitPattern: slot &>> 6)
        freeSlots[word] = freeSlots[word] & ~(1 &<< UInt64(slot & 63))
        ownerOfSlot[Int(bitPattern: slot)] = UInt32(truncatingIfNeeded: node)
        next[node] = step(slot, by: skip)
        free &-= 1
    }

    @inline(__always)
    private func freeBit(_ slot: UInt) -> UInt64 {
        freeSlots[Int(bitPattern: slot &>> 6)] &>> UInt64(slot & 63) & 1
    }

    /// A step keeps the slot below their number: of the two, the one that did not wrap is the smaller.
    @inline(__always)
    private func step(_ slot: UInt, by skip: UInt) -> UInt {
        let next = slot &+ skip
        return min(next, next &- slotCount)
    }
}
