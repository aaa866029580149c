/// What is known of one endpoint's health, and when it is to be probed next.
///
/// ```
///              first probe succeeds                        unhealthyThreshold failures in a row,
///             ┌──────────────────────────────▶ healthy ───────────────────┐  or a conclusive one
///    unknown ─┤                                   ▲                       ▼
///             │                                   └───────────────── unhealthy
///             └───────────────────────────────▶ healthyThreshold successes in a row
///              first probe fails: unhealthy
/// ```
///
/// One probe decides what an unknown endpoint is, either way, as in Envoy: there an endpoint takes no traffic before its first
/// probe has succeeded, so one failure leaves it out, and then it takes `healthy_threshold` successes to get in.
///
/// The first probe is due at once, each later one a wait after the end of the one before: one that hangs is never followed
/// by another on its heels. All times are nanoseconds of one clock; one that went backwards only makes a wait begin earlier.
package struct HealthMachine: Sendable {
    /// How a probe ended.
    package struct Result: Hashable, Sendable {
        package let succeeded: Bool
        /// When it ended.
        package let at: UInt64
    }

    package private(set) var state = HealthState.unknown

    /// When the next probe is due: `nil` while one is under way.
    package private(set) var nextProbeAt: UInt64?

    /// How the last probe that ended went; `nil` before the first.
    package private(set) var lastResult: Result?

    /// How many probes succeeded since the last one failed.
    package private(set) var successesInARow = 0

    /// How many probes failed since the last one succeeded.
    package private(set) var failuresInARow = 0

    private let configuration: HealthConfiguration
    /// Added to the random numbers that come later, so that endpoints which are given the same ones still wait differently.
    private let phase: UInt64

    /// An endpoint that has not been probed yet, and is to be at once.
    package init(_ configuration: HealthConfiguration, now: UInt64, random: UInt64) {
        self.configuration = configuration
        phase = random
        nextProbeAt = now
    }

    /// Notes that a probe has been started. Without effect while one is under way.
    package mutating func probeStarted(at now: UInt64) {
        nextProbeAt = nil
    }

    /// Lets the next probe be due now, if it is not already. Without effect while one is under way.
    package mutating func bringForward(to now: UInt64) {
        nextProbeAt = nextProbeAt.map { min($0, now) }
    }

    /// Notes how the probe under way ended. Without effect, and `nil`, if none is.
    ///
    /// - Parameters:
    ///   - conclusive: the endpoint itself said that it is unwell, such as by an unexpected HTTP status. A failure then
    ///     needs no others beside it, as in Envoy.
    ///   - hadTraffic: whether requests were sent to it since the last probe.
    /// - Returns: the new state, if it is another one.
    package mutating func probeEnded(
        succeeded: Bool,
        conclusive: Bool,
        hadTraffic: Bool,
        at now: UInt64,
        random: UInt64
    ) -> HealthState? {
        guard nextProbeAt == nil else { return nil }
        let before = state
        if succeeded {
            successesInARow += 1
            failuresInARow = 0
            if state == .unknown || successesInARow >= configuration.healthyThreshold {
                state = .healthy
            }
        } else {
            failuresInARow += 1
            successesInARow = 0
            if state == .unknown || conclusive || failuresInARow >= configuration.unhealthyThreshold {
                state = .unhealthy
            }
        }
        // Nobody could send requests before the first probe ended: that it had none says nothing. One that has begun to fail
        // is looked at closely, or three failures would take three idle waits.
        let isIdle = before != .unknown && state == .healthy && succeeded && !hadTraffic
        lastResult = Result(succeeded: succeeded, at: now)
        nextProbeAt = now.addingSaturating(wait(isIdle: isIdle, random: random))
        return state == before ? nil : state
    }

    private func wait(isIdle: Bool, random: UInt64) -> UInt64 {
        let interval = configuration.interval.nanoseconds
        let base = isIdle ? max(interval, configuration.idleInterval.nanoseconds) : interval
        guard configuration.jitter > 0 else { return base }
        // The upper 53 bits: as many as a Double holds, in [0, 1).
        let fraction = Double((random &+ phase) >> 11) * 0x1p-53
        return UInt64(saturating: Double(base) * (1 + configuration.jitter * (2 * fraction - 1)))
    }
}
