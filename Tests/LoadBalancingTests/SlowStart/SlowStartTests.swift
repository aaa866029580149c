import LoadBalancing
import Testing

@Suite("Slow start")
struct SlowStartTests {
    @Test("The defaults are Envoy's")
    func defaults() {
        let configuration = SlowStartConfiguration(window: .seconds(60))
        #expect(configuration.window == .seconds(60))
        #expect(configuration.aggression == 1)
        #expect(configuration.minimumWeight == 0.1)
    }

    private static let workedValues: [(seconds: Double, weights: [Double])] = [
        (0.0, [0.1, 0.1, 0.1]),
        (3, [0.1, 0.2236, 0.1]),
        (15, [0.25, 0.5, 0.1]),
        (30, [0.5, 0.7071, 0.25]),
        (45, [0.75, 0.8660, 0.5625]),
        (60, [1, 1, 1]),
        (61, [1, 1, 1]),
    ]

    @Test("The weights are those of the documentation's table", arguments: workedValues)
    func table(seconds: Double, weights: [Double]) {
        for (aggression, expected) in zip([1, 2, 0.5], weights) {
            let configuration = SlowStartConfiguration(window: .seconds(60), aggression: aggression)
            let one = configuration.weight(1, elapsed: .seconds(seconds))
            #expect(abs(one - expected) < 0.00005, "aggression \(aggression): \(one)")
            let three = configuration.weight(3, elapsed: .seconds(seconds))
            #expect(abs(three - 3 * expected) < 0.00015, "aggression \(aggression): \(three)")
        }
    }

    @Test("A weight never falls while time passes, stays within its bounds, and ends as it was", arguments: 1...20)
    func bounds(seed: UInt64) {
        var chance = Chance(seed: seed)
        let configuration = SlowStartConfiguration(
            window: .nanoseconds(Int64.random(in: 1...100_000_000_000, using: &chance)),
            aggression: .random(in: 0.01...10, using: &chance),
            minimumWeight: .random(in: 0.001...1, using: &chance)
        )
        let weight = Double.random(in: 0...1000, using: &chance)
        let window = configuration.window.nanoseconds
        let times = (0..<100).map { _ in UInt64.random(in: 0...window, using: &chance) }.sorted()
        var last = configuration.minimumWeight * weight
        for time in times {
            let now = configuration.weight(weight, elapsed: time)
            #expect(now >= last && now <= weight, "seed \(seed), \(configuration), \(time) ns")
            last = now
        }
        #expect(configuration.weight(weight, elapsed: window) == weight)
        #expect(configuration.weight(weight, elapsed: .max) == weight)
        #expect(configuration.weight(0, elapsed: 0) == 0)
    }

    @Test("A window without end keeps the minimum, and no window gives the weight at once")
    func extremes() {
        #expect(SlowStartConfiguration(window: .seconds(Int64.max)).weight(2, elapsed: .seconds(3600)) == 0.2)
        #expect(SlowStartConfiguration(window: .zero).weight(2, elapsed: 0) == 2)
        #expect(SlowStartConfiguration(window: .seconds(-1)).weight(2, elapsed: 0) == 2)
    }

    @Test("What is out of its range is named, with what is allowed")
    func check() throws {
        try SlowStartConfiguration(window: .nanoseconds(1), aggression: 0.001, minimumWeight: 1).check()
        try SlowStartConfiguration(window: .seconds(Int64.max)).check()
        for window in [Duration.zero, .seconds(-1)] {
            let error = ConfigurationError.invalidDuration(
                name: "slowStart.window",
                value: window,
                allowed: "longer than 0"
            )
            #expect(throws: error) { try SlowStartConfiguration(window: window).check() }
        }
        for aggression in [0, -1, Double.infinity] {
            let error = ConfigurationError.invalidNumber(
                name: "slowStart.aggression",
                value: aggression,
                allowed: "finite and above 0"
            )
            #expect(throws: error) {
                try SlowStartConfiguration(window: .seconds(1), aggression: aggression).check()
            }
        }
        for minimum in [0, -0.1, 1.1] {
            let error = ConfigurationError.invalidNumber(
                name: "slowStart.minimumWeight",
                value: minimum,
                allowed: "above 0, and at most 1"
            )
            #expect(throws: error) {
                try SlowStartConfiguration(window: .seconds(1), minimumWeight: minimum).check()
            }
        }
        #expect(throws: ConfigurationError.self) {
            try SlowStartConfiguration(window: .seconds(1), aggression: .nan).check()
        }
        #expect(throws: ConfigurationError.self) {
            try SlowStartConfiguration(window: .seconds(1), minimumWeight: .nan).check()
        }
    }
}
