#if HTTP
    import HTTPLoadBalancing

    /// Measures all ways to send requests, and what ours cost beside plain AsyncHTTPClient.
    struct HTTPExperiment: Sendable {
        let senders: Int
        let pairs: Int
        private let requests: Int
        private let rounds: Int

        init(senders: Int, pairs: Int, isQuick: Bool) {
            self.senders = senders
            self.pairs = isQuick ? min(pairs, 3) : pairs
            requests = isQuick ? max(50, senders) : max(1000, 10 * senders)
            rounds = isQuick ? 3 : 15
        }

        /// Measures everything. `progress` is told how far it is, and what comes next.
        func run(progress: (Double, String) -> Void) async throws -> HTTPResults {
            progress(0, "starting nginx and HAProxy")
            let servers = try HTTPServers()
            defer { servers.stop() }
            let subjects = try HTTPSubjects(servers)
            return try await subjects.run {
                // Connections are made, and caches warmed.
                for subject in subjects.all { _ = try await batch(subject) }
                var results = HTTPResults(requests: requests, senders: senders)
                results.ways = try await ways(subjects, progress)
                results.costs = try await costs(subjects, progress)
                progress(1, "")
                return results
            }
        }

        private func batch(_ subject: HTTPSubject) async throws -> RequestBatch {
            try await RequestBatch(requests, by: senders, subject)
        }

        private func ways(_ subjects: HTTPSubjects, _ progress: (Double, String) -> Void) async throws -> [MeasuredWay]
        {
            let all = subjects.all
            let batches = try await RequestBatch.inTurns(
                all,
                rounds: rounds,
                progress: { progress(0.4 * Double($0) / Double(rounds), "round \($0 + 1) of \(rounds)") },
                { try await batch($0) }
            )
            return zip(all, batches).map { MeasuredWay(name: $0.client, detail: $0.target, batches: $1) }
        }

        /// Ours and plain AsyncHTTPClient over the same servers, the one first and the other by turns.
        private func costs(_ subjects: HTTPSubjects, _ progress: (Double, String) -> Void) async throws -> [HTTPResults
            .Cost]
        {
            var costs: [HTTPResults.Cost] = []
            for (place, subject) in subjects.ours.enumerated() {
                progress(0.4 + 0.6 * Double(place) / Double(subjects.ours.count), "processor time: \(subject.target)")
                var cost = HTTPResults.Cost(target: subject.target)
                for pair in 0..<pairs {
                    if pair.isMultiple(of: 2) {
                        let plain = try await batch(subjects.turns)
                        cost.pairs.append((ours: try await batch(subject), plain: plain))
                    } else {
                        let ours = try await batch(subject)
                        cost.pairs.append((ours: ours, plain: try await batch(subjects.turns)))
                    }
                }
                costs.append(cost)
            }
            return costs
        }
    }
#endif
