import Foundation

/// What this process has taken of the processors, all its threads together.
enum ProcessorTime {
    /// Since its start, in user and in system mode.
    static var ownSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
