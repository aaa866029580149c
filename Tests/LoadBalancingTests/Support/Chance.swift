@testable import LoadBalancing

/// Random numbers that are the same for the same seed.
struct Chance: RandomNumberGenerator {
    private var lane: PickLane

    init(seed: UInt64) {
        lane = PickLane(seed: seed)
    }

    mutating func next() -> UInt64 {
        lane.nextRandom()
    }

    /// True with this probability.
    mutating func says(_ probability: Double) -> Bool {
        .random(in: 0..<1, using: &self) < probability
    }
}

extension UInt64 {
    /// So many seconds in nanoseconds.
    static func seconds(_ seconds: Double) -> UInt64 {
        UInt64((seconds * 1e9).rounded())
    }
}
