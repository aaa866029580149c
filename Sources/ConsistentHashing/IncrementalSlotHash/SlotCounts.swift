/// How many slots each node holds: its weight over the weight of a slot, rounded, and at least one.
struct SlotCounts {
    /// More than that, and a mistyped weight would fill the memory.
    static var limit: Int { 1 << 26 }

    /// The weight of a slot that gives equal nodes a slot each, others of the mean weight sixteen: so a weight is followed to
    /// a part in 32 of the mean, with 17 slots a node at most. 0 without nodes.
    static func defaultWeightPerSlot<Node>(_ membership: Membership<Node>) -> Double {
        guard let first = membership.first else { return 0 }
        guard !membership.isUniform else { return first.weight }
        let count = Double(membership.count)
        // Divided first: a sum of huge weights must not become infinite. Tiny ones must not become 0.
        return Swift.max(.leastNonzeroMagnitude, membership.reduce(0) { $0 + $1.weight / count } / 16)
    }

    /// In the order of the members.
    let byNode: [Int]

    /// - Throws: ``PlacementError/invalidWeightPerSlot(_:)``, ``PlacementError/tooManySlots(weight:node:weightPerSlot:limit:)``.
    init<Node>(_ membership: Membership<Node>, weightPerSlot: Double) throws(PlacementError) {
        guard weightPerSlot.isFinite, weightPerSlot > 0 || membership.isEmpty && weightPerSlot.bitPattern == 0 else {
            throw .invalidWeightPerSlot(weightPerSlot)
        }
        var left = Self.limit
        var byNode: [Int] = []
        byNode.reserveCapacity(membership.count)
        for member in membership {
            let slots = member.weight / weightPerSlot
            guard slots + 0.5 < Double(left) + 1 else {
                throw .tooManySlots(
                    weight: member.weight,
                    node: member.id,
                    weightPerSlot: weightPerSlot,
                    limit: Self.limit
                )
            }
            byNode.append(Swift.max(1, Int(slots + 0.5)))
            left -= byNode[byNode.count - 1]
        }
        self.byNode = byNode
    }

    /// The slots of these nodes one behind the other.
    var inOrder: [Int?] {
        byNode.enumerated().flatMap { repeatElement(.some($0), count: $1) }
    }
}
