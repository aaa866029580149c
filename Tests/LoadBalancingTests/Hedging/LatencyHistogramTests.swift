import Testing

@testable import LoadBalancing

@Suite("Latencies of late")
struct LatencyHistogramTests {
    @Test("Buckets follow one another without a gap, each less than a sixteenth wide, up to the largest number")
    func buckets() {
        for bucket in 0..<LatencyHistogram.bucketCount {
            let end = LatencyHistogram.upperEnd(ofBucket: bucket)
            #expect(LatencyHistogram.bucket(of: end) == bucket)
            guard end < .max else { continue }
            #expect(LatencyHistogram.bucket(of: end + 1) == bucket + 1)
            let next = LatencyHistogram.upperEnd(ofBucket: bucket + 1)
            #expect(Double(next - end) <= max(1, Double(end + 1) / 16))
        }
        #expect(LatencyHistogram.bucket(of: .max) == LatencyHistogram.bucketCount - 1)
    }

    @Test("Of 1, 2, … 100 ms", arguments: zip([0.01, 0.5, 0.95, 0.99, 1], [1, 50, 95, 99, 100]))
    func percentiles(fraction: Double, milliseconds: Double) throws {
        var histogram = LatencyHistogram(window: .seconds(30), slices: 6)
        for latency in 1...100 { histogram.record(UInt64(latency) * 1_000_000, at: 0) }
        let found = histogram.percentile(fraction, at: 0)
        let percentile = try Double(#require(found)) / 1e6
        #expect(percentile >= milliseconds && percentile < milliseconds * 17 / 16, "\(percentile)")
    }

    @Test("The worked values of the documentation")
    func workedValues() {
        var histogram = LatencyHistogram(window: .seconds(30), slices: 6)
        for latency in 1...100 { histogram.record(UInt64(latency) * 1_000_000, at: 0) }
        #expect(histogram.percentile(0.5, at: 0) == 50_331_647)
        #expect(histogram.percentile(0.95, at: 0) == 96_468_991)
    }

    @Test("Over random histories a percentile lies within a sixteenth above the exact one", arguments: 1...20)
    func histories(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        var histogram = LatencyHistogram(window: .seconds(6), slices: 6)
        var recorded: [(at: UInt64, latency: UInt64)] = []
        var now: UInt64 = 0
        for _ in 0..<800 {
            now += .random(in: 0...30_000_000, using: &chance)
            let latency = chance.next() >> UInt64.random(in: 20...60, using: &chance)
            histogram.record(latency, at: now)
            recorded.append((now, latency))
        }
        for fraction in [0.1, 0.5, 0.9, 0.95, 0.99] {
            // The running slice of a second, and six before it.
            let first = now / .seconds(1) - min(6, now / .seconds(1))
            let kept = recorded.filter { $0.at / .seconds(1) >= first }.map(\.latency).sorted()
            let exact = kept[max(1, Int((fraction * Double(kept.count)).rounded(.up))) - 1]
            let percentileOrNone = histogram.percentile(fraction, at: now)
            let percentile = try #require(percentileOrNone)
            #expect(percentile >= exact && Double(percentile) <= Double(exact) * 17 / 16 + 1, "seed \(seed)")
        }
    }

    @Test("Too few say nothing, and what is older than the window is forgotten")
    func window() {
        var histogram = LatencyHistogram(window: .seconds(30), slices: 6)
        #expect(histogram.percentile(0.5, at: 0) == nil)
        for _ in 1...99 { histogram.record(1000, at: 0) }
        #expect(histogram.percentile(0.5, at: 0, ofAtLeast: 100) == nil)
        histogram.record(1000, at: 0)
        #expect(histogram.percentile(0.5, at: 0, ofAtLeast: 100) != nil)
        #expect(histogram.percentile(0.5, at: .seconds(30)) != nil)
        #expect(histogram.percentile(0.5, at: .seconds(35)) == nil)
    }
}

@Suite("The delay of a hedge")
struct HedgingTests {
    @Test("A fixed delay is as given, a percentile comes with a hundred answers")
    func delays() {
        var fixed = HedgingState(.after(.milliseconds(20)))
        #expect(fixed.delay(at: 0) == 20_000_000)
        var percentile = HedgingState(.afterPercentile(0.95))
        for latency in 1...99 { percentile.recordAnswer(UInt64(latency) * 1_000_000, at: 0) }
        #expect(percentile.delay(at: 0) == nil)
        percentile.recordAnswer(100_000_000, at: 0)
        #expect((95_000_000...101_000_000).contains(percentile.delay(at: 0) ?? 0))
        var quick = HedgingState(.afterPercentile(0.95, noSoonerThan: .milliseconds(5)))
        for _ in 1...100 { quick.recordAnswer(1000, at: 0) }
        #expect(quick.delay(at: 0) == 5_000_000)
    }

    @Test("Those that hedges have beaten count, or the percentile would fall until every request were hedged")
    func beaten() throws {
        var hedging = HedgingState(.afterPercentile(0.95))
        var chance = Chance(seed: 1)
        var now: UInt64 = 0
        var hedged = 0
        for number in 0..<20_000 {
            now += 1_000_000
            let latency = UInt64.random(in: 10_000_000...110_000_000, using: &chance)
            let delay = hedging.delay(at: now) ?? .max
            if latency > delay {
                // Another endpoint answered right after the delay: this one was not waited for any longer.
                hedging.recordUnanswered(delay, at: now)
                if number >= 10_000 { hedged += 1 }
            } else {
                hedging.recordAnswer(latency, at: now)
            }
        }
        #expect((100...900).contains(hedged), "\(hedged) of 10,000")
    }
}
