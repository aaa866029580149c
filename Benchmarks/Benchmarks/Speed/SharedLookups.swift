import ConsistentHashing
import Foundation
import LoadBalancing
import Synchronization
import Timing

/// Two threads that look keys up in one placement, while a third one replaces it with another of the same members.
final class SharedLookups<Placed: Placement>: @unchecked Sendable {
    // Unchecked: the keys are never written to, and all else is locked or atomic.
    private let placement: Locked<Placed>
    private let keys: SpeedKeys
    private let passes: Int
    private let isReplacing = Atomic(false)
    private let isOver = Atomic(false)

    /// How many keys a reader looks up in the placement it has read, before it reads it again.
    static var keysAtOnce: Int { 64 }
    static var readers: Int { 2 }

    /// - Parameters:
    ///   - placements: what to replace one another, all with the same owners.
    ///   - passes: how often a reader goes through the keys in a batch, so that starting it takes no time beside that.
    init(_ placements: [Placed], keys: SpeedKeys, passes: Int) {
        placement = Locked(placements[0])
        self.keys = keys
        self.passes = passes
        Thread.detachNewThread { [self] in replace(placements) }
    }

    /// Ends the third thread.
    func end() {
        isOver.store(true, ordering: .relaxed)
    }

    private func replace(_ placements: [Placed]) {
        var turn = 0
        while !isOver.load(ordering: .relaxed) {
            if isReplacing.load(ordering: .relaxed) {
                turn = (turn + 1) % placements.count
                placement.withLock { $0 = placements[turn] }
            }
            usleep(100)
        }
    }

    /// A batch of lookups by all readers.
    func sumOfIndices() -> UInt64 {
        isReplacing.store(true, ordering: .relaxed)
        defer { isReplacing.store(false, ordering: .relaxed) }
        return onAllReaders { [self] in
            var sum: UInt64 = 0
            for start in stride(from: 0, to: keys.count, by: Self.keysAtOnce) {
                let placement = placement.withLock { $0 }
                sum &+= sumOfSomeIndices(placement, keys, start..<min(keys.count, start + Self.keysAtOnce))
            }
            return sum
        }
    }

    /// `floor` by as many.
    func floorSumOfAll() -> UInt64 {
        onAllReaders { [self] in floorSum(keys) }
    }

    private func onAllReaders(_ body: @Sendable () -> UInt64) -> UInt64 {
        let sum = Atomic<UInt64>(0)
        DispatchQueue.concurrentPerform(iterations: Self.readers) { _ in
            for _ in 0..<passes {
                sum.wrappingAdd(body(), ordering: .relaxed)
            }
        }
        return sum.load(ordering: .relaxed)
    }
}
