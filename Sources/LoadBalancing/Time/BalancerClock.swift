/// Any clock as nanoseconds since it was wrapped.
@usableFromInline
package struct BalancerClock: Sendable {
    /// Nanoseconds since then.
    package let now: @Sendable () -> UInt64
    /// Waits until then. Throws if the task is cancelled.
    @usableFromInline
    package let sleep: @Sendable (_ until: UInt64) async throws -> Void

    package init<C: Clock<Duration>>(_ clock: C) {
        // Nearly everybody's, read as what it is: through a protocol it would take several times as long.
        let start = clock.now
        if clock is ContinuousClock, let start = start as? ContinuousClock.Instant {
            now = { start.duration(to: .now).nanoseconds }
        } else {
            now = { start.duration(to: clock.now).nanoseconds }
        }
        sleep = { until in
            // Nobody waits for longer than 292 years.
            try await clock.sleep(until: start.advanced(by: .nanoseconds(Int64(clamping: until))), tolerance: nil)
        }
    }

    /// A time that is only read: nobody sleeps by it.
    init(readOnly now: @escaping @Sendable () -> UInt64) {
        self.now = now
        sleep = { _ in throw CancellationError() }
    }
}
