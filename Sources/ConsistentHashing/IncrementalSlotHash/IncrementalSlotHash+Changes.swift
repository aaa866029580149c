extension IncrementalSlotHash: UpdatablePlacement {
    /// Makes slots vacant: those of nodes that left, and the highest of those that weigh less. Then the nodes that are due
    /// more, in the order of their ids, take the lowest vacant ones, and new ones behind the last.
    ///
    /// When the first node joins, or the last one has left, there is no history to keep: slots begin anew.
    ///
    /// - Throws: also ``PlacementError/tooManySlots(weight:node:weightPerSlot:limit:)``.
    public func applying(_ update: MembershipUpdate<Node>) throws(PlacementError) -> IncrementalSlotHash {
        try check(update)
        let after = update.after
        let weightPerSlot = weightPerSlot > 0 ? weightPerSlot : SlotCounts.defaultWeightPerSlot(after)
        let counts = try SlotCounts(after, weightPerSlot: weightPerSlot)
        return IncrementalSlotHash(
            membership: after,
            slots: slots.isEmpty || after.isEmpty ? counts.inOrder : slots(after: update, counts: counts.byNode),
            weightPerSlot: weightPerSlot,
            hashFunction: hashFunction,
            scores: scores.applying(update, hashFunction: hashFunction)
        )
    }

    private func slots(after update: MembershipUpdate<Node>, counts: [Int]) -> SlotList {
        var due = counts
        var kept = SlotList(nodeCount: counts.count, capacity: slots.count)
        for holder in slots {
            if let holder = holder.flatMap({ update.newIndices[$0] }), due[holder] > 0 {
                due[holder] -= 1
                kept.append(holder)
            } else {
                kept.append(nil)
            }
        }
        // One node after the other takes what it is still due.
        var node = 0
        func next() -> Int? {
            while node < due.count, due[node] == 0 {
                node += 1
            }
            guard node < due.count else { return nil }
            due[node] -= 1
            return node
        }
        var slots = SlotList(
            nodeCount: counts.count,
            capacity: kept.count + Swift.max(0, due.reduce(0, +) - kept.vacantCount)
        )
        for holder in kept {
            slots.append(holder ?? next())
        }
        while let holder = next() {
            slots.append(holder)
        }
        return slots
    }

    /// The same nodes without a vacant slot, so that each lookup finds a node at once. **Moves keys needlessly.**
    ///
    /// The slots held are as many as before. Those among the first that many stay with their nodes; whoever holds one
    /// behind them takes a vacant one instead, in order. All processes have to do it at the same change.
    ///
    /// The more slots go, the more keys move. Where only the newest slots are vacant, they move back to where they were before
    /// these slots were there.
    public func compacted() -> IncrementalSlotHash {
        let held = slots.count - slots.vacantCount
        var compacted = SlotList(nodeCount: slots.nodeCount, capacity: held)
        var moving = slots.dropFirst(held).lazy.compactMap { $0 }.makeIterator()
        for holder in slots.prefix(held) {
            compacted.append(holder ?? moving.next())
        }
        return IncrementalSlotHash(
            membership: membership,
            slots: compacted,
            weightPerSlot: weightPerSlot,
            hashFunction: hashFunction,
            scores: scores
        )
    }
}
