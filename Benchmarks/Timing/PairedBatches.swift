package import PlacementReports

/// Loops over the same keys, timed in turn, batch by batch, so that what disturbs the machine disturbs all of them.
///
/// A machine's clock rate and its other guests change from second to second, a ratio of two neighbours hardly does: that
/// is what figures are made of.
package struct PairedBatches {
    /// How often each loop is timed: at least 31 times.
    package enum Rounds {
        /// As often as the time lets, up to 301 times.
        case within(Duration)
        /// 31 times.
        case fewest

        func count(ofOne round: Duration) -> Int {
            switch self {
            case .within(let time):
                let fitting = max(31, min(301, Int(time / max(round, .nanoseconds(1)))))
                // An odd number, so that the median is one that was measured.
                return fitting | 1
            case .fewest: return 31
            }
        }
    }

    /// Nanoseconds a key: for each loop, batch by batch.
    package let nanoseconds: [[Double]]

    /// - Parameters:
    ///   - keys: how many keys a batch goes through.
    ///   - loops: what to time. Each must give the same sum every time it runs.
    package init(keys: Int, rounds: Rounds, _ loops: [() -> UInt64]) {
        let clock = ContinuousClock()
        // The first round warms the caches and says what every later one must give, which keeps all of them alive.
        let sums = loops.map { $0() }
        let start = clock.now
        for loop in loops { _ = loop() }
        let count = rounds.count(ofOne: start.duration(to: clock.now))
        var nanoseconds = loops.map { _ in
            var batches: [Double] = []
            batches.reserveCapacity(count)
            return batches
        }
        for _ in 0..<count {
            for (place, loop) in loops.enumerated() {
                let start = clock.now
                let sum = loop()
                let duration = start.duration(to: clock.now)
                precondition(sum == sums[place], "a lookup's answer changed from one batch to the next")
                nanoseconds[place].append(duration / .nanoseconds(1) / Double(keys))
            }
        }
        self.nanoseconds = nanoseconds
    }

    /// How many times a loop's time another one's is.
    package func ratio(of loop: Int, to other: Int) -> MedianInterval {
        MedianInterval(zip(nanoseconds[loop], nanoseconds[other]).lazy.map { $0 / $1 })
    }

    /// How much longer a loop takes than another one, counted in the time of a third.
    package func difference(of loop: Int, to other: Int, in unit: Int) -> MedianInterval {
        MedianInterval(
            nanoseconds[loop].indices.lazy.map { round in
                (nanoseconds[loop][round] - nanoseconds[other][round]) / nanoseconds[unit][round]
            }
        )
    }

    /// The time that a part of a loop's batches does not exceed, in nanoseconds a key.
    package func percentile(_ part: Double, of loop: Int) -> Double {
        MedianInterval.percentile(part, of: nanoseconds[loop])
    }
}
