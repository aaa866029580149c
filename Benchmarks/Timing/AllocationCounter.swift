import Floor

/// Counts what is allocated on this thread.
package enum AllocationCounter {
    /// True once one known allocation was counted as one, and none as none.
    package static let works: Bool = {
        guard floor_counts_allocations() else { return false }
        return counting { _ = makeArray(count: 0) } == 0 && counting { _ = makeArray(count: 100) } == 1
    }()

    /// How many allocations a loop makes, `nil` if they can't be counted.
    package static func count(_ body: () -> UInt64) -> Int? {
        works ? counting { _ = body() } : nil
    }

    private static func counting(_ body: () -> Void) -> Int {
        let before = floor_allocations()
        body()
        return Int(floor_allocations() - before)
    }

    /// Out of line: an array that is only made to be thrown away might not be made.
    @inline(never)
    @_optimize(none)
    private static func makeArray(count: Int) -> [UInt64] {
        [UInt64](repeating: 1, count: count)
    }
}
