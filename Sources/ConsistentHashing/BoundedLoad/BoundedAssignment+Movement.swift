extension BoundedAssignment {
    /// Assigns all keys anew over another placement: one with a node more or less, or other weights.
    ///
    /// ```swift
    /// var larger = assignment.placement
    /// try larger.insert("cache-d")
    /// let movement = try assignment.update(to: larger)
    /// movement.bounded.keys.moved       // keys that another node holds now
    /// movement.unbounded.keys.moved     // keys whose owner on the ring is another one now
    /// ```
    ///
    /// More keys move than the placement's own: as the new node takes its share, all capacities change, and keys that
    /// were away from their owners come back.
    ///
    /// O(keys · log keys), and the rankings as far as they are walked.
    ///
    /// - Throws: ``BoundedLoadError/saturated(keys:totalCapacity:)`` or ``BoundedLoadError/noNodes(keys:)`` if the keys
    ///   don't fit, ``BoundedLoadError/differentHashFunctions(_:_:)`` if the hashes are of another function. Nothing
    ///   changes then.
    @discardableResult
    public mutating func update(to other: Base) throws(BoundedLoadError) -> BoundedMovement<Node> {
        guard placement.hashFunction == other.hashFunction else {
            throw .differentHashFunctions(placement.hashFunction, other.hashFunction)
        }
        let after = try BoundedAssignment(
            ofHashes: seats.keys,
            over: other,
            factor: factor,
            plannedTotal: plannedTotal
        )
        let movement = movement(to: after)
        self = after
        return movement
    }

    /// What moves from this assignment to one of the same keys.
    private func movement(to after: BoundedAssignment) -> BoundedMovement<Node> {
        let update = placement.membership.update(to: after.placement.membership)
        let hashes = hashes
        let once = Array(repeating: 1, count: hashes.count)
        let oldNodes = hashes.map { ownerIndex(ofHash: $0) }
        let newNodes = hashes.map { after.ownerIndex(ofHash: $0) }
        var moves: [BoundedMove<Node>] = []
        for (hash, (old, new)) in zip(hashes, zip(oldNodes, newNodes)) {
            guard let old, let new, update.newIndices[old] != new else { continue }
            moves.append(
                BoundedMove(
                    hash: hash,
                    from: placement.membership[old].node,
                    to: after.placement.membership[new].node
                )
            )
        }
        return BoundedMovement(
            moves: moves,
            bounded: Movement(under: update, before: oldNodes, after: newNodes, requests: once),
            unbounded: Movement(
                under: update,
                before: hashes.map { placement.ownerIndex(ofHash: $0) },
                after: hashes.map { after.placement.ownerIndex(ofHash: $0) },
                requests: once
            )
        )
    }
}
