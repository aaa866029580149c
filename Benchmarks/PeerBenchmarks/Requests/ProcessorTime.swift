#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What this process has taken of the processors, all its threads together.
enum ProcessorTime {
    /// Since its start, in user and in system mode.
    static var ownSeconds: Double {
        // Of a second POSIX has a million, whatever the clock's resolution.
        Double(clock()) / 1_000_000
    }
}
