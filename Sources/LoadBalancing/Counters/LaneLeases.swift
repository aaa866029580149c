import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Who picks on which lane.
///
/// Lane 0 is for all: the load balancer's own picks, and pickers that came when no other lane was left. The others are leased to
/// one picker at a time, which then is the only one that begins picks there, and shares no cache line with those who do elsewhere.
final class LaneLeases: Sendable {
    /// With lane 0.
    let laneCount: Int
    /// A bit for each lane that is taken, or that there is not.
    private let taken: Atomic<UInt64>

    /// - Parameter isShared: whether all are on lane 0. Otherwise there is one more for each processor, up to 32.
    init(isShared: Bool) {
        let leased = isShared ? 0 : max(1, min(32, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        laneCount = 1 + leased
        taken = Atomic(~(((1 << UInt64(leased)) - 1) << 1))
    }

    /// A lane that is the caller's alone until it gives it back; 0 if none is left.
    func lease() -> Int {
        var seen = taken.load(ordering: .relaxed)
        while seen != .max {
            let free = ~seen & (seen &+ 1)
            // Acquiring: what the one before began there is seen.
            let (exchanged, original) = taken.weakCompareExchange(
                expected: seen,
                desired: seen | free,
                successOrdering: .acquiring,
                failureOrdering: .relaxed
            )
            if exchanged { return free.trailingZeroBitCount }
            seen = original
        }
        return 0
    }

    /// Takes back what ``lease()`` gave.
    func giveBack(_ lane: Int) {
        guard lane > 0 else { return }
        taken.bitwiseAnd(~(1 << UInt64(lane)), ordering: .releasing)
    }
}
