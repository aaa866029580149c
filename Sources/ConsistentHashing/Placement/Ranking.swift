/// Nodes in the order in which a key prefers them, each looked up when it is asked for.
@frozen
@usableFromInline
struct Ranking<Node: PlacementNode, Indices: Sequence<Int>>: Sequence {
    @usableFromInline
    let indices: Indices

    @usableFromInline
    let membership: Membership<Node>

    @inlinable
    init(indices: Indices, membership: Membership<Node>) {
        self.indices = indices
        self.membership = membership
    }

    @inlinable
    func makeIterator() -> Iterator {
        Iterator(indices: indices.makeIterator(), membership: membership)
    }

    @frozen
    @usableFromInline
    struct Iterator: IteratorProtocol {
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
        mutating func next() -> Node? {
            indices.next().map { membership[$0].node }
        }
    }
}
