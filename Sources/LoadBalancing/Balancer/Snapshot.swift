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

    struct Choice: Sendable {
        let candidates: Candidates
        let selection: any EndpointSelection
    }

    init(generation: UInt64, choice: Choice?, refusal: PickError, stayable: [EndpointID: EndpointState]) {
        self.generation = generation
        self.choice = choice
        self.refusal = refusal
        self.stayable = stayable
    }

    /// Chooses an endpoint.
    ///
    /// - Parameters:
    ///   - lane: of one who picks alone; it has moved on when this returns.
    ///   - shared: taken instead of `lane`.
    func pick(
        keyHash: UInt64?,
        excluding excluded: [EndpointID],
        now: UInt64,
        lane: inout PickLane,
        shared: BalancerTotals?
    ) throws(PickError) -> Pick {
        guard let choice else { throw refusal }
        var request = SelectionRequest(
            keyHash: keyHash,
            now: now,
            among: choice.candidates,
            excluding: excluded,
            lane: lane,
            shared: shared
        )
        let index = choice.selection.select(&request)
        lane = request.lane
        // A policy may be an app's own, and may be wrong.
        guard let index, index >= 0, index < choice.candidates.count else { throw .allExcluded }
        return Pick(choice.candidates.storage.states[index], at: now)
    }

    /// Picks the endpoint with this id, which need not take new requests, if it is well.
    func pick(stayingOn id: EndpointID, now: UInt64) throws(PickError) -> Pick {
        if refusal == .shutDown { throw .shutDown }
        guard let state = stayable[id] else { throw .unavailable(id) }
        return Pick(state, at: now)
    }
}

/// Where the newest snapshot is.
final class SnapshotCell: Sendable {
    private let snapshot: Locked<Snapshot>
    private let newest: CacheLine<GenerationWord>

    private struct GenerationWord: ~Copyable, Sendable {
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
        // The old one is let go outside the lock: that frees a whole list of endpoints.
        let old = snapshot.withLock { snapshot in
            defer { snapshot = next }
            return snapshot
        }
        newest.value.value.store(next.generation, ordering: .releasing)
        withExtendedLifetime(old) {}
    }
}
