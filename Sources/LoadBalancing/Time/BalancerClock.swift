/// Any clock as nanoseconds since it was wrapped.
package struct BalancerClock: Sendable {
    /// Nanoseconds since then.
    package let now: @Sendable () -> UInt64
    /// Waits until then. Throws if the task is cancelled.
    package let sleep: @Sendable (_ until: UInt64) async throws -> Void

    package init<C: Clock<Duration>>(_ clock: C) {
        let start = clock.now
        now = { start.duration(to: clock.now).nanoseconds }
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
