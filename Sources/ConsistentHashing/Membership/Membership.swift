/// The nodes of a placement with their weights, in the order of their ids' bytes.
///
/// A node's position in this collection is its **index**, which lookups answer with. It depends on who else is a
/// member and on nothing else: not on the order of insertion, not on the process.
public struct Membership<Node: PlacementNode>: RandomAccessCollection, Sendable {
    @usableFromInline
    let members: [Member<Node>]

    /// True when all weights are the same; then none of them matters to a placement.
    public let isUniform: Bool

    /// The members, put in order.
    ///
    /// - Throws: ``PlacementError/duplicateNode(id:)``, ``PlacementError/invalidWeight(_:node:)``.
    public init(_ members: some Sequence<Member<Node>>) throws(PlacementError) {
        var sorted = Array(members)
        for member in sorted {
            try Self.check(member)
        }
        sorted.sort { IDOrder.precedes($0.id, $1.id) }
        for (member, next) in zip(sorted, sorted.dropFirst()) where IDOrder.equal(member.id, next.id) {
            throw .duplicateNode(id: member.id)
        }
        self.init(sorted: sorted)
    }

    /// No members.
    public init() {
        self.init(sorted: [])
    }

    private init(sorted: [Member<Node>]) {
        members = sorted
        isUniform = sorted.allSatisfy { $0.weight == sorted[0].weight }
    }

    private static func check(_ member: Member<Node>) throws(PlacementError) {
        guard member.weight.isFinite, member.weight > 0 else {
            throw .invalidWeight(member.weight, node: member.id)
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
        return position < count && IDOrder.equal(self[position].id, id) ? position : nil
    }

    /// Each member's weight over the sum of all: what it is to own. In the order of the members.
    public var shares: [Double] {
        // Scaled first: a sum of huge weights must not become infinite, nor one of tiny weights lose its digits.
        let largest = members.lazy.map(\.weight).max() ?? 1
        let scaled = members.map { $0.weight / largest }
        let total = scaled.reduce(0, +)
        return scaled.map { $0 / total }
    }

    /// The first index whose id is not below `id`.
    private func insertionIndex(ofID id: String) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            if IDOrder.precedes(members[middle].id, id) {
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
        try Self.check(member)
        let position = insertionIndex(ofID: member.id)
        if position < count && IDOrder.equal(self[position].id, member.id) {
            throw .duplicateNode(id: member.id)
        }
        var changed = members
        changed.insert(member, at: position)
        return MembershipUpdate(
            before: self,
            after: Membership(sorted: changed),
            newIndices: members.indices.map { $0 < position ? $0 : $0 + 1 }
        )
    }

    /// What changes when the member at `index` leaves.
    func removing(at index: Int) -> MembershipUpdate<Node> {
        var changed = members
        changed.remove(at: index)
        return MembershipUpdate(
            before: self,
            after: Membership(sorted: changed),
            newIndices: members.indices.map { $0 == index ? nil : $0 < index ? $0 : $0 - 1 }
        )
    }

    /// What changes when the member at `index` gets another weight.
    func settingWeight(_ weight: Double, at index: Int) throws(PlacementError) -> MembershipUpdate<Node> {
        let member = Member(members[index].node, weight: weight)
        try Self.check(member)
        var changed = members
        changed[index] = member
        return MembershipUpdate(
            before: self,
            after: Membership(sorted: changed),
            newIndices: members.indices.map { $0 }
        )
    }

    /// What changes when the members become those of `after`: one pass over both.
    public func update(to after: Membership) -> MembershipUpdate<Node> {
        var newIndices: [Int?] = []
        newIndices.reserveCapacity(count)
        var position = 0
        for member in members {
            while position < after.count, IDOrder.precedes(after[position].id, member.id) {
                position += 1
            }
            let stays = position < after.count && IDOrder.equal(after[position].id, member.id)
            newIndices.append(stays ? position : nil)
        }
        return MembershipUpdate(before: self, after: after, newIndices: newIndices)
    }
}

extension Membership: Equatable {
    /// Equal ids, byte by byte, with equal weights. O(1) for two copies of one membership, O(n) otherwise.
    public static func == (first: Membership, second: Membership) -> Bool {
        if first.isSameStorage(as: second) { return true }
        return first.count == second.count
            && zip(first, second).allSatisfy { IDOrder.equal($0.id, $1.id) && $0.weight == $1.weight }
    }

    private func isSameStorage(as other: Membership) -> Bool {
        count == other.count
            && members.withUnsafeBufferPointer { members in
                other.members.withUnsafeBufferPointer { members.baseAddress == $0.baseAddress }
            }
    }
}
