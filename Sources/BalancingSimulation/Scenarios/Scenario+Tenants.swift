extension Scenario {
    static var noisyNeighbour: Scenario {
        let servers = ServerPlan.alike(20) { plan, _ in plan.queueLimit = 40 }
        let policies: [PolicyChoice] = [
            .roundRobin, .leastRequest, .peakEWMA, .ring, .shuffleShards(2), .shuffleShards(4),
        ]
        return Scenario(
            id: "noisy-neighbour",
            title: "A noisy neighbour",
            about:
                "Fifty tenants share twenty servers, which can do 4000 requests a second; each tenant sends 25 a second. From 15 to "
                + "30 s one of them sends 5000 more. Up to 40 requests wait at a server; one more is refused within a millisecond. "
                + "Figures are of the 49 others; hurt: those of them of whose requests more than 1 % failed. The key is the "
                + "tenant.",
            base: {
                var base = base(servers: servers, load: LoadProfile(rate: rate, duration: duration))
                base.keys = RequestKeys(uniform: 50)
                base.noise = SimulationSetup.Noise(
                    load: LoadProfile([(0, 0), (15, 5000), (30, 0)], duration: duration),
                    key: 0
                )
                return base
            }(),
            troubleEnds: 30,
            countsTenants: true,
            timeline: Timeline(
                .successes,
                settings: ["1 attempt"],
                policies: [.roundRobin, .leastRequest, .ring, .shuffleShards(4)]
            ),
            variants: [
                variants("1 attempt", policies),
                variants("3 attempts", policies) { $0.requests = .retrying() },
            ]
        )
    }
}
