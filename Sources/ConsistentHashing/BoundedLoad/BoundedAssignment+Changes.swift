extension BoundedAssignment {
    /// Assigns a key, if it isn't yet.
    ///
    /// - Returns: who holds it, and which other keys that moved.
    /// - Throws: ``BoundedLoadError/saturated(keys:totalCapacity:)`` if a planned total leaves no room,
    ///   ``BoundedLoadError/noNodes(keys:)`` if there is no node. Nothing changes then.
    @discardableResult
    @inlinable
    public mutating func assign<Key: PlacementKey & ~Copyable & ~Escapable>(
        _ key: borrowing Key
    ) throws(BoundedLoadError) -> BoundedChange<Node> {
        try assign(hash: placement.hashFunction.hash(key))
    }

    /// Assigns the key with this hash, if it isn't yet: see ``assign(_:)``.
    @discardableResult
    public mutating func assign(hash: UInt64) throws(BoundedLoadError) -> BoundedChange<Node> {
        var changes = SeatChanges()
        if seats[hash] == nil {
            try checkRoom(for: count + 1)
            if plannedTotal == nil {
                fill(setCapacities(total: count + 1), &changes)
            }
            seat(Precedence(hash: hash), &changes)
        }
        let seat = seats[hash] ?? Seat(node: 0, probes: 0)  // It has one: that's what seating is.
        return BoundedChange(
            owner: placement.membership[seat.node].node,
            extraProbes: seat.probes,
            moves: moves(changes)
        )
    }

    /// Releases a key.
    ///
    /// - Returns: which other keys that moved, by ascending hash; `nil` if the key was not assigned.
    @discardableResult
    @inlinable
    public mutating func release<Key: PlacementKey & ~Copyable & ~Escapable>(
        _ key: borrowing Key
    ) -> [BoundedMove<Node>]? {
        release(hash: placement.hashFunction.hash(key))
    }

    /// Releases the key with this hash: see ``release(_:)``.
    @discardableResult
    public mutating func release(hash: UInt64) -> [BoundedMove<Node>]? {
        guard let seat = seats.removeValue(forKey: hash) else { return nil }
        var changes = SeatChanges()
        nodes[seat.node].load -= 1
        extraProbes -= seat.probes
        // First those who waited for the room, then those who must yield as capacities fall: the other way round, one who
        // yields could take what another one with precedence waits for.
        fill([seat.node], &changes)
        if plannedTotal == nil, rule.totalCapacity(total: count) >= count {
            setCapacities(total: count)
            for node in nodes.indices {
                while nodes[node].load > nodes[node].capacity, let last = popLastHeld(by: node, &changes) {
                    self.seat(last.precedence, from: last.probes + 1, &changes)
                }
            }
        }
        return moves(changes)
    }

    func checkRoom(for keys: Int) throws(BoundedLoadError) {
        guard keys > 0 else { return }
        guard !nodes.isEmpty else { throw .noNodes(keys: keys) }
        let capacity = rule.totalCapacity(total: plannedTotal ?? keys)
        guard keys <= capacity else { throw .saturated(keys: keys, totalCapacity: capacity) }
    }

    /// Sets all nodes' capacities.
    ///
    /// - Returns: the nodes that have a larger one now. O(different weights), and O(1) for each node it changes for.
    @discardableResult
    mutating func setCapacities(total: Int) -> [Int] {
        var grown: [Int] = []
        for group in rule.classes {
            let capacity = CapacityRule.capacity(quota: group.quota, total: total)
            // All of a class have the same one.
            let before = nodes[group.nodes[0]].capacity
            guard capacity != before else { continue }
            for node in group.nodes {
                nodes[node].capacity = capacity
            }
            if capacity > before { grown += group.nodes }
        }
        return grown
    }
}
