import ConsistentHashing
import Timing

/// What a change takes: its median time, and the median of its ratios to the floor, which is taken before and after each run.
///
/// A machine may be twice as fast a minute later, so the floor of another minute would say little.
struct PairedTime<Result> {
    let result: Result
    let duration: Duration
    /// In hashes of a key.
    let floors: Double

    /// Runs it once, and again while it is quick: up to 31 times, or 150 ms.
    ///
    /// - Parameter keys: few of them are hashed, so that what the change reads is not driven from its caches.
    init(beside keys: SpeedKeys, _ body: () throws(PlacementError) -> Result) throws(PlacementError) {
        let clock = ContinuousClock()
        let keys = keys.prefix(4096)
        func time(_ body: () throws(PlacementError) -> Void) throws(PlacementError) -> Duration {
            let start = clock.now
            try body()
            return start.duration(to: clock.now)
        }
        func floor() throws(PlacementError) -> Duration {
            var sum: UInt64 = 0
            let duration = try time { sum = floorSum(keys) }
            precondition(sum != 0, "the hashes of so many keys add up to 0")
            return duration
        }
        var durations: [Duration] = []
        var ratios: [Double] = []
        var spent = Duration.zero
        while true {
            var result: Result?
            let before = try floor()
            let duration = try time { () throws(PlacementError) in result = try body() }
            let hash = (before + (try floor())) / (2 * keys.count)
            durations.append(duration)
            ratios.append(duration / hash)
            spent += duration
            // An odd number, so that the median is one that was measured.
            let isEnough = durations.count == 31 || spent > .milliseconds(150) && !durations.count.isMultiple(of: 2)
            if isEnough, let result {
                self.result = result
                self.duration = durations.sorted()[durations.count / 2]
                floors = ratios.sorted()[ratios.count / 2]
                return
            }
        }
    }
}
