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

    /// The smallest power of two that leaves no node without a slot; `nil` if many times the slots there are would not do.
    ///
    /// Slots are numbered alike whatever their number, so one walk over them finds when the last node gets its first.
    func slotCountNeeded(within allowed: ClosedRange<Int>) -> Int? {
        var isOwner = [Bool](repeating: false, count: scores.count)
        var missing = scores.count
        // For an error, half a second of walking is enough.
        let affordable = (1 << 29) / scores.count
        let limit = min(allowed.upperBound, max(slotCount * 8, 1 << 20))
        for slot in 0..<min(limit, affordable) {
            let owner = winner(ofSlot: slot)
            guard !isOwner[owner] else { continue }
            isOwner[owner] = true
            missing -= 1
            if missing == 0 { return powerOfTwo(from: slot + 1) }
        }
        return affordable < limit ? estimatedSlotCount(within: allowed) : nil
    }

    /// A number of slots that is enough for equal weights but once in a thousand sets of nodes: n · (ln n + 7), or more.
    private func estimatedSlotCount(within allowed: ClosedRange<Int>) -> Int? {
        let logarithm = Int.bitWidth - scores.count.leadingZeroBitCount
        let (estimate, overflow) = scores.count.multipliedReportingOverflow(by: logarithm + 7)
        let needed = overflow ? .max : powerOfTwo(from: max(estimate, slotCount))
        return allowed.contains(needed) ? needed : nil
    }

    private func powerOfTwo(from count: Int) -> Int {
        var power = 1
        while power < count { power *= 2 }
        return power
    }
}
