#if DNSDiscovery
    import LoadBalancing

    /// How long to wait before a name is asked for again, in nanoseconds.
    ///
    /// ```text
    /// after an answer          max(floor, clamp(TTL, floor...ceiling) · uniform(1 − jitter, 1])
    /// after a negative answer  floor
    /// after the n-th failure   min(maximum, backoff · 1.6ⁿ⁻¹) · uniform(0.8, 1]
    /// ```
    ///
    /// | failures in a row, backoff 1 s, maximum 30 s | 1 | 2 | 3 | 5 | 9 |
    /// | --- | --- | --- | --- | --- | --- |
    /// | seconds, before chance | 1 | 1.6 | 2.56 | 6.55 | 30 |
    struct WaitRule: Sendable {
        /// However often it is asked for, a name is not asked about again sooner than this after the last time.
        static let shortestRepeat: UInt64 = 5_000_000_000

        private let floor: UInt64
        private let ceiling: UInt64
        private let jitter: Double
        private let backoff: Double
        private let maximumBackoff: Double

        init(_ configuration: DNSDiscoveryConfiguration) {
            floor = configuration.minimumTTL.nanoseconds
            ceiling = configuration.maximumTTL.nanoseconds
            jitter = configuration.jitter
            backoff = Double(configuration.backoff.nanoseconds)
            maximumBackoff = max(backoff, Double(configuration.maximumBackoff.nanoseconds))
        }

        func afterAnswer(ttl seconds: UInt32, random: UInt64) -> UInt64 {
            let valid = min(max(UInt64(seconds) * 1_000_000_000, floor), ceiling)
            return max(floor, UInt64(saturating: Double(valid) * (1 - jitter * uniform(random))))
        }

        func afterNegativeAnswer() -> UInt64 { floor }

        /// - Parameter failures: in a row, this one among them.
        func afterFailure(_ failures: Int, random: UInt64) -> UInt64 {
            var wait = backoff
            for _ in 1..<max(failures, 1) where wait < maximumBackoff {
                wait *= 1.6
            }
            return UInt64(saturating: min(wait, maximumBackoff) * (1 - 0.2 * uniform(random)))
        }

        /// In [0, 1).
        private func uniform(_ random: UInt64) -> Double { Double(random >> 11) / 0x1p53 }
    }
#endif
