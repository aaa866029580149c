// How each key comes to have the seat that precedence gives it, whatever was there before.
//
// It is the stable matching of keys, which prefer nodes as their rankings have it, with nodes, which all prefer keys by
// precedence: as all nodes agree, there is exactly one. A key that comes proposes down its ranking, and whom it
// displaces goes on; room that appears is given to the first in precedence who waits for it, whose own room then
// appears. Both end in that one matching (Gale and Shapley 1962; Blum, Roth and Rothblum 1997 for vacancies).
extension BoundedAssignment {
    /// Seats a key that has no seat, at or behind position `start` of its ranking, and all whom that displaces.
    mutating func seat(_ precedence: Precedence, from start: Int = 0, _ changes: inout SeatChanges) {
        var next = (precedence: precedence, start: start)
        while let displaced = seatOne(next.precedence, from: next.start, &changes) {
            next = (displaced.precedence, displaced.probes + 1)
        }
    }

    /// Seats one key.
    ///
    /// - Returns: the key it displaced, with how many nodes that one passed over before.
    private mutating func seatOne(
        _ precedence: Precedence,
        from start: Int,
        _ changes: inout SeatChanges
    ) -> NodeLoad.Waiting? {
        let hash = precedence.hash
        seats[hash] = .standing
        // Most owners have room, and finding an owner is much cheaper than beginning a ranking.
        if start == 0, let owner = placement.ownerIndex(ofHash: hash), nodes[owner].hasRoom {
            sit(precedence, node: owner, probes: 0)
            return nil
        }
        var probes = 0
        for node in placement.rankingIndices(ofHash: hash) {
            defer { probes += 1 }
            guard probes >= start else { continue }
            if nodes[node].hasRoom {
                sit(precedence, node: node, probes: probes)
                return nil
            }
            if let last = lastHeld(by: node), precedence < last, let displaced = popLastHeld(by: node, &changes) {
                sit(precedence, node: node, probes: probes)
                return displaced
            }
            wait(precedence, node: node, probes: probes)
        }
        // Not reached: capacities add up to no less than the keys, so some node of the ranking has room.
        assertionFailure("no node has room for a key that there is room for")
        return nil
    }

    /// Gives the room that nodes have to the keys waiting for it, and the room that makes to others.
    mutating func fill(_ vacant: [Int], _ changes: inout SeatChanges) {
        var vacant = vacant
        while let node = vacant.popLast() {
            while nodes[node].hasRoom, let first = popFirstWaiting(for: node) {
                let hash = first.precedence.hash
                guard let left = seats[hash] else { continue }
                changes.record(hash, from: left.node)
                nodes[left.node].load -= 1
                extraProbes -= left.probes
                sit(first.precedence, node: node, probes: first.probes)
                vacant.append(left.node)
            }
        }
    }

    private mutating func sit(_ precedence: Precedence, node: Int, probes: Int) {
        seats[precedence.hash] = Seat(node: node, probes: probes)
        nodes[node].load += 1
        extraProbes += probes
        nodes[node].hold(precedence) { [seats] in Self.holds(node, $0, seats) }
    }

    private mutating func wait(_ precedence: Precedence, node: Int, probes: Int) {
        nodes[node].wait(precedence, probes: probes) { [seats] in Self.waits($0, seats) }
    }

    /// The last in precedence of the keys that a node holds.
    private mutating func lastHeld(by node: Int) -> Precedence? {
        while let last = nodes[node].held.first {
            if Self.holds(node, last, seats) { return last.precedence }
            nodes[node].held.popFirst()
        }
        return nil
    }

    /// Takes the last in precedence from a node. It waits there from now on, and has no seat.
    mutating func popLastHeld(by node: Int, _ changes: inout SeatChanges) -> NodeLoad.Waiting? {
        guard let last = lastHeld(by: node), let seat = seats[last.hash] else { return nil }
        changes.record(last.hash, from: node)
        nodes[node].held.popFirst()
        nodes[node].load -= 1
        extraProbes -= seat.probes
        seats[last.hash] = .standing
        wait(last, node: node, probes: seat.probes)
        return NodeLoad.Waiting(precedence: last, probes: seat.probes)
    }

    private mutating func popFirstWaiting(for node: Int) -> NodeLoad.Waiting? {
        while let first = nodes[node].waiting.popFirst() {
            if Self.waits(first, seats) { return first }
        }
        return nil
    }

    private static func holds(_ node: Int, _ held: NodeLoad.Held, _ seats: [UInt64: Seat]) -> Bool {
        seats[held.precedence.hash]?.node == node
    }

    /// True if the key sits, or stands, behind the node it is said to wait for.
    private static func waits(_ waiting: NodeLoad.Waiting, _ seats: [UInt64: Seat]) -> Bool {
        (seats[waiting.precedence.hash]?.probes ?? -1) > waiting.probes
    }
}
