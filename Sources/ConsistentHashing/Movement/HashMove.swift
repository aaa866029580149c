/// A range of hashes that changes owner: one line of the exact plan of what moves.
public struct HashMove<Node: PlacementNode>: Hashable, Sendable {
    /// The hashes, both ends included.
    public let hashes: ClosedRange<UInt64>
    /// Whose they were; `nil` if there was no node.
    public let from: Node?
    /// Whose they are; `nil` if there is no node left.
    public let to: Node?

    /// The range's part of the hash space, in (0, 1].
    public var share: Double { OwnedRange(hashes: hashes, ownerIndex: 0).share }
}

extension HashRangePlacement {
    /// Exactly which hashes change owner between this placement and another one, in order, neighbours joined.
    ///
    /// A store that keeps its keys by hash can hand over these ranges and nothing else.
    ///
    /// ```swift
    /// for move in try before.moves(to: after) {
    ///     print(move.hashes, move.from ?? "–", "→", move.to ?? "–")
    /// }
    /// ```
    ///
    /// O(ranges of both).
    ///
    /// - Throws: ``PlacementError/differentHashFunctions(_:_:)`` if the same key has different hashes in the two.
    public func moves<After: HashRangePlacement<Node>>(to after: After) throws(PlacementError) -> [HashMove<Node>] {
        guard hashFunction == after.hashFunction else {
            throw .differentHashFunctions(hashFunction, after.hashFunction)
        }
        let update = membership.update(to: after.membership)
        var moves: [HashMove<Node>] = []
        var last: (hashes: ClosedRange<UInt64>, old: Int?, new: Int?)?

        func flush() {
            guard let last else { return }
            moves.append(
                HashMove(
                    hashes: last.hashes,
                    from: last.old.map { membership[$0].node },
                    to: last.new.map { after.membership[$0].node }
                )
            )
        }

        var before = OwnedRangeCursor(ownedRanges)
        var now = OwnedRangeCursor(after.ownedRanges)
        var start: UInt64 = 0
        while true {
            let end = min(before.end, now.end)
            let (old, new) = (before.ownerIndex, now.ownerIndex)
            let stays = old == nil ? new == nil : old.flatMap { update.newIndices[$0] } == new && new != nil
            if !stays {
                if let joined = last, joined.old == old, joined.new == new, joined.hashes.upperBound &+ 1 == start {
                    last = (joined.hashes.lowerBound...end, old, new)
                } else {
                    flush()
                    last = (start...end, old, new)
                }
            }
            if end == .max { break }
            start = end + 1
            before.advance(to: start)
            now.advance(to: start)
        }
        flush()
        return moves
    }
}

/// Goes through owned ranges in order; a placement without nodes is one range without owner.
private struct OwnedRangeCursor<Ranges: Sequence<OwnedRange>> {
    private var ranges: Ranges.Iterator
    private(set) var ownerIndex: Int?
    private(set) var end = UInt64.max

    init(_ ranges: Ranges) {
        self.ranges = ranges.makeIterator()
        advance(to: 0)
    }

    mutating func advance(to start: UInt64) {
        guard start == 0 || end < start, let range = ranges.next() else { return }
        ownerIndex = range.ownerIndex
        end = range.hashes.upperBound
    }
}
