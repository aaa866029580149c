import Synchronization

/// What a pick reads: one immutable value, replaced whole.
final class Snapshot: Sendable {
    /// Goes up by one with each.
    let generation: UInt64
    /// `nil` if nothing can be picked, for the reason given.
    let choice: Choice?
    let refusal: PickError
    /// Who can be stayed on.
    let stayable: [EndpointID: EndpointState]
    /// What `choice` holds, to be read without retaining it.
    private let unretained: Unretained?

    private struct Unretained: Sendable {
        let selection: Unmanaged<AnySelection>
        let candidates: Unmanaged<Candidates.Storage>
        let cells: FixedBuffer<PickCell>
        let count: Int
    }

    struct Choice: Sendable {
        let candidates: Candidates
        let selection: AnySelection
    }

    init(generation: UInt64, choice: Choice?, refusal: PickError, stayable: [EndpointID: EndpointState]) {
        self.generation = generation
        self.choice = choice
        self.refusal = refusal
        self.stayable = stayable
        unretained = choice.map {
            Unretained(
                selection: .passUnretained($0.selection),
                candidates: .passUnretained($0.candidates.storage),
                cells: $0.candidates.table.cells,
                count: $0.candidates.count
            )
        }
    }

    /// Chooses an endpoint, of whose cell a pick can begin for as long as this snapshot lasts; `nil` if there is none, for
    /// ``reasonForNone``.
    ///
    /// - Parameters:
    ///   - lane: of one who picks alone; it has moved on when this returns.
    ///   - number: whose cell is taken, of the endpoint's lanes.
    ///   - shared: taken where there is no lane.
    @inline(__always)
    func choose(
        keyHash: UInt64?,
        excluding excluded: [EndpointID],
        now: UInt64,
        lane: UnsafeMutablePointer<PickLane>?,
        number: Int,
        shared: Unmanaged<BalancerTotals>?
    ) -> PickCell? {
        guard excluded.isEmpty else {
            return excluded.withUnsafeBufferPointer { choose(keyHash, $0, now, lane, number, shared) }
        }
        return choose(keyHash, UnsafeBufferPointer(start: nil, count: 0), now, lane, number, shared)
    }

    @inline(__always)
    private func choose(
        _ keyHash: UInt64?,
        _ excluded: UnsafeBufferPointer<EndpointID>,
        _ now: UInt64,
        _ lane: UnsafeMutablePointer<PickLane>?,
        _ number: Int,
        _ shared: Unmanaged<BalancerTotals>?
    ) -> PickCell? {
        guard let unretained else { return nil }
        var request = SelectionRequest(
            keyHash: keyHash,
            now: now,
            among: unretained.candidates,
            excluding: excluded,
            lane: lane,
            shared: shared
        )
        // A policy may be an app's own, and may be wrong.
        guard
            let index = unretained.selection._withUnsafeGuaranteedRef({ $0.select(&request) }),
            index >= 0, index < unretained.count
        else { return nil }
        return unretained.cells[number &* unretained.count &+ index]
    }

    /// Why ``choose(keyHash:excluding:now:lane:shared:)`` found none.
    var reasonForNone: PickError { choice == nil ? refusal : .allExcluded }

    /// Picks the endpoint with this id, which need not take new requests, if it is well.
    func pick(stayingOn id: EndpointID, now: UInt64) throws(PickError) -> Pick {
        if refusal == .shutDown { throw .shutDown }
        guard let state = stayable[id] else { throw .unavailable(id) }
        defer { withExtendedLifetime(state) {} }
        return Pick(state.cells[0], at: now)
    }
}

/// Where the newest snapshot is.
final class SnapshotCell: Sendable {
    private let snapshot: Locked<Snapshot>
    /// The newest snapshot's generation, for those who hold this cell: reading it retains nothing and writes to nothing.
    let newest: CacheLine<GenerationWord>

    struct GenerationWord: ~Copyable, Sendable {
        let value = Atomic<UInt64>(0)
    }

    init(_ first: Snapshot) {
        snapshot = Locked(first)
        newest = CacheLine(GenerationWord())
        newest.value.value.store(first.generation, ordering: .relaxed)
    }

    deinit {
        newest.deallocate()
    }

    /// The newest snapshot's generation. Reading it writes to nothing, so that any number may.
    var generation: UInt64 { newest.value.value.load(ordering: .acquiring) }

    /// The newest snapshot. It holds a lock for as long as it takes to retain it.
    var current: Snapshot { snapshot.withLock { $0 } }

    /// Replaces it by another of the next generation.
    func publish(_ make: (_ generation: UInt64) -> Snapshot) {
        let next = make(generation + 1)
        // The old one is let go outside this lock, for which picks wait: that frees a whole list of endpoints.
        let old = snapshot.withLock { snapshot in
            defer { snapshot = next }
            return snapshot
        }
        newest.value.value.store(next.generation, ordering: .releasing)
        withExtendedLifetime(old) {}
    }
}
