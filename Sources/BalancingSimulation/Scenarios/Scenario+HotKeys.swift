import ConsistentHashing
import LoadBalancing
import PlacementReports

extension Scenario {
    /// One for keys by Zipf's law and one for each log.
    static func hotKeys(logs: [KeyInput]) -> [Scenario] {
        let zipf = KeyInput(
            id: "zipf",
            title: "Zipf's law",
            about: "Keys: 20,000, of which the k-th is asked for in proportion to 1 / k.",
            sample: SyntheticKeys.zipf(keys: 20_000, requests: 60_000, exponent: 1, seed: 1997)
        )
        return ([zipf] + logs).map(hotKeys)
    }

    private static func hotKeys(_ input: KeyInput) -> Scenario {
        let keys = RequestKeys(input.sample)
        // Together they hold them all, and each alone a tenth.
        let cached = max(1, keys.count / 10)
        let servers = ServerPlan.alike(10) { plan, _ in
            plan.cachedKeys = cached
            plan.missFactor = 4
        }
        let bounded = PolicyChoice.keyed.map { $0.bounded(1.25) }
        return Scenario(
            id: "hot-keys-\(input.id)",
            title: "Hot keys: \(input.title)",
            about: input.about
                + " \(Digits.grouped(keys.count)) distinct keys; the busiest makes "
                + "\(Digits.percent(Double(input.sample.requests.max() ?? 0) / Double(max(1, input.sample.requestCount)))) of "
                + "the requests. Each server has \(Digits.grouped(cached)) keys at hand, a tenth of all; a request for another "
                + "takes 4 times as long as one for these, 40 ms instead of 10 on average.",
            base: {
                var base = base(servers: servers)
                base.service = .logNormal(mean: .milliseconds(10), sigma: 0.6)
                base.keys = keys
                return base
            }(),
            countsMoves: true,
            variants: [
                variants("defaults", [.roundRobin, .leastRequest, .peakEWMA] + PolicyChoice.keyed),
                variants("defaults", bounded),
            ]
        )
    }
}
