package import PlacementReports

extension Scenario {
    /// All of them, in the order of the report.
    ///
    /// - Parameter logs: keys from logs, for the scenario of hot keys.
    package static func all(logs: [KeyInput]) -> [Scenario] {
        [
            steady, coldStart, oneSlow, oneFailing, oneGone, skewed, scaleUp, scaleDown, retryStorm, overload, tail,
            noisyNeighbour,
        ]
            + hotKeys(logs: logs)
    }

    /// Their ids, with those of the log that the program has.
    package static let ids = [
        "steady", "cold-start", "one-slow", "one-failing", "one-gone", "skewed", "scale-up", "scale-down",
        "retry-storm",
        "overload", "tail", "noisy-neighbour", "hot-keys-zipf", "hot-keys-sticky-sessions", "hot-keys-cache-sharding",
    ]

    /// Finagle's simulation has these numbers: ten servers, 1250 requests a second, 45 seconds.
    static let rate = 1250.0
    static let duration = 45.0

    /// Ten servers of four workers each. A request takes 20 ms on average, so that together they can do 2000 a second.
    static func base(
        servers: [ServerPlan] = ServerPlan.alike(10),
        load: LoadProfile = LoadProfile(rate: rate, duration: duration)
    ) -> SimulationSetup {
        SimulationSetup(
            servers: servers,
            service: .logNormal(mean: .milliseconds(20), sigma: 0.6),
            load: load,
            policy: .roundRobin,
            keys: sessions,
            seed: 0
        )
    }

    /// As many sessions as a service of this size may have, each as busy as the others.
    private static let sessions = RequestKeys(uniform: 3000)

    /// Those whose course is drawn: one of each kind.
    static let drawn: [PolicyChoice] = [.roundRobin, .leastRequest, .peakEWMA, .ring]
}
