/// What the probes of one endpoint amount to, and when the next one is due. Times are nanoseconds.
///
/// ```
///            1 success                 3 failures in a row, or a conclusive one
/// unknown ─────────────▶ healthy ─────────────────────────────────▶ unhealthy
///    │                      ▲                                            │
///    │                      └────────── 2 successes in a row ────────────┘
///    └──────────────────── 3 failures in a row, or a conclusive one ─────▲
/// ```
package struct HealthMachine: Sendable {
    private let configuration: HealthConfiguration
    package private(set) var state = HealthState.unknown

    /// When the next probe is due; `nil` while one is under way.
    package private(set) var nextProbeAt: UInt64?

    /// Results alike since the last one unlike: successes if the last was one, failures if not.
    private var alike = 0

    /// How the last probe ended, and when.
    package private(set) var lastResult: (succeeded: Bool, at: UInt64)?
    private var probeStartedAt: UInt64

    /// An endpoint of which nothing is known. Its first probe is due within a tenth of a second: at once, but not those of a
    /// thousand endpoints in the same instant.
    package init(_ configuration: HealthConfiguration, now: UInt64, random: UInt64) {
        self.configuration = configuration
        let spread = Double(min(configuration.interval.nanoseconds, 100_000_000)) * configuration.jitter
        nextProbeAt = now.addingSaturated(nanoseconds: UInt64(spread * Self.uniform(random)))
        probeStartedAt = now
    }

    /// A probe begins.
    package mutating func probeStarted(at now: UInt64) {
        nextProbeAt = nil
        probeStartedAt = now
    }

    /// The probe under way ends.
    ///
    /// - Parameters:
    ///   - conclusive: a failure that needs no other to be believed.
    ///   - hadTraffic: whether requests were picked for the endpoint since its last probe.
    /// - Returns: The new state, if it is another.
    package mutating func probeEnded(
        succeeded: Bool,
        conclusive: Bool,
        hadTraffic: Bool,
        at now: UInt64,
        random: UInt64
    ) -> HealthState? {
        alike = lastResult?.succeeded == succeeded ? min(alike + 1, .max - 1) : 1
        lastResult = (succeeded, now)
        let before = state
        if succeeded {
            if state == .unknown || alike >= configuration.healthyThreshold {
                state = .healthy
            }
        } else if conclusive || alike >= configuration.unhealthyThreshold {
            state = .unhealthy
        }
        // One in doubt is looked at closely: only one that is well and idle may wait.
        let isIdle = succeeded && state == .healthy && !hadTraffic
        let wait = Double((isIdle ? configuration.idleInterval : configuration.interval).nanoseconds)
        let jittered = wait * (1 + configuration.jitter * (2 * Self.uniform(random) - 1))
        let due = probeStartedAt.addingSaturated(nanoseconds: UInt64(min(max(0, jittered), 0x1p63)))
        nextProbeAt = max(due, now)
        return state == before ? nil : state
    }

    /// In `0..<1`.
    private static func uniform(_ random: UInt64) -> Double {
        Double(random >> 11) / 0x1p53
    }
}
