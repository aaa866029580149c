/// The nodes of a placement with their weights, in the order of their ids' bytes.
///
/// A node's position in this collection is its **index**, which lookups answer with. It depends on who else is a
/// member and on nothing else: not on the order of insertion, not on the process.
public struct Membership<Node: PlacementNode>: RandomAccessCollection, Sendable {
    @usableFromInline
    let members: [Member<Node>]

    /// The members' ids, once more: what is built from ids or weights need not go through a generic type for each.
    let ids: [String]

    /// The members' weights, once more.
    let weights: [Double]

    /// True when all weights are the same; then none of them matters to a placement.
    public let isUniform: Bool

    /// The members, put in order.
    ///
    /// - Throws: ``PlacementError/duplicateNode(id:)``, ``PlacementError/invalidWeight(_:node:)``.
    public init(_ members: some Sequence<Member<Node>>) throws(PlacementError) {
        try self.init(unordered: Array(members))
    }

    // Loops, not closures: each call of a closure would look the generic type's metadata up again. And once more for
    // strings, the most common nodes: for these a placement of a thousand nodes takes half a millisecond less.
    @_specialize(where Node == String)
    private init(unordered members: [Member<Node>]) throws(PlacementError) {
        var ids: [String] = []
        ids.reserveCapacity(members.count)
        for member in members {
            ids.append(member.id)
        }
        let order = ids.indices.sorted { IDOrder.precedes(ids[$0], ids[$1]) }
        var sorted: [Member<Node>] = []
        var weights: [Double] = []
        sorted.reserveCapacity(members.count)
        weights.reserveCapacity(members.count)
        for index in order {
            sorted.append(members[index])
            weights.append(members[index].weight)
        }
        self.init(sorted: sorted, ids: order.map { ids[$0] }, weights: weights)
        for (id, weight) in zip(self.ids, weights) {
            try Self.check(weight: weight, id: id)
        }
        for (id, next) in zip(self.ids, self.ids.dropFirst()) where IDOrder.equal(id, next) {
            throw .duplicateNode(id: id)
        }
    }

    /// No members.
    public init() {
        self.init(sorted: [], ids: [], weights: [])
    }

    private init(sorted: [Member<Node>], ids: [String], weights: [Double]) {
        members = sorted
        self.ids = ids
        self.weights = weights
        isUniform = weights.allSatisfy { $0 == weights[0] }
    }

    private static func check(weight: Double, id: String) throws(PlacementError) {
        guard weight.isFinite, weight > 0 else {
            throw .invalidWeight(weight, node: id)
        }
    }

    public var startIndex: Int { 0 }
    @inlinable
    public var endIndex: Int { members.count }
    @inlinable
    public subscript(index: Int) -> Member<Node> { members[index] }

    /// The index of the member with this id, `nil` if there is none. O(log n) comparisons of ids.
    public func index(ofID id: String) -> Int? {
        let position = insertionIndex(ofID: id)
        return position < count && IDOrder.equal(ids[position], id) ? position : nil
    }

    /// Each member's weight over the sum of all: what it is to own. In the order of the members.
    public var shares: [Double] {
        // Scaled first: a sum of huge weights must not become infinite, nor one of tiny weights lose its digits.
        let largest = weights.max() ?? 1
        let scaled = weights.map { $0 / largest }
        let total = scaled.reduce(0, +)
        return scaled.map { $0 / total }
    }

    /// The first index whose id is not below `id`.
    private func insertionIndex(ofID id: String) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            if IDOrder.precedes(ids[middle], id) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}

extension Membership {
    /// What changes when `member` joins.
    func inserting(_ member: Member<Node>) throws(PlacementError) -> MembershipUpdate<Node> {
        try Self.check(weight: member.weight, id: member.id)
        let position = insertionIndex(ofID: member.id)
        if position < count && IDOrder.equal(ids[position], member.id) {
            throw .duplicateNode(id: member.id)
        }
        return MembershipUpdate(
            before: self,
            after: replacing(position..<position, with: member),
            newIndices: members.indices.map { $0 < position ? $0 : $0 + 1 }
        )
    }

    /// What changes when the member at `index` leaves.
    func removing(at index: Int) -> MembershipUpdate<Node> {
        MembershipUpdate(
            before: self,
            after: replacing(index..<index + 1, with: nil),
            newIndices: members.indices.map { $0 == index ? nil : $0 < index ? $0 : $0 - 1 }
        )
    }

    /// What changes when the member at `index` gets another weight.
    func settingWeight(_ weight: Double, at index: Int) throws(PlacementError) -> MembershipUpdate<Node> {
        try Self.check(weight: weight, id: ids[index])
        return MembershipUpdate(
            before: self,
            after: replacing(index..<index + 1, with: Member(members[index].node, weight: weight)),
            newIndices: members.indices.map { $0 }
        )
    }

    /// These members with another one, or none, in the place of those in `range`.
    @_specialize(where Node == String)
    private func replacing(_ range: Range<Int>, with member: Member<Node>?) -> Membership {
        var (members, ids, weights) = (members, ids, weights)
        members.replaceSubrange(range, with: CollectionOfOne(member).compactMap { $0 })
        ids.replaceSubrange(range, with: CollectionOfOne(member?.id).compactMap { $0 })
        weights.replaceSubrange(range, with: CollectionOfOne(member?.weight).compactMap { $0 })
        return Membership(sorted: members, ids: ids, weights: weights)
    }

    /// What changes when the members become those of `after`: one pass over both.
    public func update(to after: Membership) -> MembershipUpdate<Node> {
        var newIndices: [Int?] = []
        newIndices.reserveCapacity(count)
        var position = 0
        for id in ids {
            while position < after.count, IDOrder.precedes(after.ids[position], id) {
                position += 1
            }
            let stays = position < after.count && IDOrder.equal(after.ids[position], id)
            newIndices.append(stays ? position : nil)
        }
        return MembershipUpdate(before: self, after: after, newIndices: newIndices)
    }
}

extension Membership: Equatable {
    /// Equal ids, byte by byte, with equal weights. O(1) for two copies of one membership, O(n) otherwise.
    public static func == (first: Membership, second: Membership) -> Bool {
        if first.isSameStorage(as: second) { return true }
        return first.weights == second.weights
            && first.ids.elementsEqual(second.ids, by: IDOrder.equal)
    }

    private func isSameStorage(as other: Membership) -> Bool {
        count == other.count
            && members.withUnsafeBufferPointer { members in
                other.members.withUnsafeBufferPointer { members.baseAddress == $0.baseAddress }
            }
    }
}
