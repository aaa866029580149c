#if Peers
    public import ConsistentHashing

    /// A peer's table of slots: our own table's owners, the slot found by a modulo, as the peers do.
    @frozen
    @usableFromInline
    struct ModuloTable: Sendable {
        @usableFromInline
        let owners: CompactIndices
        @usableFromInline
        let slotCount: UInt64
        let nodeCount: Int

        init(_ owners: [Int], nodeCount: Int) {
            self.owners = CompactIndices(owners, below: nodeCount, count: owners.count)
            slotCount = UInt64(owners.count)
            self.nodeCount = nodeCount
        }

        /// How many nodes have a slot. O(slots).
        var ownerCount: Int {
            var hasSlot = [Bool](repeating: false, count: nodeCount)
            for slot in 0..<owners.count { hasSlot[owners[slot]] = true }
            return hasSlot.count { $0 }
        }

        /// The owner of the slot that a hash falls into, `nil` if there are no slots.
        @inlinable
        @inline(__always)
        func owner(ofHash hash: UInt64) -> Int? {
            guard slotCount != 0 else { return nil }
            return owners.element(uncheckedAt: Int(truncatingIfNeeded: hash % slotCount))
        }

        /// The same for a hash of 32 bits, whose division takes half the time.
        @inlinable
        @inline(__always)
        func owner(ofNarrowHash hash: UInt32) -> Int? {
            guard slotCount != 0 else { return nil }
            return owners.element(uncheckedAt: Int(truncatingIfNeeded: hash % UInt32(truncatingIfNeeded: slotCount)))
        }

        /// Bytes of memory the table takes.
        var byteCount: Int { owners.byteCount }
    }

    /// The distinct nodes of a table's slots, from a key's slot on, going round at the end.
    ///
    /// No peer that places by a modulo falls back this way of itself; it is what memcached clients that keep replicas do.
    public struct PeerTableRanking: Sequence, IteratorProtocol, Sendable {
        private let table: ModuloTable
        private var slot: Int
        private var slotsLeft: Int
        private var met: [Bool] = []

        init(_ table: ModuloTable, hash: UInt64) {
            self.table = table
            slot = table.slotCount == 0 ? 0 : Int(hash % table.slotCount)
            slotsLeft = Int(table.slotCount)
        }

        public mutating func next() -> Int? {
            if met.isEmpty {
                met = Array(repeating: false, count: table.nodeCount)
            }
            while slotsLeft > 0 {
                let owner = table.owners[slot]
                slot = slot + 1 == Int(table.slotCount) ? 0 : slot + 1
                slotsLeft -= 1
                if !met[owner] {
                    met[owner] = true
                    return owner
                }
            }
            return nil
        }
    }
#endif
