#if StickySessions
    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// The time of day, which all instances have nearly alike.
    enum WallClock {
        /// Seconds since 1970.
        @Sendable
        static func now() -> Int64 {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Int64(time.tv_sec)
        }
    }
#endif
