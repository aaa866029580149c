#if Caches
    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// The date, for times to live that memcached wants as one.
    enum SystemTime {
        static var secondsSince1970: Int64 { Int64(time(nil)) }
    }
#endif
