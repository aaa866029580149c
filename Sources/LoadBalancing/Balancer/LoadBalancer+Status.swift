#if LoadBalancing
    extension LoadBalancer {
        /// Everything that is known now. O(n), for people and tests, not for each request.
        public var status: LoadBalancerStatus {
            let now = core.clock.now()
            let snapshot = core.snapshots.current
            let machine = core.machine.withLock { $0 }
            return LoadBalancerStatus(
                name: core.configuration.name,
                policy: core.policyName,
                policyFailure: core.policyFailure.withLock { $0 },
                isReady: machine.isReady,
                isShutDown: snapshot.refusal == .shutDown,
                isPanicking: machine.isPanicking,
                generation: snapshot.generation,
                discovery: machine.discoveryStatus(name: runner.discoveryName),
                endpoints: machine.records.map { machine.status(of: $0, at: now) }
            )
        }
    }
#endif
