#if LoadBalancing
    import LoadBalancing
    import Logging

    extension ThreadChurn {
        private struct Down: Error {}

        /// Eight threads send requests that are retried, hedged, timed out, throttled, limited and given up, while the list
        /// changes. In the end every pick has been finished once, and nothing is under way.
        static func churnRetrier() async throws {
            func endpoints(_ list: [String]) -> [Endpoint] {
                list.enumerated().map { place, name in
                    Endpoint(id: EndpointID(place == 0 ? "always" : name), host: name, port: 80)
                }
            }

            let feed = EndpointFeed(endpoints(lists[0]))
            let balancer = try LoadBalancer(
                feed,
                policy: .leastRequest,
                logger: Logger(label: "ThreadChurn") { _ in SwiftLogNoOpLogHandler() }
            )
            let retrier = try Retrier(
                balancer,
                configuration: RetryConfiguration(
                    backoff: RetryBackoff(base: .microseconds(100)),
                    attemptTimeout: .milliseconds(20),
                    timeout: .milliseconds(100),
                    budget: .shareOfRequests(0.5),
                    throttle: RetryThrottle(maximumTokens: 1000, tokenRatio: 1),
                    hedging: .afterPercentile(0.9),
                    adaptiveThrottle: AdaptiveThrottle(),
                    concurrencyLimit: ConcurrencyLimit.Configuration(limit: 4, queueLength: 4)
                )
            )
            let run = Task { try await balancer.run() }
            try await balancer.waitUntilReady()
            let threads = EightThreads()
            await withTaskExecutorPreference(threads) {
                await withTaskGroup { group in
                    for sender in 0..<readers {
                        group.addTask {
                            for round in 0..<replacements {
                                await send(sender &* 1009 &+ round, by: retrier)
                                if sender == 0 { feed.send(endpoints(lists[round % lists.count])) }
                            }
                        }
                    }
                }
            }
            threads.finish()
            let status = retrier.status
            guard status.requests > readers, status.requestsUnderWay == 0 else {
                throw Failure("\(status.requestsUnderWay) of \(status.requests) requests have not ended")
            }
            let inFlight = balancer.status.endpoints.reduce(0) { $0 + $1.requestsInFlight }
            guard inFlight == 0 else { throw Failure("\(inFlight) picks of a retrier are not finished") }
            run.cancel()
            try await run.value
        }

        /// One request, of which some fail, some hang and some are given up.
        private static func send(_ number: Int, by retrier: Retrier) async {
            // A child task: any other would not run on the eight threads.
            await withTaskGroup(of: PickBox?.self) { group in
                group.addTask {
                    try? await retrier.perform(
                        key: number,
                        options: RequestOptions(isSafeToRepeat: number % 3 != 0)
                    ) { attempt in
                        await Task.yield()
                        if (number &+ attempt.number) % 17 == 0 { try await Task.sleep(for: .milliseconds(30)) }
                        if (number &+ attempt.number) % 5 == 0 { throw Down() }
                        return attempt.pick
                    } verdict: { result in
                        switch result {
                        case .success: number % 4 == 0 ? .streaming : .answer()
                        case .failure: .failure(.connectFailed, .notSent)
                        }
                    }
                }
                if number % 13 == 0 { group.cancelAll() }
                for await pick in group { pick?.finish(.success) }
            }
        }
    }
#endif
