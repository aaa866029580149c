import Synchronization

/// What all picks of a load balancer share.
package final class BalancerTotals: Sendable {
    private struct Word: ~Copyable, Sendable {
        let value: Atomic<UInt64>

        init(_ value: UInt64) {
            self.value = Atomic(value)
        }
    }

    // Apart: a policy that uses one of them should not wait for those who use another.
    private let turn: CacheLine<Word>
    private let random: CacheLine<Word>
    private let inFlightCount: CacheLine<Word>

    package init(seed: UInt64) {
        var seeds = PickLane(seed: seed)
        turn = CacheLine(Word(seeds.nextRandom()))
        random = CacheLine(Word(seeds.nextRandom()))
        inFlightCount = CacheLine(Word(0))
    }

    deinit {
        turn.deallocate()
        random.deallocate()
        inFlightCount.deallocate()
    }

    func nextTurn() -> UInt64 {
        turn.value.value.wrappingAdd(1, ordering: .relaxed).oldValue
    }

    func nextRandom() -> UInt64 {
        PickLane.mixed(random.value.value.wrappingAdd(PickLane.step, ordering: .relaxed).newValue)
    }

    var inFlight: Int {
        Int(truncatingIfNeeded: inFlightCount.value.value.load(ordering: .relaxed))
    }

    func start() {
        inFlightCount.value.value.wrappingAdd(1, ordering: .relaxed)
    }

    func finish() {
        inFlightCount.value.value.wrappingSubtract(1, ordering: .relaxed)
    }
}
