#if LoadBalancing
    import ServiceLifecycle
    import Synchronization

    /// Runs what a load balancer decides: follows its discovery, makes its probes, waits for its times.
    final class BalancerRunner: Sendable {
        private let core: BalancerCore
        private let discovery: any EndpointDiscovery
        private let probe: (any EndpointProbe)?
        private let hasRun = Atomic(false)
        var discoveryName: String { discovery.discoveryName }
        /// What goes on, to be named if it does so after it was cancelled.
        private let underWay = Locked<[String: Int]>([:])

        init(core: BalancerCore, discovery: any EndpointDiscovery, probe: (any EndpointProbe)?) {
            self.core = core
            self.discovery = discovery
            self.probe = probe
        }

        func run() async throws {
            guard !hasRun.exchange(true, ordering: .relaxed) else { throw LoadBalancerError.alreadyRun }
            defer { core.shutDown() }
            let now = core.clock.now()
            core.machine.withLock { $0.begin(at: now) }
            // Starts when all is cancelled, and is not: it names those who go on.
            let watch = Task {
                await self.overdueBell.wait()
                guard !Task.isCancelled else { return }
                try? await self.core.clock.sleep(
                    self.core.clock.now().addingSaturating(self.core.configuration.health.timeout.nanoseconds)
                )
                guard !Task.isCancelled else { return }
                for name in self.underWay.withLock({ $0.keys.sorted() }) {
                    self.core.observe(.shutdownDelayed(by: name))
                }
            }
            await cancelWhenGracefulShutdown { await self.runUntilCancelled() }
            watch.cancel()
            await watch.value
        }

        /// Rings when all has been cancelled.
        private let overdueBell = Bell()

        private func runUntilCancelled() async {
            await withDiscardingTaskGroup { group in
                group.addTask {
                    await self.doing("discovery \(self.discovery.discoveryName)") { await self.follow(self.discovery) }
                }
                while !Task.isCancelled {
                    let (probes, next) = core.turn()
                    for order in probes {
                        group.addTask {
                            await self.doing("probe of endpoint \(order.endpoint.id)") { await self.make(order) }
                        }
                    }
                    await core.mailbox.bell.wait(until: next, by: core.clock)
                }
                overdueBell.ring()
            }
        }

        private func doing(_ name: String, _ body: () async -> Void) async {
            underWay.withLock { $0[name, default: 0] += 1 }
            await body()
            underWay.withLock { underWay in
                underWay[name]? -= 1
                if underWay[name] == 0 { underWay[name] = nil }
            }
        }

        // MARK: Discovery

        private func follow(_ discovery: some EndpointDiscovery) async {
            var backoff = DiscoveryBackoff(core.configuration)
            while !Task.isCancelled {
                do {
                    for try await list in discovery.endpointLists() {
                        backoff.reset()
                        core.mailbox.post(.list(list))
                    }
                    if !Task.isCancelled {
                        core.mailbox.post(.ended)
                    }
                    return
                } catch {
                    if Task.isCancelled { return }
                    let wait = backoff.next(random: core.totals.nextRandom())
                    core.mailbox.post(.failed("\(error)", retryAfter: wait))
                    try? await core.clock.sleep(core.clock.now().addingSaturating(wait))
                }
            }
        }

        // MARK: Probes

        private func make(_ order: ProbeOrder) async {
            guard let probe else { return }
            let deadline = core.clock.now().addingSaturating(core.configuration.health.timeout.nanoseconds)
            // The machine counts a failure when the time is up, and the probe is cancelled then: whichever comes first ends both.
            let result = await withTaskGroup(of: ProbeResult?.self) { group in
                group.addTask {
                    do {
                        try await probe.probe(order.endpoint)
                        return .succeeded
                    } catch {
                        return .failed("\(error)", isConclusive: probe.isConclusive(error))
                    }
                }
                group.addTask {
                    try? await self.core.clock.sleep(deadline)
                    return nil
                }
                var result: ProbeResult?
                for await ended in group {
                    result = result ?? ended
                    group.cancelAll()
                }
                return result
            }
            core.mailbox.post(result ?? .failed("no answer", isConclusive: false), of: order)
        }
    }
#endif
