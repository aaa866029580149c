#if LoadBalancing
    import LoadBalancing
    import Logging
    import Synchronization

    extension ThreadChurn {
        /// Eight threads pick and finish, fail, drop and hand on, while the list changes, the discovery and probes fail now and then,
        /// and endpoints are ejected, drain and are forgotten. In the end every pick has been finished once.
        static func churnLoadBalancer(_ policy: some LoadBalancingPolicy) async throws {
            func endpoints(_ list: [String]) -> [Endpoint] {
                // The first of each is the same one, whose state stays.
                list.enumerated().map { place, name in
                    Endpoint(id: EndpointID(place == 0 ? "always" : name), host: name, port: 80)
                }
            }

            let feed = EndpointFeed(endpoints(lists[0]))
            var configuration = LoadBalancerConfiguration(
                drainDuration: .milliseconds(20),
                discoveryBackoff: .milliseconds(1),
                maximumDiscoveryBackoff: .milliseconds(2),
                metricsInterval: .milliseconds(1)
            )
            configuration.health.interval = .milliseconds(1)
            configuration.health.idleInterval = .milliseconds(1)
            configuration.health.timeout = .milliseconds(2)
            configuration.outliers?.interval = .milliseconds(5)
            configuration.outliers?.baseEjectionTime = .milliseconds(5)
            let balancer = try LoadBalancer(
                FitfulDiscovery(feed: feed),
                policy: policy,
                probe: FitfulProbe(),
                configuration: configuration,
                logger: Logger(label: "ThreadChurn") { _ in SwiftLogNoOpLogHandler() }
            )
            let run = Task { try await balancer.run() }
            try await balancer.waitUntilReady()
            try churn(
                reader: { round in
                    var picker = balancer.makePicker()
                    for key in 0..<50 {
                        let pick = try key % 3 == 0 ? balancer.pick(key: key) : picker.pick(key: key)
                        switch (round &+ key) % 11 {
                        case 0: pick.finish(.failure(.serverError))
                        case 1: PickBox(pick).finish(.success)
                        case 2: _ = consume pick
                        default: pick.finish(.success)
                        }
                    }
                    guard balancer.status.endpoints.contains(where: { $0.id == "always" }) else {
                        throw Failure("an endpoint that is in every list is missing")
                    }
                },
                writer: { feed.send(endpoints(lists[$0 % lists.count])) }
            )
            let inFlight = balancer.status.endpoints.reduce(0) { $0 + $1.requestsInFlight }
            guard inFlight == 0 else { throw Failure("\(inFlight) picks are not finished") }
            run.cancel()
            try await run.value
        }
    }

    /// A feed whose every fifth list is not to be had.
    private struct FitfulDiscovery: EndpointDiscovery {
        struct Unreachable: Error {}

        let feed: EndpointFeed
        private let lists = Turns()

        init(feed: EndpointFeed) {
            self.feed = feed
        }

        var initialEndpoints: [Endpoint]? { feed.initialEndpoints }

        func endpointLists() -> AsyncThrowingMapSequence<AsyncStream<[Endpoint]>, [Endpoint]> {
            feed.endpointLists().map { [lists] list in
                if lists.next() % 5 == 4 { throw Unreachable() }
                return list
            }
        }
    }

    /// Fails, hangs until it is cancelled, or finds the endpoint well.
    private struct FitfulProbe: EndpointProbe {
        struct Unwell: Error {}

        private let turns = Turns()

        func probe(_ endpoint: Endpoint) async throws {
            switch turns.next() % 8 {
            case 0, 1:
                throw Unwell()
            case 2:
                let never = AsyncStream<Void> { _ in }
                for await _ in never {}
                throw CancellationError()
            default:
                await Task.yield()
            }
        }
    }

    private final class Turns: Sendable {
        private let count = Atomic(0)

        func next() -> Int {
            count.wrappingAdd(1, ordering: .relaxed).oldValue
        }
    }
#endif
