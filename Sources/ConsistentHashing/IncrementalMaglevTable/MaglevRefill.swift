/// Gives every node its due number of slots after a change, taking no more from the others than that needs.
///
/// A node is due `slots · share`, rounded down or up, and never less than one slot. Nodes claim in turns, in the order of
/// their ids, each the first slot in its own order of preference that may be had:
///
/// 1. Those that have less than their due rounded down claim slots without owner, then slots of nodes that have more than
///    their due rounded up, then of nodes that have more than theirs rounded down.
/// 2. What is left without owner goes to those that have less than their due rounded up.
/// 3. What some still have above their due rounded up goes there too.
///
/// One node that leaves only fills step 2 (and 1, where a due passes a whole number); one that joins only step 1.
struct MaglevRefill {
    private static var nobody: Int { -1 }

    private let preferences: [MaglevPreferences]
    private let least: [Int]
    private let most: [Int]
    private var ownerOfSlot: [Int]
    private var counts: [Int]
    private var free: Int
    /// How far each node is in its order of preference, for the kind of slot it is looking for.
    private var next: [Int]

    init<Node>(_ update: MembershipUpdate<Node>, slots: SlotTable, hashFunction: HashFunction) {
        let after = update.after
        let newIndices = update.newIndices.map { $0 ?? Self.nobody }
        preferences = after.ids.map { MaglevPreferences(id: $0, slotCount: slots.count, hashFunction: hashFunction) }
        let dues = after.shares.map { $0 * Double(slots.count) }
        least = dues.map { max(1, Int($0)) }
        most = dues.map { Double(Int($0)) < $0 ? Int($0) + 1 : max(1, Int($0)) }
        ownerOfSlot = slots.map { newIndices[$0] }
        counts = Array(repeating: 0, count: after.count)
        free = 0
        next = preferences.map(\.offset)
        for owner in ownerOfSlot {
            if owner == Self.nobody {
                free += 1
            } else {
                counts[owner] += 1
            }
        }
    }

    mutating func owners() -> CompactIndices {
        claim(upTo: least, from: .nobody)
        claim(upTo: least, from: .nodes(above: most))
        claim(upTo: least, from: .nodes(above: least))
        claim(upTo: most, from: .nobody)
        claim(upTo: most, from: .nodes(above: most))
        // Where dues of less than a slot were rounded up to one, the others' together may be more than there are.
        let one = counts.map { _ in 1 }
        claim(upTo: one, from: .nodes(above: one))
        // Where a due was just above a whole number, it may have been rounded to it.
        while free > 0 {
            claim(upTo: counts.map { $0 + 1 }, from: .nobody)
        }
        return CompactIndices(ownerOfSlot, below: counts.count, count: ownerOfSlot.count)
    }

    /// Whose slots may be claimed.
    private enum Source {
        /// Those without owner.
        case nobody
        /// Those of nodes that have more than this many, by node.
        case nodes(above: [Int])
    }

    /// Lets the nodes that have less than their limit claim in turns, while there are slots to be had.
    ///
    /// No limit is above the source's, so nobody gives and takes, and a slot that could not be had can't be had later:
    /// each node goes on from where it was.
    private mutating func claim(upTo limits: [Int], from source: Source) {
        var left = slotCount(of: source)
        var claimants = counts.indices.filter { counts[$0] < limits[$0] }
        for node in claimants {
            next[node] = preferences[node].offset
        }
        while !claimants.isEmpty {
            for node in claimants {
                guard left > 0 else { return }
                while !isIn(source, owner: ownerOfSlot[next[node]]) {
                    step(node)
                }
                take(next[node], for: node)
                step(node)
                left -= 1
            }
            claimants.removeAll { counts[$0] >= limits[$0] }
        }
    }

    private func slotCount(of source: Source) -> Int {
        switch source {
        case .nobody: free
        case .nodes(let limits): zip(counts, limits).reduce(0) { $0 + max(0, $1.0 - $1.1) }
        }
    }

    private func isIn(_ source: Source, owner: Int) -> Bool {
        switch source {
        case .nobody: owner == Self.nobody
        case .nodes(let limits): owner != Self.nobody && counts[owner] > limits[owner]
        }
    }

    private mutating func take(_ slot: Int, for node: Int) {
        if ownerOfSlot[slot] == Self.nobody {
            free -= 1
        } else {
            counts[ownerOfSlot[slot]] -= 1
        }
        ownerOfSlot[slot] = node
        counts[node] += 1
    }

    private mutating func step(_ node: Int) {
        next[node] += preferences[node].skip
        if next[node] >= ownerOfSlot.count {
            next[node] -= ownerOfSlot.count
        }
    }
}
