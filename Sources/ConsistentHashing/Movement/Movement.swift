/// Which keys changed owner between two placements, and how many had to.
///
/// ```swift
/// var after = before
/// try after.insert("cache-d")
/// let movement = Movement(from: before, to: after, over: sample)
/// movement.keys.moved        // keys whose owner differs
/// movement.keys.minimum      // how many a perfect placement would expect to move
/// movement.keys.needless     // moved between nodes that the change did not touch
/// ```
///
/// A **move** is a key whose owner differs. It is **called for** only if its old owner left or lost weight, or its new
/// owner joined or gained weight; every other move is **needless**. The **minimum** is the number of keys times
/// Σ max(0, s′ − s) over the nodes, `s` and `s′` being their shares of the weight: an expectation, so what moved may
/// lie below it by chance.
public struct Movement: Hashable, Sendable {
    /// Moves, counted over distinct keys or over requests.
    public struct Count: Hashable, Sendable {
        /// Keys, or requests, looked at.
        public internal(set) var total = 0
        /// Those whose owner differs.
        public internal(set) var moved = 0
        /// Those that moved between nodes which the change did not call for.
        public internal(set) var needless = 0
        /// What the change of weights alone makes move, in expectation.
        public internal(set) var minimum = 0.0

        /// Moved over total, in [0, 1]; 0 of nothing.
        public var movedShare: Double { total == 0 ? 0 : Double(moved) / Double(total) }
        /// Minimum over total, in [0, 1]; 0 of nothing.
        public var minimumShare: Double { total == 0 ? 0 : minimum / Double(total) }
        /// Needless moves over total, in [0, 1]; 0 of nothing.
        public var needlessShare: Double { total == 0 ? 0 : Double(needless) / Double(total) }
    }

    /// What one node gained and lost.
    public struct NodeCount: Hashable, Sendable {
        /// The node's id.
        public let id: String
        /// Distinct keys that are its own now and were not before.
        public internal(set) var gainedKeys = 0
        /// Distinct keys that were its own before and are not now.
        public internal(set) var lostKeys = 0
        /// Requests for the keys gained.
        public internal(set) var gainedRequests = 0
        /// Requests for the keys lost.
        public internal(set) var lostRequests = 0
    }

    /// Counted over distinct keys.
    public private(set) var keys = Count()

    /// Counted over requests: a key counts as often as it was asked for.
    public private(set) var requests = Count()

    /// Every node that is or was a member: first those that are, then those that left, each by ascending id.
    public private(set) var nodes: [NodeCount]

    /// The movement between two placements of the same kind of node, which need not be of the same kind themselves.
    public init<Node, Before: Placement<Node>, After: Placement<Node>>(
        from before: Before,
        to after: After,
        over sample: KeySample
    ) {
        self.init(
            under: before.membership.update(to: after.membership),
            before: sample.ownerIndices(in: before),
            after: sample.ownerIndices(in: after),
            requests: sample.requests
        )
    }

    /// The movement between two lists of owners: for each key its owner's index before and after, and how often it was
    /// asked for. The three are of the same length; what lies behind the shortest is not looked at.
    public init<Node>(
        under update: MembershipUpdate<Node>,
        before: [Int?],
        after: [Int?],
        requests counts: [Int]
    ) {
        nodes = update.after.ids.map { NodeCount(id: $0) } + update.left.map { NodeCount(id: $0.id) }
        let places = Places(update)
        // Asked once a node, not once a key: they are generic calls, which cost more than all else in the loop.
        let hasLost = update.before.indices.map { update.hasLost(oldIndex: $0) }
        let hasGained = update.after.indices.map { update.hasGained(newIndex: $0) }
        for ((old, new), count) in zip(zip(before, after), counts) {
            keys.total += 1
            requests.total += count
            guard old.map(places.place(ofOld:)) != new else { continue }
            keys.moved += 1
            requests.moved += count
            let isCalledFor = old.map { hasLost[$0] } ?? true || new.map { hasGained[$0] } ?? true
            if !isCalledFor {
                keys.needless += 1
                requests.needless += count
            }
            if let old {
                nodes[places.place(ofOld: old)].lostKeys += 1
                nodes[places.place(ofOld: old)].lostRequests += count
            }
            if let new {
                nodes[new].gainedKeys += 1
                nodes[new].gainedRequests += count
            }
        }
        let share = Self.minimumShare(update)
        keys.minimum = share * Double(keys.total)
        requests.minimum = share * Double(requests.total)
    }

    /// Σ max(0, s′ − s): the part of the keys that a change of shares moves in expectation, in [0, 1].
    public static func minimumShare<Node>(_ update: MembershipUpdate<Node>) -> Double {
        let before = update.before.shares
        let after = update.after.shares
        let gained = after.indices.reduce(0.0) { sum, index in
            sum + max(0, after[index] - (update.oldIndices[index].map { before[$0] } ?? 0))
        }
        // When the last node leaves nobody gains, yet every key loses its owner.
        return update.after.isEmpty && !update.before.isEmpty ? 1 : gained
    }

    /// Where a node's counts are, from its index before.
    private struct Places {
        private let ofOld: [Int]

        init<Node>(_ update: MembershipUpdate<Node>) {
            var next = update.after.count
            ofOld = update.newIndices.map { new in
                if let new { return new }
                defer { next += 1 }
                return next
            }
        }

        func place(ofOld index: Int) -> Int { ofOld[index] }
    }
}
