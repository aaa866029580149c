/// How many slots each node holds: its weight over the weight of a slot, rounded, and at least one.
struct SlotCounts {
    /// More than that, and a mistyped weight would fill the memory: so many take 64 MB, 128 MB with over 65,534 nodes. A million
    /// nodes of unequal weights have half as many.
    static var limit: Int { 1 << 25 }

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
            // A quotient too large for an integer, infinity among them, is refused before it is rounded.
            let slots = Swift.max(1, member.weight / weightPerSlot + 0.5)
            guard slots < Double(left) + 1 else {
                throw .tooManySlots(
                    weight: member.weight,
                    node: member.id,
                    weightPerSlot: weightPerSlot,
                    limit: Self.limit
                )
            }
            byNode.append(Int(slots))
            left -= Int(slots)
        }
        self.byNode = byNode
    }

    /// The slots of these nodes one behind the other.
    var inOrder: SlotList {
        var slots = SlotList(nodeCount: byNode.count, capacity: byNode.reduce(0, +))
        for (node, count) in byNode.enumerated() {
            for _ in 0..<count {
                slots.append(node)
            }
        }
        return slots
    }
}
