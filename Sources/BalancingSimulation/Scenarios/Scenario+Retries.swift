import LoadBalancing

extension Scenario {
    /// For what is about retries, not policies.
    private static let few: [PolicyChoice] = [.roundRobin, .leastRequest, .peakEWMA, .ring]

    static var retryStorm: Scenario {
        let servers = ServerPlan.alike(10) { plan, _ in
            plan.queueLimit = 400
            plan.faults = [.init(.slow(4), during: 10..<15)]
        }
        func threeAttempts(_ change: (inout RetryConfiguration) -> Void = { _ in }) -> RequestSettings {
            .retrying(deadline: .seconds(2)) {
                $0.attemptTimeout = .milliseconds(500)
                change(&$0)
            }
        }
        let settings: [(String, RequestSettings)] = [
            ("1 attempt", .once(deadline: .milliseconds(500))),
            ("no budget", threeAttempts { $0.budget = .unlimited }),
            ("budget of requests", threeAttempts()),
            ("budget of active", threeAttempts { $0.budget = .shareOfActive() }),
            (
                "gRPC's throttle",
                threeAttempts {
                    $0.budget = .unlimited
                    $0.throttle = RetryThrottle()
                }
            ),
            (
                "adaptive throttle",
                threeAttempts {
                    $0.budget = .unlimited
                    $0.adaptiveThrottle = AdaptiveThrottle()
                }
            ),
            (
                "budget and gRPC's throttle",
                threeAttempts { $0.throttle = RetryThrottle() }
            ),
        ]
        return Scenario(
            id: "retry-storm",
            title: "A retry storm",
            about:
                "1400 requests a second come, 70 % of what the servers can do. From 10 to 15 s every server takes 4 times as long. "
                + "An attempt has 500 ms, a request three attempts within 2 s unless it says 1. Servers do not notice that a client has given up, "
                + "and up to 400 requests wait at each: two seconds' work. Once these lines are full, attempts time out before "
                + "their turn comes, and if each is made three times, the lines stay full when what filled them is over: a "
                + "metastable failure (Bronson et al., HotOS 2021). Budget of requests: 20 % of them and 10 a second, as Finagle. "
                + "Budget of active: 20 % of those under way, at least 3, as Envoy. gRPC's throttle: no retries while too many fail. "
                + "Adaptive throttle: twice as many requests as were accepted lately.",
            base: base(servers: servers, load: LoadProfile(rate: 1400, duration: 60)),
            troubleEnds: 15,
            timeline: Timeline(.successes, settings: settings.map(\.0), policies: [.roundRobin]),
            variants: settings.map { name, requests in variants(name, few) { $0.requests = requests } }
        )
    }

    static var overload: Scenario {
        let servers = ServerPlan.alike(10) { plan, _ in
            plan.queueLimit = 40
            plan.refusalWork = .milliseconds(2)
        }
        func throttled(_ window: Duration) -> RequestSettings {
            .retrying {
                $0.attempts = 1
                $0.adaptiveThrottle = AdaptiveThrottle(window: window)
            }
        }
        let settings: [(String, RequestSettings)] = [
            ("1 attempt", .once()),
            ("adaptive throttle", throttled(.seconds(120))),
            ("adaptive throttle, 10 s", throttled(.seconds(10))),
            ("no budget", .retrying { $0.budget = .unlimited }),
            ("budget of requests", .retrying()),
        ]
        return Scenario(
            id: "overload",
            title: "Four times what the servers can do",
            about:
                "8000 requests a second come from 10 to 30 s, four times what the servers can do, and 1250 before and after. Up to "
                + "40 wait at each server; one more is refused within a millisecond, which takes a worker 2 ms of its time, a tenth of "
                + "a request's. There are three attempts with and without a budget, and one else. The "
                + "adaptive throttle remembers two minutes unless told otherwise.",
            base: base(
                servers: servers,
                load: LoadProfile([(0, rate), (10, 8000), (30, rate)], duration: duration)
            ),
            timeline: Timeline(.successes, settings: settings.map(\.0), policies: [.roundRobin]),
            variants: settings.map { name, requests in
                variants(name, [.roundRobin, .leastRequest]) { $0.requests = requests }
            }
        )
    }

    static var tail: Scenario {
        @Sendable func hedged(_ hedging: Hedging, _ budget: RetryBudget = .shareOfRequests()) -> RequestSettings {
            .retrying {
                $0.hedging = hedging
                $0.budget = budget
            }
        }
        return Scenario(
            id: "tail",
            title: "One request in a hundred takes long",
            about:
                "1000 requests a second come, half of what the servers can do. One in a hundred takes 20 times as long, wherever it "
                + "is sent: a pause, a lost packet. A hedge is a second attempt elsewhere; whichever answers first is the answer, and "
                + "a server drops the other if it has not begun with it.",
            base: {
                var base = base(load: LoadProfile(rate: 1000, duration: duration))
                base.service = .withPauses(mean: .milliseconds(20), sigma: 0.6, share: 0.01, factor: 20)
                base.noticesCancellation = true
                return base
            }(),
            variants: [
                variants("no hedge", few) { $0.requests = .retrying() },
                variants("hedge at p95", few) { $0.requests = hedged(.afterPercentile(0.95)) },
                variants("hedge at p99", few) { $0.requests = hedged(.afterPercentile(0.99)) },
                variants("hedge after 20 ms", few) { $0.requests = hedged(.after(.milliseconds(20))) },
                variants("hedge after 20 ms, no budget", few) {
                    $0.requests = hedged(.after(.milliseconds(20)), .unlimited)
                },
            ]
        )
    }
}
