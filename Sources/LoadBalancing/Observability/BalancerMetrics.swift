#if LoadBalancing
    import Metrics

    /// Counts what changes in a load balancer, under names that follow gRPC's where it has one, without its prefix: requests
    /// may be of any protocol. Every metric has the dimension `lb.name`.
    ///
    /// | metric | kind | further dimension | after |
    /// | --- | --- | --- | --- |
    /// | `lb.outlier_detection.ejections_enforced` | counter | `lb.outlier_detection.detection_method` | gRFC A91 |
    /// | `lb.outlier_detection.ejections_unenforced` | counter | the same | gRFC A91 |
    /// | `lb.health.changes` | counter | `lb.health.state` | |
    /// | `lb.discovery.failures` | counter | | |
    /// | `lb.discovery.refused_entries` | counter | | |
    /// | `lb.panic` | gauge: 1 while too few endpoints are well | | |
    struct BalancerMetrics: Sendable {
        private let enforced: [EjectionReason: Counter]
        private let unenforced: [EjectionReason: Counter]
        private let healthy: Counter
        private let unhealthy: Counter
        private let discoveryFailures: Counter
        private let refusedEntries: Counter
        private let panic: Gauge

        init(name: String, factory: any MetricsFactory) {
            func counter(_ label: String, _ dimension: (String, String)? = nil) -> Counter {
                Counter(
                    label: label,
                    dimensions: [("lb.name", name)] + (dimension.map { [$0] } ?? []),
                    factory: factory
                )
            }
            func counters(_ label: String) -> [EjectionReason: Counter] {
                Dictionary(
                    uniqueKeysWithValues: EjectionReason.allCases.map { reason in
                        (reason, counter(label, ("lb.outlier_detection.detection_method", reason.rawValue)))
                    }
                )
            }
            enforced = counters("lb.outlier_detection.ejections_enforced")
            unenforced = counters("lb.outlier_detection.ejections_unenforced")
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
