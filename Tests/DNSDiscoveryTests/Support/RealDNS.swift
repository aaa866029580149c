#if DNSDiscovery
    import DNSDiscovery
    import LoadBalancing
    import RunningPrograms
    import Testing

    /// What tests with a real name server share.
    enum RealDNS {
        static let domain = "example.test"

        /// Times that a test can wait for: answers are valid for a second, as the name server says.
        static func configuration(
            _ servers: [NameServer],
            family: DNSDiscoveryConfiguration.Family = .ipv4First,
            timeout: Duration = .seconds(2)
        ) -> DNSDiscoveryConfiguration {
            DNSDiscoveryConfiguration(
                family: family,
                nameServers: servers.map(\.address),
                minimumTTL: .milliseconds(200),
                timeout: timeout,
                attempts: 2,
                backoff: .milliseconds(100),
                maximumBackoff: .milliseconds(400)
            )
        }

        /// Runs a load balancer for as long as `body` takes.
        static func withBalancer(
            _ discovery: DNSDiscovery,
            policy: some LoadBalancingPolicy = .roundRobin,
            _ body: (LoadBalancer) async throws -> Void
        ) async throws {
            let configuration = LoadBalancerConfiguration(
                discoveryBackoff: .milliseconds(100),
                maximumDiscoveryBackoff: .milliseconds(400)
            )
            let balancer = try LoadBalancer(discovery, policy: policy, configuration: configuration)
            let service = Task { try await balancer.run() }
            do {
                try await body(balancer)
            } catch {
                service.cancel()
                try await service.value
                throw error
            }
            service.cancel()
            try await service.value
        }

        /// How long it took until something was so, and how late this process was meanwhile.
        struct Wait {
            var time: Duration
            /// The most by which a sleep of a few milliseconds was longer.
            var lateness: Duration
        }

        /// Waits until something is so, for ten seconds and as much longer as the machine is too busy.
        @discardableResult
        static func wait(_ what: String, until isSo: () throws -> Bool) async throws -> Wait {
            let clock = ContinuousClock()
            let start = clock.now
            let pause = Duration.milliseconds(5)
            var lateness = Duration.zero
            while try !isSo() {
                let before = clock.now
                try await Task.sleep(for: pause)
                lateness = max(lateness, before.duration(to: clock.now) - pause)
                try #require(start.duration(to: clock.now) < .seconds(10) + lateness * 10, "\(what) took too long")
            }
            return Wait(time: start.duration(to: clock.now), lateness: lateness)
        }

        /// The ids that so many picks go to.
        static func picked(_ balancer: LoadBalancer, _ count: Int = 30) throws -> Set<String> {
            var ids: Set<String> = []
            for _ in 0..<count {
                let pick = try balancer.pick()
                ids.insert(pick.endpoint.id.string)
                pick.finish(.success)
            }
            return ids
        }
    }
#endif
