import Synchronization

/// A ``PeakEWMA`` that many threads feed and read.
///
/// Those who feed it lock it for a few instructions. Those who read it don't wait: they read its two words one after the
/// other. A reader in between may see one average with the other's time, decayed since the sample before the last or not at all:
/// for one pick the endpoint looks better or worse than it is.
package final class LatencyEstimate: Sendable {
    /// Without samples. Kept, for it takes a division of durations to make one.
    private let empty: PeakEWMA
    private let fed: Locked<PeakEWMA>
    private let average: Atomic<UInt64>
    private let stamp: Atomic<UInt64>

    /// - Parameter now: what is assumed before the first sample decays from here on.
    init(_ configuration: PeakEWMA.Configuration, now: UInt64) {
        let empty = PeakEWMA(configuration, now: now)
        self.empty = empty
        fed = Locked(empty)
        average = Atomic(empty.average.bitPattern)
        stamp = Atomic(empty.stamp)
    }

    /// Takes in how long a request took: 1 ns at least, as 0 stands for an endpoint that never answered. One that failed or was
    /// cancelled took at least as long, so it may raise the average, but never lowers it.
    func record(_ outcome: Outcome, startedAt start: UInt64, now: UInt64) {
        let latency = Double(now > start ? now - start : 1)
        fed.withLock { fed in
            guard outcome == .success || latency > fed.value(at: now) else { return }
            fed.record(latency, at: now)
            average.store(fed.average.bitPattern, ordering: .relaxed)
            stamp.store(fed.stamp, ordering: .relaxed)
        }
    }

    /// The average at a time, in nanoseconds.
    func value(at now: UInt64) -> Double {
        empty.with(
            average: Double(bitPattern: average.load(ordering: .relaxed)),
            stamp: stamp.load(ordering: .relaxed)
        )
        .value(at: now)
    }
}
