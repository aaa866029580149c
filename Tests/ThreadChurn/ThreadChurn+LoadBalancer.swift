#if LoadBalancing
    import LoadBalancing
    import Logging

    extension ThreadChurn {
        /// Eight threads pick and finish, fail, drop and hand on, while the list changes and endpoints are ejected. In the end every
        /// pick has been finished once.
        static func churnLoadBalancer(_ policy: some LoadBalancingPolicy) async throws {
            func endpoints(_ list: [String]) -> [Endpoint] {
                // The first of each is the same one, whose state stays.
                list.enumerated().map { place, name in
                    Endpoint(id: EndpointID(place == 0 ? "always" : name), host: name, port: 80)
                }
            }

            let feed = EndpointFeed(endpoints(lists[0]))
            let balancer = try LoadBalancer(
                feed,
                policy: policy,
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
#endif
