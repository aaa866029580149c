/// The median of some measurements, and an interval that the median of all there could be lies in.
///
/// The interval's ends are measurements themselves, the *k*-th from either side: the true median is outside only if
/// fewer than *k* of *n* fair coins show heads, so no distribution has to be assumed.
///
///     measurements     9   15     21     31    101    301
///     k at 95 %        2    4      6     10     41    134
///
/// Measurements are taken for independent. Batches timed one after the other are not quite: what disturbs one may
/// disturb the next.
///
/// - Source: David and Nagaraja, "Order Statistics", 3rd edition, § 7.1.
public struct MedianInterval: Hashable, Sendable {
    /// How many measurements may be given: one coin's probability to the power of more would be 0.
    public static let countLimit = 1000

    /// The measurement in the middle; with an even number, halfway between the two that are.
    public let median: Double
    /// The interval's ends: the smallest and the largest measurement if there are fewer than 6.
    public let interval: ClosedRange<Double>

    /// The median of 1 to ``countLimit`` measurements, in any order, with its interval at 95 % or more.
    public init(_ measurements: some Sequence<Double>) {
        let sorted = measurements.sorted()
        precondition(
            (1...Self.countLimit).contains(sorted.count),
            "the median of 1 to \(Self.countLimit) measurements, not of \(sorted.count)"
        )
        let middle = sorted.count / 2
        median = sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        let place = Self.place(count: sorted.count)
        interval = sorted[place - 1]...sorted[sorted.count - place]
    }

    /// The largest k, from 1, with *P(fewer than k of `count` coins show heads)* ≤ 2.5 %.
    static func place(count: Int) -> Int {
        var probability = (0..<count).reduce(1.0) { probability, _ in probability / 2 }
        var sum = probability
        var place = 1
        while place <= count / 2 {
            // Of `place` heads exactly, from that of one less.
            probability *= Double(count - place + 1) / Double(place)
            sum += probability
            guard sum <= 0.025 else { break }
            place += 1
        }
        return place
    }

    /// The measurement that a part of all is not above: the nearest rank.
    ///
    /// - Parameter part: in (0, 1], such as 0.99.
    public static func percentile(_ part: Double, of measurements: some Sequence<Double>) -> Double {
        let sorted = measurements.sorted()
        precondition(!sorted.isEmpty && part > 0 && part <= 1)
        return sorted[Int((part * Double(sorted.count)).rounded(.up)) - 1]
    }
}
