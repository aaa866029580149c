import PlacementReports

/// How many requests a second come, and when that changes. They come by chance, whatever becomes of those before: an open loop, as
/// many users make it.
package struct LoadProfile: Hashable, Sendable {
    private let steps: [Step]
    /// When the last request comes, at the latest. Seconds.
    package let duration: Double

    private struct Step: Hashable {
        let from: Double
        let rate: Double
    }

    /// So many requests a second for so many seconds.
    package init(rate: Double, duration: Double) {
        self.init([(0, rate)], duration: duration)
    }

    /// From the second named on, so many requests a second.
    ///
    /// - Parameter rates: the first from second 0 on; none below 0.
    package init(_ rates: [(from: Double, rate: Double)], duration: Double) {
        precondition(
            rates.first?.from == 0 && rates.allSatisfy { $0.rate >= 0 },
            "from second 0 on, 0 or above: \(rates)"
        )
        steps = rates.map { Step(from: $0.from, rate: $0.rate) }
        self.duration = duration
    }

    /// The same with so many times as many requests.
    package func scaled(by factor: Double) -> LoadProfile {
        LoadProfile(steps.map { ($0.from, $0.rate * factor) }, duration: duration)
    }

    /// When the next request comes after one at a time; `nil` if no other does.
    ///
    /// Exact where the rate changes too: what is left of an exponential wait is used up at the new rate.
    func next(after seconds: Double, using generator: inout SplitMix64) -> Double? {
        var wait = generator.nextExponential()
        var now = seconds
        for (place, step) in steps.enumerated() {
            let end = place + 1 < steps.count ? steps[place + 1].from : .infinity
            guard now < end else { continue }
            guard step.rate > 0 else {
                now = end
                continue
            }
            let room = (end - now) * step.rate
            if wait < room {
                now += wait / step.rate
                return now < duration ? now : nil
            }
            wait -= room
            now = end
        }
        return nil
    }
}
