/// All that a person on call asks of a load balancer, as it was at one moment.
///
/// It is `Codable`: serve it as JSON from an administration port. Times are seconds, as numbers.
public struct LoadBalancerStatus: Codable, Hashable, Sendable {
    /// Where endpoints come from.
    public struct Discovery: Codable, Hashable, Sendable {
        public enum State: String, Codable, Hashable, Sendable {
            case working
            /// It threw, and will be asked again.
            case failing
            /// Its sequence ended: no other list will come.
            case ended
        }

        /// ``EndpointDiscovery/discoveryName``.
        public var name: String
        public var state: State
        /// Why it fails.
        public var error: String?
        /// Whether the newest list had no usable endpoint, so that the one before stays in use.
        public var isEmptyListKept: Bool
        /// How many entries were refused, of all lists so far.
        public var refusedCount: Int
        /// What was wrong with those of the newest list, at most ten.
        public var refused: [String]
    }

    /// An endpoint.
    public struct EndpointStatus: Codable, Hashable, Sendable {
        /// Whether new requests go to it, and if not, why not.
        public enum State: String, Codable, Hashable, Sendable {
            case inService = "in_service"
            /// It is not well, but too few are: all are in service.
            case inServiceInPanic = "in_service_in_panic"
            /// No probe of it has come to an end yet.
            case notProbed = "not_probed"
            /// Probes find it unhealthy.
            case unhealthy
            /// Requests to it failed.
            case ejected
            /// No longer listed.
            case draining
            /// Listed with a weight of 0.
            case withoutWeight = "without_weight"
        }

        public var id: EndpointID
        public var address: String
        public var zone: String?
        /// ``Endpoint/priority``.
        public var priority: Int
        public var weight: Double
        /// Less than ``weight`` while it starts slowly.
        public var effectiveWeight: Double
        public var state: State
        /// What probes say; `nil` without probes.
        public var health: HealthState?
        /// Why the last probe failed, if it did.
        public var probeFailure: String?
        /// Why it is ejected.
        public var ejectionReason: EjectionReason?
        /// For how much longer it is ejected.
        public var ejectedForSeconds: Double?
        /// For how much longer it drains.
        public var drainsForSeconds: Double?
        /// Requests picked for it and not finished.
        public var requestsInFlight: Int
        /// Requests since it was first listed, by how they went.
        public var successes: Int
        public var failures: Int
        public var cancellations: Int
        /// Failures since the last success.
        public var consecutiveFailures: Int
        /// What its answers took lately, where the policy asks for it: see ``PeakEWMA``.
        public var latencySeconds: Double?
    }

    /// How much of the load the endpoints of a level, or of one zone of it, are to carry.
    public struct GroupStatus: Codable, Hashable, Sendable {
        /// ``Endpoint/priority``.
        public var level: Int
        /// ``Endpoint/zone``; `nil` for all zones together, or for endpoints without a zone.
        public var zone: String?
        /// How many there are, in service or not.
        public var endpointCount: Int
        /// A part of 1.
        public var share: Double
        /// Whether too few of the level are well, so that all are in service.
        public var isPanicking: Bool
    }

    /// ``LoadBalancerConfiguration/name``.
    public var name: String
    /// ``LoadBalancingPolicy/policyName``.
    public var policy: String
    /// Why the policy can't choose from these endpoints, if it can't, and round robin does.
    public var policyFailure: String?
    public var isReady: Bool
    public var isShutDown: Bool
    /// Whether too few endpoints are well, so that all are in service.
    public var isPanicking: Bool
    /// Goes up by one whenever endpoints, weights or health change.
    public var generation: UInt64
    public var discovery: Discovery
    /// How the load is divided: level by level, this process's own zone first.
    public var groups: [GroupStatus]
    /// In the order of their ids.
    public var endpoints: [EndpointStatus]
}

extension BalancerMachine {
    func discoveryStatus(name: String) -> LoadBalancerStatus.Discovery {
        var status = LoadBalancerStatus.Discovery(
            name: name,
            state: .working,
            isEmptyListKept: isEmptyListKept,
            refusedCount: refusedCount,
            refused: lastRefused.prefix(10).map(\.description)
        )
        switch discoveryState {
        case .working: break
        case .ended: status.state = .ended
        case .failing(let error):
            status.state = .failing
            status.error = error
        }
        return status
    }

    func groupStatus() -> [LoadBalancerStatus.GroupStatus] {
        grouping().groups.map { group in
            var zone: String?
            if case .named(let name) = group.zone {
                zone = name.string
            }
            return LoadBalancerStatus.GroupStatus(
                level: group.level,
                zone: zone,
                endpointCount: group.members.count,
                share: group.share,
                isPanicking: group.isPanicking
            )
        }
    }

    func status(of record: EndpointRecord, at now: UInt64) -> LoadBalancerStatus.EndpointStatus {
        func seconds(until time: UInt64) -> Double { time > now ? Double(time - now) / 1e9 : 0 }
        let totals = record.live.counts
        let ejection = outliers?.ejection(of: record.id)
        return LoadBalancerStatus.EndpointStatus(
            id: record.id,
            address: record.endpoint.address.description,
            zone: record.endpoint.zone,
            priority: record.endpoint.priority,
            weight: record.endpoint.weight,
            effectiveWeight: effectiveWeight(of: record, at: now),
            state: state(of: record),
            health: record.health?.state,
            probeFailure: record.probeFailure,
            ejectionReason: ejection?.reason,
            ejectedForSeconds: ejection.map { seconds(until: $0.until) },
            drainsForSeconds: record.drainsUntil.map { seconds(until: $0) },
            requestsInFlight: totals.inFlight,
            successes: totals.successes,
            failures: totals.failures,
            cancellations: totals.cancellations,
            consecutiveFailures: totals.consecutiveFailures,
            latencySeconds: record.live.latency.map { $0.value(at: now) / 1e9 }
        )
    }

    private func state(of record: EndpointRecord) -> LoadBalancerStatus.EndpointStatus.State {
        if record.isDraining { return .draining }
        if !record.isCandidate { return .withoutWeight }
        if isWell(record) { return .inService }
        if isPanicking(record) { return .inServiceInPanic }
        if outliers?.isEjected(record.id) == true { return .ejected }
        return record.health?.state == .unknown ? .notProbed : .unhealthy
    }
}
