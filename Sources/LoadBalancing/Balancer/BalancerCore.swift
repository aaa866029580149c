import ConsistentHashing
import Synchronization

/// What a load balancer, its pickers and its picks share.
final class BalancerCore: Sendable {
    let configuration: LoadBalancerConfiguration
    let policyName: String
    let requirements: PolicyRequirements
    let clock: BalancerClock
    let totals: BalancerTotals
    let snapshots: SnapshotCell
    let mailbox: Mailbox
    let machine: Locked<BalancerMachine>
    let gate = ReadyGate()
    /// Told of each change, once.
    let observe: @Sendable (BalancerEvent) -> Void
    /// Told what endpoints' picks did, once. Only one task at a time calls it.
    private let tell: @Sendable ([EndpointTraffic]) -> Void
    private let makeSelection: @Sendable (Candidates, (any EndpointSelection)?) throws -> AnySelection
    let departures = DepartureObservers()

    init<Policy: LoadBalancingPolicy>(
        policy: Policy,
        isProbed: Bool,
        configuration: LoadBalancerConfiguration,
        clock: BalancerClock,
        seed: UInt64,
        observe: @escaping @Sendable (BalancerEvent) -> Void,
        tell: @escaping @Sendable ([EndpointTraffic]) -> Void
    ) {
        let totals = BalancerTotals(seed: seed)
        let mailbox = Mailbox()
        let requirements = policy.requirements
        let configuration = configuration.heedingZones(by: requirements)
        self.configuration = configuration
        self.clock = clock
        self.totals = totals
        self.mailbox = mailbox
        self.requirements = requirements
        self.observe = observe
        self.tell = tell
        readsClock = requirements.latency != nil
        policyName = policy.policyName
        makeSelection = { .erasing(try policy.makeSelection(over: $0, replacing: $1 as? Policy.Selection)) }
        snapshots = SnapshotCell(Snapshot(generation: 0, choice: nil, refusal: .notReady, stayable: [:]))
        let lanes = LaneLeases(isShared: requirements.readsRequestsInFlight)
        self.lanes = lanes
        let failureLimit = configuration.outliers?.consecutiveFailures ?? 0
        machine = Locked(
            BalancerMachine(configuration, isProbed: isProbed, seed: seed, now: clock.now()) {
                LiveEndpoint(
                    requirements: requirements,
                    totals: totals,
                    laneCount: lanes.laneCount,
                    now: clock.now,
                    consecutiveFailureLimit: failureLimit,
                    reportConsecutiveFailures: { mailbox.postFailing($0) }
                )
            }
        )
    }

    /// One for all where the policy reads loads; otherwise pickers have lanes of their own.
    let lanes: LaneLeases

    /// Whether a pick has to know the time. If not, no clock is read.
    let readsClock: Bool

    /// Nanoseconds since the start, where a pick has to know.
    var pickTime: UInt64 { readsClock ? clock.now() : 0 }

    /// Whether what was decided is being made known.
    let isTurning = Atomic(false)

    /// Takes in what has come, does what is due, and makes it known. Only one task at a time calls this.
    ///
    /// - Returns: The probes to make now, and when to call this again at the latest.
    func turn() -> (probes: [ProbeOrder], next: UInt64) {
        isTurning.store(true, ordering: .sequentiallyConsistent)
        defer { isTurning.store(false, ordering: .sequentiallyConsistent) }
        let letters = mailbox.takeAll()
        let now = clock.now()
        let (probes, events, traffic, next) = machine.withLock { machine in
            letters.deliver(to: &machine, at: now)
            let probes = machine.advance(to: now)
            return (probes, publish(&machine, at: now), machine.takeTraffic(), machine.nextEventAt)
        }
        makeKnown(events)
        if !traffic.isEmpty {
            tell(traffic)
        }
        return (probes, next)
    }

    /// Takes in endpoints that are known from the start.
    func begin(with endpoints: [Endpoint]) {
        let now = clock.now()
        let events = machine.withLock { machine in
            machine.listArrived(endpoints, at: now)
            return publish(&machine, at: now)
        }
        makeKnown(events)
    }

    // Not under the lock, as those who are told may ask for the status.
    private func makeKnown(_ events: [BalancerEvent]) {
        for event in events {
            observe(event)
            if case .ready = event {
                gate.open()
            }
        }
        departures.tell(events)
    }

    /// Has picks go by what was decided, if that has changed. Under the machine's lock, though a placement of many endpoints
    /// takes a while: whoever reads in the status that an endpoint is in service can count on picks that begin from then on.
    ///
    /// - Returns: What is to be made known once the lock is released.
    private func publish(_ machine: inout BalancerMachine, at now: UInt64) -> [BalancerEvent] {
        var events = machine.takeEvents()
        guard let parts = machine.takeSnapshotParts(at: now) else { return events }
        let known = machine.policyFailure
        publish(parts, policyFailure: &machine.policyFailure)
        if let failure = machine.policyFailure, failure != known { events.append(.policyFailed(failure)) }
        return events
    }

    private func publish(_ parts: BalancerMachine.SnapshotParts, policyFailure: inout String?) {
        guard parts.availability.contains(true) else {
            let refusal: PickError = parts.hasList ? .noEndpoints : .notReady
            snapshots.publish {
                Snapshot(generation: $0, choice: nil, refusal: refusal, stayable: parts.stayable)
            }
            return
        }
        let candidates = Candidates(
            states: parts.states,
            elders: parts.elders,
            weights: parts.weights,
            availability: parts.availability,
            totals: totals
        )
        let selection = selection(over: candidates, groups: parts.groups, policyFailure: &policyFailure)
        snapshots.publish {
            Snapshot(
                generation: $0,
                choice: Snapshot.Choice(candidates: candidates, selection: selection),
                refusal: .noEndpoints,
                stayable: parts.stayable
            )
        }
    }

    /// The policy's selection, or round robin where the policy has none: an endpoint by turns is better than none.
    private func selection(
        over candidates: Candidates,
        groups: [EndpointGroup],
        policyFailure: inout String?
    ) -> AnySelection {
        let previous = snapshots.current.choice?.selection.base
        do {
            let selection = try selection(over: candidates, groups: groups, replacing: previous, make: makeSelection)
            policyFailure = nil
            return selection
        } catch {
            policyFailure = "\(error)"
            return selection(over: candidates, groups: groups, replacing: nil) { candidates, _ in
                .erasing(RoundRobinPolicy().makeSelection(over: candidates, replacing: nil))
            }
        }
    }

    private func selection(
        over candidates: Candidates,
        groups: [EndpointGroup],
        replacing previous: (any EndpointSelection)?,
        make: (Candidates, (any EndpointSelection)?) throws -> AnySelection
    ) rethrows -> AnySelection {
        guard groups.count > 1 else { return try make(candidates, previous) }
        return .erasing(
            try GroupedSelection(
                over: candidates,
                groups: groups,
                replacing: previous as? GroupedSelection,
                takesKeys: requirements.keyHash != nil,
                make: make
            )
        )
    }

    /// From here on nothing can be picked.
    func shutDown() {
        snapshots.publish { Snapshot(generation: $0, choice: nil, refusal: .shutDown, stayable: [:]) }
        gate.close()
        tell(
            machine.withLock { machine in
                machine.forgetProbes()
                machine.tellTraffic()
                return machine.takeTraffic()
            }
        )
    }
}
