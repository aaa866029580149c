import Synchronization

/// How often an endpoint has failed since it last succeeded. One for all lanes: it is read with each success, but written to
/// only where there was a failure.
struct FailureStreak: Sendable {
    private struct Word: ~Copyable, Sendable {
        let count = Atomic<Int>(0)
    }

    private let line = CacheLine(Word())

    func deallocate() {
        line.deallocate()
    }

    @inline(__always)
    func end() {
        // Read first: a line that is only read is shared by all processors.
        if line.value.count.load(ordering: .relaxed) != 0 {
            line.value.count.store(0, ordering: .relaxed)
        }
    }

    /// The number of failures in a row, with this one.
    func grow() -> Int {
        line.value.count.wrappingAdd(1, ordering: .relaxed).newValue
    }

    var length: Int { line.value.count.load(ordering: .relaxed) }
}
