/// Works out who owns each slot of a rendezvous table: the winner of the hash of the slot's number, which is hashed as
/// a `UInt64` key.
struct RendezvousFiller {
    let scores: RendezvousScores
    let slotCount: Int
    let hashFunction: HashFunction

    /// The owners of all slots; none if there are no nodes.
    func owners() -> CompactIndices {
        var owners = CompactIndices(below: scores.count, capacity: slotCount)
        guard scores.count > 0 else { return owners }
        for slot in 0..<slotCount {
            owners.append(winner(ofSlot: slot))
        }
        return owners
    }

    /// The same, given the owners before some nodes left, joined or changed weight.
    ///
    /// A node that stayed as it was can't begin to win a slot unless its owner lost; so where the owner did not, it is
    /// compared with those that gained, and with nobody else.
    func owners<Node>(
        from before: CompactIndices,
        update: MembershipUpdate<Node>,
        gained: [Int]
    ) -> CompactIndices {
        var owners = CompactIndices(below: scores.count, capacity: slotCount)
        guard scores.count > 0 else { return owners }
        // Where each owner's slots go: to its new index, or up for anew (-1).
        let successors = update.before.indices.map { update.hasLost(oldIndex: $0) ? -1 : update.newIndices[$0] ?? -1 }
        for slot in 0..<slotCount {
            let owner = successors[before[slot]]
            guard owner >= 0 else {
                owners.append(winner(ofSlot: slot))
                continue
            }
            guard !gained.isEmpty else {
                owners.append(owner)
                continue
            }
            let hash = hashFunction.hash(UInt64(slot))
            owners.append(scores.winner(among: gained, against: owner, hash: hash))
        }
        return owners
    }

    private func winner(ofSlot slot: Int) -> Int {
        scores.winner(ofHash: hashFunction.hash(UInt64(slot)))
    }

    /// The smallest power of two, above this filler's number of slots, that leaves no node without a slot.
    ///
    /// Slots are numbered alike whatever their number, so one walk over them finds when the last node gets its first.
    func slotCountNeeded(within allowed: ClosedRange<Int>) -> Int? {
        var isOwner = [Bool](repeating: false, count: scores.count)
        var missing = scores.count
        // A walk over all that are allowed could take minutes, for an error.
        let limit = min(allowed.upperBound, max(slotCount * 8, 1 << 20))
        for slot in 0..<limit {
            let owner = winner(ofSlot: slot)
            guard !isOwner[owner] else { continue }
            isOwner[owner] = true
            missing -= 1
            if missing == 0 {
                var needed = 1
                while needed <= slot { needed *= 2 }
                return needed
            }
        }
        return nil
    }
}
