/// When a request that has no answer yet is sent to another endpoint as well, to take whichever answers first.
///
/// Only requests that say so (``RequestOptions/isSafeToRepeat``) are hedged, each once at most, and only within the
/// ``RetryBudget``. The one that does not win is cancelled, and its pick finished as cancelled. Where there is no other endpoint,
/// there is no hedge.
///
/// Source: Dean and Barroso, "The Tail at Scale", CACM 2013.
public enum Hedging: Hashable, Sendable {
    /// After so long. 1 ms or longer.
    case after(Duration)
    /// After what so large a part of the answers took at most, as observed over the last 30 s: 0.95 hedges about one request in
    /// twenty. There is no hedge before 100 answers, nor sooner than `noSoonerThan`.
    ///
    /// - Parameters:
    ///   - fraction: 0.95; above 0, below 1.
    ///   - noSoonerThan: 1 ms; 1 ms or longer.
    case afterPercentile(_ fraction: Double = 0.95, noSoonerThan: Duration = .milliseconds(1))

    func check() throws(ConfigurationError) {
        switch self {
        case .after(let delay): try delay.checkIsMillisecondOrLonger("hedging.after")
        case .afterPercentile(let fraction, let minimum):
            guard fraction > 0, fraction < 1 else {
                throw .invalidNumber(name: "hedging.fraction", value: fraction, allowed: "above 0, below 1")
            }
            try minimum.checkIsMillisecondOrLonger("hedging.noSoonerThan")
        }
    }
}

/// What the delay of a ``Hedging`` is now, without clock or lock.
package struct HedgingState: Sendable {
    private let hedging: Hedging
    private var latencies: LatencyHistogram?

    /// So many answers say enough.
    package static let enoughAnswers = 100

    package init(_ hedging: Hedging) {
        self.hedging = hedging
        if case .afterPercentile = hedging {
            latencies = LatencyHistogram(window: .seconds(30), slices: 6)
        }
    }

    /// How long to wait before a hedge, in nanoseconds; `nil` if not enough is known.
    package mutating func delay(at now: UInt64) -> UInt64? {
        switch hedging {
        case .after(let delay): return delay.nanoseconds
        case .afterPercentile(let fraction, let minimum):
            guard let percentile = latencies?.percentile(fraction, at: now, ofAtLeast: Self.enoughAnswers) else {
                return nil
            }
            return max(minimum.nanoseconds, percentile)
        }
    }

    /// An attempt was answered after so long.
    package mutating func recordAnswer(_ nanoseconds: UInt64, at now: UInt64) {
        latencies?.record(nanoseconds, at: now)
    }

    /// An attempt was not answered, and was waited for so long.
    ///
    /// That counts if it is longer than the delay: were those that a hedge has beaten left out, the percentile would fall, and
    /// with it the delay, until every request were hedged. A shorter time says nothing.
    package mutating func recordUnanswered(_ nanoseconds: UInt64, at now: UInt64) {
        guard latencies != nil, let delay = delay(at: now), nanoseconds >= delay else { return }
        latencies?.record(nanoseconds, at: now)
    }
}
