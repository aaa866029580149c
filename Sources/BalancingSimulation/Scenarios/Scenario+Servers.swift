import LoadBalancing

// One server of several is not like the others. The times and factors are those of Finagle's simulation, whose servers have no
// workers to run out of.
extension Scenario {
    static var steady: Scenario {
        let busy = LoadProfile(rate: 1800, duration: duration)
        return Scenario(
            id: "steady",
            title: "Ten servers that are all well",
            about:
                "Nothing happens. What is left is how evenly each policy spreads requests that come by chance: 1250 a second, which "
                + "keep the servers busy for 62.5 % of their time, or 1800, 90 %. With 20 clients each knows of a twentieth of the "
                + "requests.",
            base: base(),
            variants: [
                variants("62.5 % busy, 1 client", PolicyChoice.unweighted),
                variants("62.5 % busy, 20 clients", PolicyChoice.unweighted) { $0.clientCount = 20 },
                variants("90 % busy, 1 client", PolicyChoice.unweighted) { $0.load = busy },
                variants("90 % busy, 20 clients", PolicyChoice.unweighted) {
                    $0.clientCount = 20
                    $0.load = busy
                },
            ]
        )
    }

    static var coldStart: Scenario {
        let servers = ServerPlan.alike(11) { plan, number in
            guard number == 10 else { return }
            plan.listed = 10..<(.infinity)
            plan.faults = [.init(.warming(atMost: 5), during: 10..<20), .init(.slow(10), during: 29..<33)]
        }
        let weighted: [PolicyChoice] = [.smoothWeighted, .weightedRandom, .leastRequest, .peakEWMA]
        return Scenario(
            id: "cold-start",
            title: "A server joins cold",
            about:
                "An eleventh server joins after 10 s. At first it takes 5 times as long as the others, which falls to once in "
                + "10 s; from 29 to 33 s it takes 10 times as long once more. Slow start works by weights, so policies without "
                + "weights do not heed it, nor do those by key.",
            base: base(servers: servers),
            timeline: Timeline(.p99, settings: ["no slow start"], policies: drawn),
            variants: [
                variants("no slow start", PolicyChoice.unweighted),
                variants("slow start of 10 s", weighted) {
                    $0.configuration.slowStart = SlowStartConfiguration(window: .seconds(10))
                },
            ]
        )
    }

    static var oneSlow: Scenario {
        let servers = ServerPlan.alike(10) { plan, number in
            if number == 3 { plan.faults = [.init(.slow(10), during: 15..<45)] }
        }
        return Scenario(
            id: "one-slow",
            title: "One of ten servers turns slow",
            about:
                "From 15 s on one server takes 10 times as long, so that it can do 20 requests a second and is sent 125 by "
                + "those who do not notice. Requests have a second. Ejection is the default outlier detection: five failures in a "
                + "row, which here are time-outs.",
            base: base(servers: servers),
            timeline: Timeline(.p99, settings: ["no ejection"], policies: drawn),
            variants: [
                variants("no ejection", PolicyChoice.unweighted) { $0.configuration.outliers = nil },
                variants("ejection", PolicyChoice.unweighted),
            ]
        )
    }

    static var oneFailing: Scenario {
        let servers = ServerPlan.alike(10) { plan, number in
            if number == 3 { plan.faults = [.init(.failing, during: 15..<30)] }
        }
        return Scenario(
            id: "one-failing",
            title: "One of ten servers fails for 15 seconds",
            about:
                "From 15 to 30 s one server fails every request within a millisecond. It is never busy, so policies that look "
                + "for the least busy or the quickest send it more than its share, unless failures eject it. Probes that "
                + "connect would find it well. Ejection is the default outlier detection; 3 attempts are within the default "
                + "budget.",
            base: base(servers: servers),
            timeline: Timeline(.successes, settings: ["neither"], policies: drawn),
            variants: [
                variants("neither", PolicyChoice.unweighted) { $0.configuration.outliers = nil },
                variants("ejection", PolicyChoice.unweighted),
                variants("3 attempts", PolicyChoice.unweighted) {
                    $0.configuration.outliers = nil
                    $0.requests = .retrying()
                },
                variants("both", PolicyChoice.unweighted) { $0.requests = .retrying() },
            ]
        )
    }

    static var oneGone: Scenario {
        let servers = ServerPlan.alike(10) { plan, number in
            if number == 3 { plan.faults = [.init(.gone, during: 15..<(.infinity))] }
        }
        return Scenario(
            id: "one-gone",
            title: "One of ten servers is gone",
            about:
                "From 15 s on one server answers nothing and accepts no connection. A request to it waits until its second is "
                + "over, unless its attempt has a time-out of its own. Probes connect every 5 s; three failures in a row tell. "
                + "Unless it says 3, there is one attempt.",
            base: base(servers: servers),
            timeline: Timeline(.successes, settings: ["nothing"], policies: drawn),
            variants: [
                variants("nothing", PolicyChoice.unweighted) { $0.configuration.outliers = nil },
                variants("probes alone", PolicyChoice.unweighted) {
                    $0.configuration.outliers = nil
                    $0.isProbed = true
                },
                variants("ejection", PolicyChoice.unweighted),
                variants("ejection, 3 attempts", drawn) { $0.requests = .retrying() },
                variants("ejection, 3 times 250 ms", PolicyChoice.unweighted) {
                    $0.requests = .retrying { $0.attemptTimeout = .milliseconds(250) }
                },
            ]
        )
    }

    static var skewed: Scenario {
        let speeds = [1.0, 1, 1, 1, 1, 1, 2, 2, 4, 4]
        func servers(areWeighted: Bool) -> [ServerPlan] {
            ServerPlan.alike(10) { plan, number in
                plan.speed = speeds[number]
                plan.weight = areWeighted ? speeds[number] : 1
            }
        }
        let told = servers(areWeighted: true)
        return Scenario(
            id: "skewed",
            title: "Servers of different strength",
            about:
                "Six of ten servers are as quick as before, two twice and two four times; 2250 requests a second come, 62.5 % of "
                + "what all can do together. An equal share is more than a slow one can do.",
            base: base(servers: servers(areWeighted: false), load: LoadProfile(rate: 2250, duration: duration)),
            variants: [
                variants("weights untold", PolicyChoice.unweighted),
                variants("weights told", PolicyChoice.all) { $0.servers = told },
            ]
        )
    }
}
