#if LoadBalancing
    import Synchronization

    extension LoadBalancer {
        /// Everything that is known now, as picks that begin from now on go by it. O(n), for people and tests, not for each
        /// request: while a new selection is made, which for a ring of a thousand endpoints takes milliseconds, this waits.
        public var status: LoadBalancerStatus {
            let now = core.clock.now()
            // All under the lock, not from a copy: the machine would go on to write to memory that the copy has just let go
            // of. That is in order, but by the counts of references alone, which the thread sanitizer can't see.
            return core.machine.withLock { machine in
                let snapshot = core.snapshots.current
                return LoadBalancerStatus(
                    name: core.configuration.name,
                    policy: core.policyName,
                    policyFailure: machine.policyFailure,
                    isReady: machine.isReady,
                    isShutDown: snapshot.refusal == .shutDown,
                    isPanicking: machine.isPanicking,
                    generation: snapshot.generation,
                    discovery: machine.discoveryStatus(name: runner.discoveryName),
                    groups: machine.groupStatus(),
                    endpoints: machine.records.map { machine.status(of: $0, at: now) }
                )
            }
        }
    }

    // What a test has to know to move a clock by hand.
    extension LoadBalancer {
        /// When it will do something by itself, in nanoseconds since it was made; `nil` while it has something to do now.
        package var nextEventAt: UInt64? {
            guard core.mailbox.isEmpty else { return nil }
            let next = core.machine.withLock { $0.nextEventAt }
            // Asked last: what has left the mailbox, or is no longer due, may not be known yet.
            guard !core.isTurning.load(ordering: .sequentiallyConsistent) else { return nil }
            return next > core.clock.now() ? next : nil
        }

        /// How many probes have begun whose results have not come.
        package var probesUnderWay: Int {
            core.machine.withLock { $0.records.count { $0.runningProbe != nil } }
        }
    }
#endif
