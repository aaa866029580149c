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
            holders: slots.isEmpty || after.isEmpty ? counts.inOrder : holders(after: update, counts: counts.byNode),
            weightPerSlot: weightPerSlot,
            hashFunction: hashFunction,
            scores: scores.applying(update, hashFunction: hashFunction)
        )
    }

    private func holders(after update: MembershipUpdate<Node>, counts: [Int]) -> [Int?] {
        var due = counts
        var holders = slots.map { $0.flatMap { update.newIndices[$0] } }
        for slot in holders.indices {
            guard let holder = holders[slot] else { continue }
            if due[holder] == 0 {
                holders[slot] = nil
            } else {
                due[holder] -= 1
            }
        }
        var slot = 0
        for node in due.indices {
            while due[node] > 0 {
                while slot < holders.count, holders[slot] != nil {
                    slot += 1
                }
                if slot < holders.count {
                    holders[slot] = node
                } else {
                    holders.append(node)
                }
                due[node] -= 1
            }
        }
        return holders
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
        var holders = Array(slots.prefix(held))
        var moving = slots.dropFirst(held).lazy.compactMap { $0 }.makeIterator()
        for slot in holders.indices where holders[slot] == nil {
            holders[slot] = moving.next()
        }
        return IncrementalSlotHash(
            membership: membership,
            holders: holders,
            weightPerSlot: weightPerSlot,
            hashFunction: hashFunction,
            scores: scores
        )
    }
}
