#if StickySessions
    import CommandLineSupport

    /// Measures sticky proxies in front of the same servers.
    struct GatewayExperiment {
        let sessions: Int
        private let requests: Int
        private let rounds: Int

        init(sessions: Int, isQuick: Bool) {
            self.sessions = sessions
            requests = isQuick ? 2 * sessions : max(2000, 20 * sessions)
            rounds = isQuick ? 3 : 21
        }

        /// Measures everything. `progress` is told how far it is, and what comes next.
        func run(progress: (Double, String) -> Void) async throws -> GatewayResults {
            progress(0, "starting proxies")
            let proxies = try GatewayProxies(sessions: sessions)
            defer { proxies.stop() }
            // Connections to the servers are made, and caches warmed.
            for proxy in proxies.all { _ = try proxy.batch(requests) }
            let batches = try await RequestBatch.inTurns(
                proxies.all,
                rounds: rounds,
                progress: { progress(Double($0) / Double(rounds), "round \($0 + 1) of \(rounds)") },
                { try $0.batch(requests) }
            )
            progress(1, "")
            let ways = zip(proxies.all, batches).map { RequestWay(client: $0.name, target: $0.stickiness, batches: $1) }
            let (first, last) = (proxies.direct.count, proxies.direct.count + proxies.peers.count)
            return GatewayResults(
                sessions: sessions,
                requests: requests,
                envoyVersion: proxies.envoyVersion,
                direct: ways[0],
                peers: Array(ways[first..<last]),
                ours: Array(ways[last...])
            )
        }
    }
#endif
