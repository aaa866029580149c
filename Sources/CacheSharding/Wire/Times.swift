#if Caches
    import LoadBalancing
    import NIOCore

    extension TimeAmount {
        /// A duration, or a hundred years if it is longer: times are counted in 63 bits.
        init(atMostACentury duration: Duration) {
            let century: UInt64 = 100 * 365 * 86_400 * 1_000_000_000
            self = .nanoseconds(Int64(min(duration.nanoseconds, century)))
        }
    }
#endif
