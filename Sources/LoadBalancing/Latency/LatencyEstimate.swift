import Synchronization

/// A ``PeakEWMA`` that many threads feed and read.
///
/// Those who feed it lock it for a few instructions. Those who read it don't wait: they read its two words one after the
/// other, so that a reader in between sees the new average decayed by a moment more than it should be.
package final class LatencyEstimate: Sendable {
    private let configuration: PeakEWMA.Configuration
    private let fed: Locked<PeakEWMA>
    private let average: Atomic<UInt64>
    private let stamp = Atomic<UInt64>(0)

    init(_ configuration: PeakEWMA.Configuration) {
        let empty = PeakEWMA(configuration, now: 0)
        self.configuration = configuration
        fed = Locked(empty)
        average = Atomic(empty.average.bitPattern)
    }

    /// Takes in how long a request took. One that failed or was cancelled took at least as long, so it may raise the average,
    /// but never lowers it: an endpoint that fails fast must not look fast.
    func record(_ outcome: Outcome, startedAt start: UInt64, now: UInt64) {
        let latency = Double(now > start ? now - start : 0)
        fed.withLock { fed in
            guard outcome == .success || latency > fed.value(at: now) else { return }
            fed.record(latency, at: now)
            average.store(fed.average.bitPattern, ordering: .relaxed)
            stamp.store(fed.stamp, ordering: .relaxed)
        }
    }

    /// The average at a time, in nanoseconds.
    func value(at now: UInt64) -> Double {
        PeakEWMA(
            configuration,
            average: Double(bitPattern: average.load(ordering: .relaxed)),
            stamp: stamp.load(ordering: .relaxed)
        )
        .value(at: now)
    }
}
