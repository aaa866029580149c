public import ConsistentHashing
import Synchronization

/// Picks for one who picks alone, such as a task or an event loop, without a lock.
///
/// ```swift
/// var picker = balancer.makePicker()
/// let pick = try picker.pick(key: "user:1")
/// ```
///
/// It holds the newest snapshot it has seen, and looks at one number in each pick to see whether there is a newer one. Turns
/// and random numbers are its own, and so are the counters it adds to, for as many pickers as there are processors, up to 32,
/// where the policy does not compare loads. Keep none that is not used: it keeps its snapshot's endpoints in memory.
public struct Picker: ~Copyable, Sendable {
    private let core: BalancerCore
    private var snapshot: Snapshot
    private var lane: PickLane
    /// What `core` and `snapshot` hold, at hand without retaining them in each pick: they are shared, and threads that count
    /// references to the same object wait for each other.
    private let newest: CacheLine<SnapshotCell.GenerationWord>
    private var generation: UInt64
    private let readsClock: Bool
    /// The number of the lane that this one alone picks on; 0, which all may, if there was none left.
    private let leased: Int

    /// What keys are hashed with: the policy's; `nil` if it takes no keys.
    public let keyHash: HashFunction?

    init(core: BalancerCore) {
        self.core = core
        snapshot = core.snapshots.current
        lane = PickLane(seed: core.totals.nextRandom())
        keyHash = core.requirements.keyHash
        newest = core.snapshots.newest
        generation = snapshot.generation
        readsClock = core.readsClock
        leased = core.lanes.lease()
    }

    deinit {
        core.lanes.giveBack(leased)
    }

    /// Chooses an endpoint: see ``LoadBalancer/pick(excluding:)``.
    public mutating func pick(excluding excluded: [EndpointID] = []) throws(PickError) -> Pick {
        try pick(keyHash: nil, excluding: excluded)
    }

    /// Chooses an endpoint for a key: see ``LoadBalancer/pick(key:excluding:)``.
    @inlinable
    public mutating func pick<Key: PlacementKey & ~Copyable & ~Escapable>(
        key: borrowing Key,
        excluding excluded: [EndpointID] = []
    ) throws(PickError) -> Pick {
        try pick(keyHash: keyHash?.hash(key), excluding: excluded)
    }

    /// Chooses an endpoint for a key that was hashed with ``keyHash`` before; `nil` for none.
    public mutating func pick(keyHash: UInt64?, excluding excluded: [EndpointID] = []) throws(PickError) -> Pick {
        refresh()
        let now = readsClock ? core.clock.now() : 0
        let number = leased
        let unretained = Unmanaged.passUnretained(snapshot)
        let cell = withUnsafeMutablePointer(to: &lane) { lane in
            unretained._withUnsafeGuaranteedRef {
                $0.choose(keyHash: keyHash, excluding: excluded, now: now, lane: lane, number: number, shared: nil)
            }
        }
        guard let cell else { throw snapshot.reasonForNone }
        return Pick(cell, at: now, alone: leased > 0)
    }

    /// Picks the endpoint that a session is on already: see ``LoadBalancer/pick(stayingOn:)``.
    public mutating func pick(stayingOn id: EndpointID) throws(PickError) -> Pick {
        refresh()
        return try snapshot.pick(stayingOn: id, now: core.pickTime)
    }

    private mutating func refresh() {
        if newest.value.value.load(ordering: .acquiring) != generation {
            snapshot = core.snapshots.current
            generation = snapshot.generation
        }
    }
}
