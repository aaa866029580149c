import Synchronization

/// How often an endpoint has failed since it last succeeded. One for all cells, which know by themselves when there is nothing
/// to end.
struct FailureStreak: Sendable {
    private struct Word: ~Copyable, Sendable {
        let count = Atomic<Int>(0)
    }

    private let line = CacheLine(Word())

    func deallocate() {
        line.deallocate()
    }

    func end() {
        if line.value.count.load(ordering: .sequentiallyConsistent) != 0 {
            line.value.count.store(0, ordering: .sequentiallyConsistent)
        }
    }

    /// The number of failures in a row, with this one.
    func grow() -> Int {
        line.value.count.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue
    }

    var length: Int { line.value.count.load(ordering: .relaxed) }
}
