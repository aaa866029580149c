#if HTTP
    import CommandLineSupport
    import HTTPLoadBalancing

    /// Measures all ways to send requests, and what ours cost beside plain AsyncHTTPClient.
    struct HTTPExperiment: Sendable {
        private let rounds: RequestRounds
        private let policies: [String]

        /// - Parameter policies: whose processor time alone is measured; none for everything.
        init(_ rounds: RequestRounds, policies: [String]) {
            self.rounds = rounds
            self.policies = policies
        }

        /// Measures everything. `progress` is told how far it is, and what comes next.
        func run(progress: (Double, String) -> Void) async throws -> HTTPResults {
            progress(0, "starting nginx and HAProxy")
            let servers = try HTTPServers()
            defer { servers.stop() }
            let subjects = try HTTPSubjects(servers)
            try check(names: (subjects.ours + subjects.options).map(\.target))
            return try await subjects.run {
                let ours = subjects.ours.filter(isMeasured)
                let options = subjects.options.filter(isMeasured)
                let ways = policies.isEmpty ? subjects.all : []
                // Connections are made, and caches warmed.
                for subject in [subjects.plain, subjects.turns] + ours + options + subjects.proxies {
                    _ = try await rounds.batch(subject)
                }
                var results = HTTPResults(
                    requests: rounds.requests,
                    pairedRequests: rounds.pairedRequests,
                    senders: rounds.senders
                )
                results.ways = try await rounds.ways(ways) { progress(0.2 * $0, $1) }
                func pairs(_ ours: [RequestSubject]) -> [RequestRounds.Pair] {
                    ours.map { (ours: $0, plain: subjects.turns) }
                }
                results.costs = try await rounds.costs(pairs(ours)) { progress(0.2 + 0.7 * $0, $1) }
                results.optionCosts = try await rounds.costs(pairs(options)) { progress(0.9 + 0.1 * $0, $1) }
                progress(1, "")
                return results
            }
        }

        private func isMeasured(_ subject: RequestSubject) -> Bool {
            policies.isEmpty || policies.contains(subject.target)
        }

        private func check(names: [String]) throws(Failure) {
            guard let unknown = policies.first(where: { !names.contains($0) }) else { return }
            throw Failure(.usage, "there is no policy '\(unknown)'; give one of " + names.joined(separator: ", "))
        }
    }
#endif
