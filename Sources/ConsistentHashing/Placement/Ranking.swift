/// Nodes in the order in which a key prefers them; the first is the owner.
///
/// A node is looked up when it is asked for; one that is not asked for costs nothing.
@frozen
public struct Ranking<Node: PlacementNode, Indices: Sequence<Int>>: Sequence {
    /// The same order as node indices.
    public let indices: Indices

    @usableFromInline
    let membership: Membership<Node>

    @inlinable
    init(indices: Indices, membership: Membership<Node>) {
        self.indices = indices
        self.membership = membership
    }

    @inlinable
    public func makeIterator() -> Iterator {
        Iterator(indices: indices.makeIterator(), membership: membership)
    }

    @frozen
    public struct Iterator: IteratorProtocol {
        @usableFromInline
        var indices: Indices.Iterator
        @usableFromInline
        let membership: Membership<Node>

        @inlinable
        init(indices: Indices.Iterator, membership: Membership<Node>) {
            self.indices = indices
            self.membership = membership
        }

        @inlinable
        public mutating func next() -> Node? {
            indices.next().map { membership[$0].node }
        }
    }
}

extension Ranking: Sendable where Indices: Sendable {}
