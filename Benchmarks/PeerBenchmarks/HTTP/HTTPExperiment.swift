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

        private func batch(_ subject: HTTPSubject) async throws -> HTTPBatch {
            try await HTTPBatch(requests, by: senders, subject)
        }

        /// Each way once in a round, forwards and backwards by turns, so that none always comes after the same one.
        private func ways(_ subjects: HTTPSubjects, _ progress: (Double, String) -> Void) async throws -> [HTTPResults
            .Way]
        {
            let all = subjects.all
            var batches = all.map { _ in [HTTPBatch]() }
            for round in 0..<rounds {
                progress(0.4 * Double(round) / Double(rounds), "round \(round + 1) of \(rounds)")
                for place in round.isMultiple(of: 2) ? Array(all.indices) : all.indices.reversed() {
                    batches[place].append(try await batch(all[place]))
                }
            }
            return zip(all, batches).map { HTTPResults.Way(client: $0.client, target: $0.target, batches: $1) }
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
