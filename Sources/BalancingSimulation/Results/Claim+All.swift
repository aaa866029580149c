extension Claim {
    /// What the guide says, in its order. In each, what is taken has the lesser figure.
    package static let all: [Claim] = servers + failures + keys + retries + tenants

    private static func claims(
        _ need: String,
        _ scenario: String,
        _ rows: [(figure: Figure, taken: Side, other: Side)]
    ) -> [Claim] {
        rows.map { Claim(need, scenario, $0.figure, take: $0.taken, ratherThan: $0.other) }
    }

    private static let servers: [Claim] = {
        let (busy, free) = ("90 % busy, 1 client", "no ejection")
        let (told, untold) = ("weights told", "weights untold")
        return claims(
            "servers alike, no keys",
            "steady",
            [
                (.p99, Side(busy, .leastRequest), Side(busy, .roundRobin)),
                (.p99, Side(busy, .leastRequest), Side(busy, .random)),
                (.p99, Side("62.5 % busy, 20 clients", .roundRobin), Side("62.5 % busy, 20 clients", .random)),
            ]
        )
            + claims(
                "a server turns slow",
                "one-slow",
                [
                    (.errors, Side(free, .leastRequest), Side(free, .roundRobin)),
                    (.p99, Side(free, .peakEWMA), Side(free, .leastRequest)),
                    (.errors, Side("ejection", .roundRobin), Side(free, .roundRobin)),
                ]
            )
            + claims(
                "a server joins cold",
                "cold-start",
                [
                    (.p999, Side("no slow start", .leastRequest), Side("no slow start", .roundRobin)),
                    (.p999, Side("no slow start", .peakEWMA), Side("no slow start", .leastRequest)),
                    (.p999, Side("slow start of 10 s", .leastRequest), Side("no slow start", .leastRequest)),
                ]
            )
            + claims(
                "servers of different strength",
                "skewed",
                [
                    (.p99, Side(told, .smoothWeighted), Side(told, .roundRobin)),
                    (.p99, Side(untold, .leastRequest), Side(untold, .roundRobin)),
                    (.p99, Side(told, .smoothWeighted), Side(told, .leastRequest)),
                ]
            )
    }()

    private static let failures: [Claim] = {
        let (neither, both) = ("neither", "both")
        return claims(
            "a server fails at once",
            "one-failing",
            [
                (.errors, Side("ejection", .leastRequest), Side(neither, .leastRequest)),
                (.errors, Side(both, .leastRequest), Side("ejection", .leastRequest)),
                (.extra, Side(both, .leastRequest), Side("3 attempts", .leastRequest)),
                (.errors, Side(neither, .roundRobin), Side(neither, .leastRequest)),
            ]
        )
            + claims(
                "a server is gone",
                "one-gone",
                [
                    (.errors, Side("ejection", .roundRobin), Side("probes alone", .roundRobin)),
                    (.errors, Side("ejection, 3 times 250 ms", .roundRobin), Side("ejection, 3 attempts", .roundRobin)),
                    (.errors, Side("nothing", .peakEWMA), Side("nothing", .roundRobin)),
                ]
            )
    }()

    private static let keys: [Claim] = {
        let (free, busy) = ("defaults", "90 % busy, 1 client")
        let bounded = Side("defaults", PolicyChoice.ring.bounded(1.25))
        return claims(
            "sessions, which must stay",
            "scale-up",
            [
                (.movedKeys, Side(free, .ring), Side(free, .leastRequest)),
                (.p99, Side(free, .leastRequest), Side(free, .ring)),
            ]
        )
            + claims(
                "sessions, servers at 90 %",
                "steady",
                [
                    (.p99, Side(busy, .maglev), Side(busy, .ring)),
                    (.p99, Side(busy, .leastRequest), Side(busy, .maglev)),
                ]
            )
            + claims(
                "caches, which know their keys",
                "hot-keys-cache-sharding",
                [
                    (.p99, Side(free, .ring), Side(free, .leastRequest)),
                    (.busiest, bounded, Side(free, .ring)),
                    (.p99, Side(free, .ring), bounded),
                ]
            )
            + claims(
                "caches with hotter keys",
                "hot-keys-zipf",
                [
                    (.p99, Side(free, .leastRequest), Side(free, .ring)),
                    (.p99, bounded, Side(free, .leastRequest)),
                    (.movedRequests, Side(free, .ring), bounded),
                ]
            )
    }()

    private static let retries: [Claim] = {
        let (three, budget) = ("no budget", "budget of requests")
        let both = "budget and gRPC's throttle"
        let throttle = "adaptive throttle, 10 s"
        let hedged = "hedge at p95"
        return claims(
            "all servers turn slow",
            "retry-storm",
            [
                (.wellAfter, Side(budget, .roundRobin), Side(three, .roundRobin)),
                (.wellAfter, Side(budget, .roundRobin), Side("budget of active", .roundRobin)),
                (.wellAfter, Side(both, .roundRobin), Side(budget, .roundRobin)),
                (.errors, Side("1 attempt", .roundRobin), Side(budget, .roundRobin)),
            ]
        )
            + claims(
                "more than servers can do",
                "overload",
                [
                    (.errors, Side(budget, .roundRobin), Side(three, .roundRobin)),
                    (.errors, Side(throttle, .roundRobin), Side("1 attempt", .roundRobin)),
                    (.errors, Side(throttle, .roundRobin), Side("adaptive throttle", .roundRobin)),
                ]
            )
            + claims(
                "a long tail, safe to repeat",
                "tail",
                [
                    (.p999, Side(hedged, .leastRequest), Side("no hedge", .leastRequest)),
                    (.p999, Side(hedged, .leastRequest), Side("hedge after 20 ms", .leastRequest)),
                    (.extra, Side("no hedge", .leastRequest), Side(hedged, .leastRequest)),
                ]
            )
    }()

    private static let tenants: [Claim] = claims(
        "tenants that may flood",
        "noisy-neighbour",
        [
            (.hurt, Side("1 attempt", .shuffleShards(4)), Side("1 attempt", .leastRequest)),
            (.errors, Side("1 attempt", .shuffleShards(4)), Side("1 attempt", .ring)),
            (.errors, Side("1 attempt", .shuffleShards(4)), Side("1 attempt", .shuffleShards(2))),
        ]
    )
}
