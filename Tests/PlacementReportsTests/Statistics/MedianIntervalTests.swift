import Testing

@testable import PlacementReports

@Suite("The median and its interval")
struct MedianIntervalTests {
    @Test(
        "has its ends where the binomial distribution puts them",
        arguments: [
            (1, 1), (2, 1), (5, 1), (6, 1), (9, 2), (15, 4), (21, 6), (31, 10), (101, 41), (301, 134), (1000, 469),
        ]
    )
    func places(count: Int, place: Int) {
        #expect(MedianInterval.place(count: count) == place)
        let measured = MedianInterval((1...count).map(Double.init).shuffled())
        #expect(measured.median == Double(count + 1) / 2)
        #expect(measured.interval == Double(place)...Double(count + 1 - place))
    }

    @Test("holds the true median at least 95 times of 100, whatever the distribution")
    func coverage() {
        // 10,000 runs: at 95 % or more, fewer than 9,400 hits have a probability below 10⁻⁵. The seed is fixed anyway.
        var generator = SplitMix64(seed: 31)
        let hits = (0..<10_000).count { _ in
            let skewed = (0..<31).map { _ in
                let uniform = Double.random(in: 0..<1, using: &generator)
                return uniform * uniform * uniform
            }
            return MedianInterval(skewed).interval.contains(0.125)
        }
        #expect(hits >= 9400)
    }

    @Test("a percentile is the nearest rank")
    func percentiles() {
        let measurements = (1...200).map(Double.init).reversed()
        #expect(MedianInterval.percentile(0.5, of: measurements) == 100)
        #expect(MedianInterval.percentile(0.99, of: measurements) == 198)
        #expect(MedianInterval.percentile(1, of: measurements) == 200)
        #expect(MedianInterval.percentile(0.001, of: measurements) == 1)
        #expect(MedianInterval.percentile(0.99, of: [7]) == 7)
    }
}
