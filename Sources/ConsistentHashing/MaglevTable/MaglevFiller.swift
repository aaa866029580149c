/// A node's order of preference over the slots: `offset, offset + skip, offset + 2 · skip, …` modulo their number.
///
/// That number is a prime and the skip is in `1 ..< slots`, so every slot comes up once. Offset and skip are the hashes
/// of the id with 1 and 2 behind it, multiplied into their ranges.
struct MaglevPreferences {
    let offset: Int
    let skip: Int

    init(id: String, slotCount: Int, hashFunction: HashFunction) {
        var hasher = NodeHasher(id: id, hashFunction: hashFunction)
        offset = Int(hasher.hash(number: 1).multipliedFullWidth(by: UInt64(slotCount)).high)
        skip = Int(hasher.hash(number: 2).multipliedFullWidth(by: UInt64(slotCount - 1)).high) + 1
    }
}

/// The turns in which nodes claim slots.
enum MaglevFiller {
    /// The owners of all slots; none if there are no members.
    static func owners<Node>(
        of membership: Membership<Node>,
        slotCount: Int,
        hashFunction: HashFunction
    ) -> CompactIndices {
        let preferences = membership.ids.map {
            MaglevPreferences(id: $0, slotCount: slotCount, hashFunction: hashFunction)
        }
        return membership.isUniform
            ? owners(preferences: preferences, slotCount: slotCount)
            : owners(preferences: preferences, weights: membership.weights, slotCount: slotCount)
    }

    /// Equal weights: one slot each, in the order of the ids, until all are taken.
    private static func owners(preferences: [MaglevPreferences], slotCount: Int) -> CompactIndices {
        guard !preferences.isEmpty else { return CompactIndices(below: 0) }
        var claims = MaglevClaims(preferences: preferences, slotCount: slotCount)
        while true {
            for node in preferences.indices {
                claims.claim(by: node)
                if claims.isComplete { return claims.owners }
            }
        }
    }

    /// Unequal weights: in turn *i*, a node claims a slot if `i · weight` has caught up with what it was credited, which
    /// grows by the largest weight each time it claims. All claim in the first turn, so none is left without a slot.
    private static func owners(preferences: [MaglevPreferences], weights: [Double], slotCount: Int) -> CompactIndices {
        var claims = MaglevClaims(preferences: preferences, slotCount: slotCount)
        let heaviest = weights.max() ?? 1
        // Over the largest weight, so that nothing overflows: the heaviest is 1 and claims in every turn.
        let weights = weights.map { $0 / heaviest }
        var credited = [Double](repeating: 0, count: weights.count)
        var turn = 1.0
        while true {
            for node in preferences.indices where turn * weights[node] >= credited[node] {
                credited[node] += 1
                claims.claim(by: node)
                if claims.isComplete { return claims.owners }
            }
            turn += 1
        }
    }
}
