/// The time of something that may be too short to be measured once.
package enum MedianTime {
    /// Runs it once, and again while it is quick: up to 9 times, or 100 ms. Gives the last result and the median.
    package static func of<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> (result: Result, duration: Duration) {
        let clock = ContinuousClock()
        var durations: [Duration] = []
        var spent = Duration.zero
        while true {
            let start = clock.now
            let result = try body()
            let duration = start.duration(to: clock.now)
            durations.append(duration)
            spent += duration
            // An odd number, so that the median is one that was measured.
            if durations.count == 9 || spent > .milliseconds(100) && !durations.count.isMultiple(of: 2) {
                return (result, durations.sorted()[durations.count / 2])
            }
        }
    }
}
