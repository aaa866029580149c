#if HTTP
    import HTTPLoadBalancing

    /// Measures all ways to send requests, and what ours cost beside plain AsyncHTTPClient.
    struct HTTPExperiment: Sendable {
        private let rounds: RequestRounds

        init(_ rounds: RequestRounds) {
            self.rounds = rounds
        }

        /// Measures everything. `progress` is told how far it is, and what comes next.
        func run(progress: (Double, String) -> Void) async throws -> HTTPResults {
            progress(0, "starting nginx and HAProxy")
            let servers = try HTTPServers()
            defer { servers.stop() }
            let subjects = try HTTPSubjects(servers)
            return try await subjects.run {
                // Connections are made, and caches warmed.
                for subject in subjects.all { _ = try await rounds.batch(subject) }
                var results = HTTPResults(
                    requests: rounds.requests,
                    pairedRequests: rounds.pairedRequests,
                    senders: rounds.senders
                )
                results.ways = try await rounds.ways(subjects.all) { progress(0.2 * $0, $1) }
                func pairs(_ ours: [RequestSubject]) -> [RequestRounds.Pair] {
                    ours.map { (ours: $0, plain: subjects.turns) }
                }
                results.costs = try await rounds.costs(pairs(subjects.ours)) { progress(0.2 + 0.7 * $0, $1) }
                results.optionCosts = try await rounds.costs(pairs(subjects.options)) { progress(0.9 + 0.1 * $0, $1) }
                progress(1, "")
                return results
            }
        }
    }
#endif
