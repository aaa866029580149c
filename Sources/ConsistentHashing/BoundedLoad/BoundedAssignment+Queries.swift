extension BoundedAssignment {
    /// How many keys are assigned.
    public var count: Int { seats.count }

    /// The hashes of all keys assigned, ascending: all there is to save. O(keys · log keys).
    public var hashes: [UInt64] { seats.keys.sorted() }

    /// The node that holds a key, `nil` if the key is not assigned. O(1) expected.
    @inlinable
    public func owner<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> Node? {
        owner(ofHash: placement.hashFunction.hash(key))
    }

    /// The node that holds the key with this hash, `nil` if it is not assigned.
    public func owner(ofHash hash: UInt64) -> Node? {
        ownerIndex(ofHash: hash).map { placement.membership[$0].node }
    }

    /// The index of the node that holds the key with this hash, `nil` if it is not assigned.
    public func ownerIndex(ofHash hash: UInt64) -> Int? {
        seats[hash]?.node
    }

    /// How many nodes a key passed over, because they were full; `nil` if it is not assigned.
    @inlinable
    public func extraProbes<Key: PlacementKey & ~Copyable & ~Escapable>(of key: borrowing Key) -> Int? {
        extraProbes(ofHash: placement.hashFunction.hash(key))
    }

    /// How many nodes the key with this hash passed over, because they were full; `nil` if it is not assigned.
    public func extraProbes(ofHash hash: UInt64) -> Int? {
        seats[hash]?.probes
    }

    /// How many keys each node holds, in the order of the members.
    public var loads: [Int] { nodes.map(\.load) }

    /// How many keys each node may hold now, in the order of the members.
    public var capacities: [Int] { nodes.map(\.capacity) }

    /// How many keys a node holds, `nil` if it is not a member.
    public func load(of node: Node) -> Int? {
        placement.membership.index(ofID: node.nodeID).map { nodes[$0].load }
    }

    /// How many keys a node may hold now, `nil` if it is not a member.
    public func capacity(of node: Node) -> Int? {
        placement.membership.index(ofID: node.nodeID).map { nodes[$0].capacity }
    }

    /// The moves among some changes of seats, by ascending hash.
    func moves(_ changes: SeatChanges) -> [BoundedMove<Node>] {
        changes.before.compactMap { hash, old in
            guard let new = seats[hash]?.node, old != new else { return nil }
            return BoundedMove(
                hash: hash,
                from: placement.membership[old].node,
                to: placement.membership[new].node
            )
        }
        .sorted { $0.hash < $1.hash }
    }
}

/// Which node held a key before one change of an assignment, for each key that was touched.
struct SeatChanges {
    private(set) var before: [UInt64: Int] = [:]

    mutating func record(_ hash: UInt64, from node: Int) {
        if before[hash] == nil {
            before[hash] = node
        }
    }
}
