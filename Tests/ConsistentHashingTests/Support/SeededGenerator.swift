/// SplitMix64: the same numbers for the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0xD134_2543_DE82_EF95 &+ 0x2545_F491_4F6C_DD1D
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// True with the given probability.
    mutating func chance(_ probability: Double) -> Bool {
        .random(in: 0..<1, using: &self) < probability
    }
}

/// Hashes to ask a placement about: both ends of the space, their neighbours, the middle, and random ones.
func probeHashes(_ count: Int, seed: UInt64) -> [UInt64] {
    var generator = SeededGenerator(seed: seed)
    return [0, 1, 1 << 63 - 1, 1 << 63, .max - 1, .max] + (0..<count).map { _ in generator.next() }
}
