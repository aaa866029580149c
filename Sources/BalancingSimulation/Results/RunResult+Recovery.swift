extension RunResult {
    /// How many seconds after a time it takes until in each second that follows at least 99 % of the requests are answered; `nil` if
    /// there is no such second.
    ///
    /// - Parameter time: seconds since the start.
    package func secondsUntilWell(after time: Double) -> Int? {
        let first = Int(time.rounded(.up))
        guard first < seconds.count else { return nil }
        let lastBad = seconds[first...].lastIndex { Double($0.successes) < 0.99 * Double($0.requests) }
        guard let lastBad else { return 0 }
        return lastBad + 1 < seconds.count ? lastBad + 1 - first : nil
    }
}
