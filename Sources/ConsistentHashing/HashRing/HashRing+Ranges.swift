extension HashRing {
    /// The ring's arcs, from hash 0 up.
    public var ownedRanges: some Sequence<OwnedRange> {
        sequence(state: (arc: 0, start: UInt64(0))) { [arcs = arcs.exact] state in
            // Of points that share a place only the first owns a hash.
            while state.arc > 0, state.arc < arcs.ends.count, arcs.ends[state.arc] == arcs.ends[state.arc - 1] {
                state.arc += 1
            }
            guard state.arc < arcs.ends.count else { return nil }
            let end = arcs.ends[state.arc]
            defer {
                state.arc += 1
                state.start = end &+ 1
            }
            return OwnedRange(hashes: state.start...end, ownerIndex: arcs.owners[state.arc])
        }
    }

    /// Bytes of memory the ring takes beside its members.
    public var byteCount: Int {
        // With equal weights the arcs and the points are the same memory.
        arcs.byteCount + (membership.isUniform ? 0 : points.positions.count * 8 + points.owners.byteCount)
    }
}
