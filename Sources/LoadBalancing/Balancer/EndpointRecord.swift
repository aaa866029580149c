/// What the load balancer knows of one endpoint.
struct EndpointRecord: Sendable {
    /// A probe that is under way.
    struct RunningProbe {
        /// Which one it is: its endpoint may go and come back before it ends.
        let number: UInt64
        /// When its time is up.
        var deadline: UInt64
        /// Its time was up and its failure has been counted, or what it asked is another endpoint now.
        var isTimedOut = false
        /// It went on all the same, and has been named for it.
        var isNamed = false
    }

    /// One for each lane; all the same but for what they count.
    private(set) var lanes: [EndpointState]
    /// `nil` without probes.
    var health: HealthMachine?
    var runningProbe: RunningProbe?
    /// Requests begun when it was last probed: if there are no more now, it had no traffic since.
    var startedAtLastProbe = 0
    /// Why the last probe failed.
    var probeFailure: String?
    /// When it is forgotten, if it is no longer listed.
    var drainsUntil: UInt64?
    /// When it joined or recovered, while it is in slow start.
    var slowStartSince: UInt64?

    init(_ endpoint: Endpoint, live: LiveEndpoint) {
        lanes = live.lanes.indices.map { EndpointState(endpoint, live: live, lane: $0) }
    }

    var endpoint: Endpoint {
        get { lanes[0].endpoint }
        set {
            let live = live
            lanes = lanes.indices.map { EndpointState(newValue, live: live, lane: $0) }
        }
    }

    var live: LiveEndpoint { lanes[0].live }
    var id: EndpointID { endpoint.id }
    var isDraining: Bool { drainsUntil != nil }
    /// Whether new keys and new picks may go to it if it is well.
    var isCandidate: Bool { !isDraining && endpoint.weight > 0 }

    /// When something is to be done for its probes.
    var nextProbeEventAt: UInt64? {
        guard let runningProbe else { return health?.nextProbeAt }
        return runningProbe.isNamed ? nil : runningProbe.deadline
    }
}
