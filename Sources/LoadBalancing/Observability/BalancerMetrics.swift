#if LoadBalancing
    import Metrics

    /// Counts what changes in a load balancer, under names that follow gRPC's where it has one, without its prefix: requests
    /// may be of any protocol. Every metric has the dimension `lb.name`.
    ///
    /// | metric | kind | further dimensions | after |
    /// | --- | --- | --- | --- |
    /// | `client.attempt.started` | counter | `lb.endpoint` | gRFC A66 |
    /// | `lb.endpoint.requests_finished` | counter | `lb.endpoint`, `lb.outcome` | ours |
    /// | `lb.endpoint.requests_in_flight` | gauge | `lb.endpoint` | ours |
    /// | `lb.outlier_detection.ejections_enforced` | counter | `lb.outlier_detection.detection_method` | gRFC A91 |
    /// | `lb.outlier_detection.ejections_unenforced` | counter | the same, `lb.outlier_detection.unenforced_reason` | gRFC A91 |
    /// | `lb.health.changes` | counter | `lb.health.state` | ours |
    /// | `lb.discovery.failures` | counter | | ours |
    /// | `lb.discovery.refused_entries` | counter | | ours |
    /// | `lb.panic` | gauge: 1 while too few endpoints are well | | ours |
    ///
    /// The first three are ``TrafficMetrics``.
    struct BalancerMetrics: Sendable {
        private let enforced: [EjectionReason: Counter]
        private let unenforced: [EjectionReason: Counter]
        private let healthy: Counter
        private let unhealthy: Counter
        private let discoveryFailures: Counter
        private let refusedEntries: Counter
        private let panic: Gauge

        init(name: String, factory: any MetricsFactory) {
            func counter(_ label: String, _ dimensions: (String, String)...) -> Counter {
                Counter(label: label, dimensions: [("lb.name", name)] + dimensions, factory: factory)
            }
            func byReason(_ make: ((String, String)) -> Counter) -> [EjectionReason: Counter] {
                Dictionary(
                    uniqueKeysWithValues: EjectionReason.allCases.map { reason in
                        (reason, make(("lb.outlier_detection.detection_method", reason.rawValue)))
                    }
                )
            }
            enforced = byReason { counter("lb.outlier_detection.ejections_enforced", $0) }
            // The one reason there is here: A91's other is a percentage of ejections that are made at all.
            let overflow = ("lb.outlier_detection.unenforced_reason", "max_ejection_overflow")
            unenforced = byReason { counter("lb.outlier_detection.ejections_unenforced", $0, overflow) }
            healthy = counter("lb.health.changes", ("lb.health.state", HealthState.healthy.rawValue))
            unhealthy = counter("lb.health.changes", ("lb.health.state", HealthState.unhealthy.rawValue))
            discoveryFailures = counter("lb.discovery.failures")
            refusedEntries = counter("lb.discovery.refused_entries")
            panic = Gauge(label: "lb.panic", dimensions: [("lb.name", name)], factory: factory)
        }

        func observe(_ event: BalancerEvent) {
            switch event {
            case .ejected(_, let reason, _): enforced[reason]?.increment()
            case .spared(_, let reason): unenforced[reason]?.increment()
            case .healthChanged(_, .healthy, _): healthy.increment()
            case .healthChanged(_, .unhealthy, _): unhealthy.increment()
            case .discoveryFailed: discoveryFailures.increment()
            case .refused(let errors): refusedEntries.increment(by: errors.count)
            case .panicBegan: panic.record(1)
            case .panicEnded: panic.record(0)
            default: break
            }
        }
    }
#endif
