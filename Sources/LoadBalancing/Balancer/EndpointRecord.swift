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
        /// Another one is due when it has ended.
        var isDueAgain = false
    }

    private(set) var state: EndpointState
    /// Those that `state` took the place of, where picks of them may still be under way.
    private(set) var elders: [EndpointState] = []
    /// `nil` without probes.
    var health: HealthMachine?
    var runningProbe: RunningProbe?
    /// Requests begun when it was last probed: if there are no more now, it had no traffic since.
    var startedAtLastProbe = 0
    /// Why the last probe failed.
    var probeFailure: String?
    /// When it is forgotten, if it is no longer listed.
    var drainsUntil: UInt64?
    /// What metrics have been told of its picks.
    var toldTraffic = ToldTraffic()
    /// Whether picks were under way when they were.
    var hadTraffic = false
    /// When it joined or recovered, while it is in slow start.
    var slowStartSince: UInt64?

    init(_ endpoint: Endpoint, live: LiveEndpoint) {
        state = EndpointState(endpoint, live: live)
    }

    var endpoint: Endpoint {
        get { state.endpoint }
        set {
            elders.append(state)
            forgetIdleElders()
            state = EndpointState(newValue, live: live)
        }
    }

    /// Lets go of those whose picks have all ended.
    mutating func forgetIdleElders() {
        elders.removeAll { $0.inFlight == 0 }
    }

    var live: LiveEndpoint { state.live }
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
