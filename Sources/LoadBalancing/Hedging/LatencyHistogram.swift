/// How long things took lately, to within a sixteenth.
///
/// Each power of two of nanoseconds is cut into 16 buckets of the same width, below 16 ns one for each. A percentile is the
/// upper end of the bucket it lies in, so it is never too low, and too high by less than 1/16.
///
/// | latencies | percentile | says |
/// | --- | --- | --- |
/// | 1, 2, … 100 ms | 0.5 | 50.3 ms |
/// | 1, 2, … 100 ms | 0.95 | 96.5 ms |
///
/// Memory: 976 counters of four bytes, eight times at most. Cost: recording O(1); a percentile O(buckets), some 1000 additions.
package struct LatencyHistogram: Sendable {
    private struct Counts: AdditiveArithmetic, Sendable {
        /// None until something is counted.
        var buckets: [UInt32] = []
        var count = 0

        static var zero: Counts { Counts() }

        static func + (first: Counts, second: Counts) -> Counts {
            var sum = first
            sum += second
            return sum
        }

        static func - (first: Counts, second: Counts) -> Counts {
            var difference = first
            difference -= second
            return difference
        }

        static func += (sum: inout Counts, other: Counts) {
            guard !other.buckets.isEmpty else { return }
            sum.makeBuckets()
            for index in other.buckets.indices { sum.buckets[index] &+= other.buckets[index] }
            sum.count += other.count
        }

        static func -= (sum: inout Counts, other: Counts) {
            guard !other.buckets.isEmpty else { return }
            sum.makeBuckets()
            for index in other.buckets.indices { sum.buckets[index] &-= other.buckets[index] }
            sum.count -= other.count
        }

        mutating func makeBuckets() {
            if buckets.isEmpty { buckets = Array(repeating: 0, count: LatencyHistogram.bucketCount) }
        }
    }

    private var slices: TimeSlices<Counts>

    /// 16 below 16 ns, and 16 for each power of two from 2⁴ to 2⁶³.
    package static let bucketCount = 16 + 60 * 16

    package init(window: Duration, slices count: Int) {
        slices = TimeSlices(window: window, count: count)
    }

    package mutating func record(_ nanoseconds: UInt64, at now: UInt64) {
        let bucket = Self.bucket(of: nanoseconds)
        slices.count(at: now) { counts in
            counts.makeBuckets()
            counts.buckets[bucket] &+= 1
            counts.count += 1
        }
    }

    /// The least bucket's end that so large a part of the window's latencies does not exceed; `nil` if there are fewer of them
    /// than `minimum`.
    ///
    /// - Parameter fraction: 0 to 1.
    package mutating func percentile(_ fraction: Double, at now: UInt64, ofAtLeast minimum: Int = 1) -> UInt64? {
        slices.move(to: now)
        let counts = slices.total
        guard counts.count >= max(1, minimum) else { return nil }
        let rank = max(1, Int(saturating: (fraction * Double(counts.count)).rounded(.up)))
        var below = 0
        for (bucket, count) in counts.buckets.enumerated() {
            below += Int(count)
            if below >= rank { return Self.upperEnd(ofBucket: bucket) }
        }
        return nil
    }

    static func bucket(of nanoseconds: UInt64) -> Int {
        guard nanoseconds >= 16 else { return Int(nanoseconds) }
        let exponent = 63 - nanoseconds.leadingZeroBitCount
        // The four bits below the highest.
        return (exponent - 3) * 16 + Int(nanoseconds >> UInt64(exponent - 4) & 15)
    }

    /// The largest number in a bucket.
    static func upperEnd(ofBucket bucket: Int) -> UInt64 {
        guard bucket >= 16 else { return UInt64(bucket) }
        let exponent = UInt64(bucket / 16 + 3)
        let lowest = (16 + UInt64(bucket % 16)) << (exponent - 4)
        return lowest + (1 << (exponent - 4) - 1)
    }
}
