/// All that a load balancer knows and decides, without clock, task or lock: events go in with their time, what is to be done
/// comes out.
///
/// Times are nanoseconds since the load balancer was made.
package struct BalancerMachine: Sendable {
    let configuration: LoadBalancerConfiguration
    let isProbed: Bool
    let makeLive: @Sendable () -> LiveEndpoint

    /// In the order of their ids.
    var records: [EndpointRecord] = []
    var outliers: OutlierDetector?
    var random: PickLane

    /// The last list as it came, to see whether the next one is the same.
    var lastList: [Endpoint]?
    var lastRefused: [EndpointError] = []
    /// Entries refused in all lists so far.
    var refusedCount = 0
    var isEmptyListKept = false
    var discoveryState = DiscoveryState.working
    private(set) var isReady = false
    /// Why the policy could not choose from what it was given last, while it can't.
    var policyFailure: String?
    /// Those whose endpoints are all in service, well or not.
    private(set) var panickingLevels: [Int] = []
    var isPanicking: Bool { !panickingLevels.isEmpty }
    /// When it counts as ready whatever is missing; set by ``begin(at:)``.
    private var startUpEnds: UInt64 = .max
    /// Probes begun so far.
    var probeCount: UInt64 = 0
    /// When ``advance(to:)`` was last called.
    private var lastAdvance: UInt64 = 0

    /// What happened since it was last asked.
    var events: [BalancerEvent] = []
    /// What endpoints' picks did, told once.
    var traffic: [EndpointTraffic] = []
    /// When they are asked next; set by ``begin(at:)``.
    var nextTrafficAt: UInt64 = .max
    /// Whether what picks choose by has to be made anew.
    var isSnapshotStale = false

    /// How the discovery is doing.
    package enum DiscoveryState: Hashable, Sendable {
        case working
        case failing(String)
        case ended
    }

    package init(
        _ configuration: LoadBalancerConfiguration,
        isProbed: Bool,
        seed: UInt64,
        now: UInt64,
        makeLive: @escaping @Sendable () -> LiveEndpoint
    ) {
        self.configuration = configuration
        self.isProbed = isProbed
        self.makeLive = makeLive
        outliers = configuration.outliers.map { OutlierDetector($0, now: now) }
        random = PickLane(seed: seed)
    }

    /// From here on, somebody calls ``advance(to:)``.
    package mutating func begin(at now: UInt64) {
        lastAdvance = now
        startUpEnds = now.addingSaturating(configuration.startUpLimit.nanoseconds)
        nextTrafficAt = now.addingSaturating(configuration.metricsInterval.nanoseconds)
    }

    /// The position of an endpoint's record, `nil` if it is not known.
    func index(of id: EndpointID) -> Int? {
        let position = records.partitioningIndex { !($0.id < id) }
        return position < records.count && records[position].id == id ? position : nil
    }

    /// What happened since this was last called, in order.
    package mutating func takeEvents() -> [BalancerEvent] {
        defer { events = [] }
        return events
    }

    // MARK: Time

    /// When ``advance(to:)`` is to be called at the latest.
    package var nextEventAt: UInt64 {
        var next = min(outliers?.nextEventAt ?? .max, nextTrafficAt)
        if !isReady {
            next = min(next, startUpEnds)
        }
        var slowest: UInt64 = .max
        for record in records {
            next = min(next, record.nextProbeEventAt ?? .max, record.drainsUntil ?? .max)
            if let since = record.slowStartSince {
                slowest = min(slowest, since)
            }
        }
        if slowest != .max {
            next = min(next, lastAdvance.addingSaturating(slowStartStep.nanoseconds))
        }
        return next
    }

    /// Does what is due. Returns the probes to make now.
    package mutating func advance(to now: UInt64) -> [ProbeOrder] {
        lastAdvance = now
        advanceTraffic(to: now)
        forgetDrained(at: now)
        advanceOutliers(to: now)
        advanceSlowStart(to: now)
        timeOutProbes(at: now)
        let due = startProbes(at: now)
        settle(at: now)
        return due
    }

    // MARK: What picks choose by

    /// Whether an endpoint is well as far as probes and requests tell.
    func isWell(_ record: EndpointRecord) -> Bool {
        let isHealthy =
            switch record.health?.state {
            case nil, .healthy: true
            // Nobody has answered yet: better to try than to refuse.
            case .unknown: !isReady
            case .unhealthy: false
            }
        return isHealthy && outliers?.isEjected(record.id) != true
    }

    /// Settles what follows from everything else: readiness and panic.
    mutating func settle(at now: UInt64) {
        if !isReady {
            let missing = records.count { $0.isCandidate && $0.health?.state == .unknown }
            if lastList != nil && missing == 0 || now >= startUpEnds {
                isReady = true
                isSnapshotStale = true
                events.append(.ready(hasList: lastList != nil, probesMissing: missing))
            }
        }
        let grouping = grouping()
        let panicking = grouping.levels.indices.filter { grouping.loads.panics[$0] }.map { grouping.levels[$0] }
        if panicking != panickingLevels {
            let wasPanicking = isPanicking
            panickingLevels = panicking
            isSnapshotStale = true
            if isPanicking != wasPanicking {
                let candidates = records.filter { $0.isCandidate && (wasPanicking || isPanicking($0)) }
                let well = candidates.count(where: isWell)
                events.append(
                    isPanicking
                        ? .panicBegan(well: well, of: candidates.count) : .panicEnded(well: well, of: candidates.count)
                )
            }
        }
    }

    /// What a snapshot is made of.
    package struct SnapshotParts: Sendable {
        /// All candidates.
        var states: [EndpointState] = []
        /// For each candidate, what it was before, where picks of that may still be under way.
        var elders: [[EndpointState]] = []
        var weights: [Double] = []
        var availability: [Bool] = []
        /// How their load is divided.
        var groups: [EndpointGroup] = []
        /// All that can be stayed on, candidates or not.
        var stayable: [EndpointID: EndpointState] = [:]
        /// Whether a list has come.
        var hasList = false
    }

    /// What picks should choose by now, if that has changed since this was last called.
    package mutating func takeSnapshotParts(at now: UInt64) -> SnapshotParts? {
        guard isSnapshotStale else { return nil }
        isSnapshotStale = false
        var parts = SnapshotParts()
        parts.hasList = lastList != nil
        parts.groups = grouping().groups
        for index in records.indices {
            records[index].forgetIdleElders()
            let record = records[index]
            let isWell = isWell(record)
            let isInService = isWell || isPanicking(record)
            if isInService {
                parts.stayable[record.id] = record.state
            }
            guard record.isCandidate else { continue }
            parts.states.append(record.state)
            // Not the record's own array: it would be written to in place once the snapshot has let go of it, which is in order,
            // but by the counts of references alone, which the thread sanitizer can't see.
            parts.elders.append(record.elders.map { $0 })
            parts.weights.append(effectiveWeight(of: record, at: now))
            parts.availability.append(isInService)
        }
        return parts
    }
}
