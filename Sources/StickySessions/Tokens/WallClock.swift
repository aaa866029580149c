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
        static func now() -> Int64 { Int64(time(nil)) }
    }
#endif
