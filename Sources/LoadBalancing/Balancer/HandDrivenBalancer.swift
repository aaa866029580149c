package import ConsistentHashing
import Synchronization

/// A load balancer whose time somebody moves by hand: the same machine, snapshots and picker as in ``LoadBalancer``, without task,
/// clock or log.
///
/// It is for simulations and for whatever else has a time of its own. Everything in it follows from the seed and from what it is
/// told when. One thread at a time may use it.
///
/// ```swift
/// let balancer = try HandDrivenBalancer(policy: .leastRequest, seed: 1)
/// balancer.deliver([Endpoint(host: "10.0.0.1", port: 80)], at: 0)
/// let pick = try balancer.pick(at: 5)
/// ```
///
/// Whoever holds it calls ``turn(at:)`` when the time it gave last has come, and whenever ``hasNews`` is true.
package final class HandDrivenBalancer {
    /// The time as the load balancer's clock tells it.
    private final class Time: Sendable {
        let now = Atomic<UInt64>(0)
    }

    private let core: BalancerCore
    private let time: Time
    private var picker: Picker

    /// What keys are hashed with: the policy's; `nil` if it takes no keys.
    package let keyHash: HashFunction?

    /// A load balancer at time 0, without endpoints.
    ///
    /// - Parameters:
    ///   - isProbed: whether it orders probes.
    ///   - seed: what turns and random numbers follow from.
    ///   - observe: told of each change, once.
    /// - Throws: ``ConfigurationError`` if a value of the configuration is not allowed.
    package init(
        policy: some LoadBalancingPolicy,
        configuration: LoadBalancerConfiguration = LoadBalancerConfiguration(),
        isProbed: Bool = false,
        seed: UInt64,
        observe: @escaping @Sendable (BalancerEvent) -> Void = { _ in }
    ) throws(ConfigurationError) {
        try configuration.check()
        let time = Time()
        self.time = time
        core = BalancerCore(
            policy: policy,
            isProbed: isProbed,
            configuration: configuration,
            clock: BalancerClock(readOnly: { time.now.load(ordering: .relaxed) }),
            seed: seed,
            observe: observe,
            tell: { _ in }
        )
        core.machine.withLock { $0.begin(at: 0) }
        picker = Picker(core: core)
        keyHash = core.requirements.keyHash
    }

    /// Takes a list of endpoints in, as a discovery would hand it over; ``turn(at:)`` makes it known.
    package func deliver(_ list: [Endpoint], at now: UInt64) {
        set(now)
        core.mailbox.post(.list(list))
    }

    /// Takes a probe's result in; ``turn(at:)`` makes it known.
    package func deliver(_ result: ProbeResult, of order: ProbeOrder, at now: UInt64) {
        set(now)
        core.mailbox.post(result, of: order)
    }

    /// Whether something has come in since the last turn: a list, a result, or an endpoint's failures in a row.
    package var hasNews: Bool { !core.mailbox.isEmpty }

    /// Does what is due.
    ///
    /// - Returns: The probes to make now, and when to call this again at the latest.
    package func turn(at now: UInt64) -> (probes: [ProbeOrder], next: UInt64) {
        set(now)
        return core.turn()
    }

    /// Chooses an endpoint: see ``Picker/pick(keyHash:excluding:)``. The pick is finished at the time set last.
    package func pick(
        keyHash: UInt64? = nil,
        excluding excluded: [EndpointID] = [],
        at now: UInt64
    ) throws(PickError) -> Pick {
        set(now)
        return try picker.pick(keyHash: keyHash, excluding: excluded)
    }

    /// Moves the time, for picks that are finished then.
    package func set(_ now: UInt64) {
        time.now.store(now, ordering: .relaxed)
    }

    /// The counts of the endpoints that are listed or drain, in the order of their ids.
    package var counts: [(id: EndpointID, totals: EndpointTotals)] {
        core.machine.withLock { $0.records.map { ($0.id, $0.live.counts) } }
    }
}
