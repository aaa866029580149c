import CRendezvous

/// How the largest of many raw hashes is found: with which of the machine's instructions. All give the same answer, bit
/// for bit; only a test and the benchmark have a choice.
package enum RendezvousScan: Sendable, CaseIterable {
    /// Swift alone.
    case plain
    /// Four nodes at a time.
    case avx2
    /// Eight nodes at a time.
    case avx512

    /// What this machine can do.
    package static let available: [RendezvousScan] = {
        switch sharding_vectors() {
        case SHARDING_AVX512: [.plain, .avx2, .avx512]
        case SHARDING_AVX2: [.plain, .avx2]
        default: [.plain]
        }
    }()

    /// The one that is fastest on this machine.
    package static var fastest: RendezvousScan { available.last ?? .plain }

    /// The largest of the raw hashes `(hash ⊕ seed) · multiplier`, and the position of the first seed in `range` that has
    /// it. The range must be of the seeds, and not empty.
    package func best(of seeds: [UInt64], in range: Range<Int>, hash: UInt64, multiplier: UInt64) -> (
        position: Int, rawHash: UInt64
    ) {
        guard self != .plain else {
            return Self.plainBest(of: seeds, in: range, hash: hash, multiplier: multiplier)
        }
        let best = seeds.withUnsafeBufferPointer { seeds in
            let start = unsafe seeds.baseAddress.map { unsafe $0 + range.lowerBound }
            return unsafe sharding_best(start, range.count, hash, multiplier, self == .avx512)
        }
        return (range.lowerBound &+ Int(best.position), best.raw_hash)
    }

    @inline(__always)
    private static func plainBest(of seeds: [UInt64], in range: Range<Int>, hash: UInt64, multiplier: UInt64) -> (
        position: Int, rawHash: UInt64
    ) {
        func rawHash(at position: Int) -> UInt64 {
            (hash ^ seeds.element(uncheckedAt: position)) &* multiplier
        }
        // Nothing here branches on a raw hash: a branch would be predicted wrong each time the best changes. Keeping the
        // position too is half the work, so of most seeds only the largest of each block is kept.
        var best: UInt64 = 0
        var position = range.lowerBound
        var next = range.lowerBound
        while range.upperBound &- next >= blockSize {
            var bestOfBlock: UInt64 = 0
            for offset in 0..<blockSize {
                bestOfBlock = max(bestOfBlock, rawHash(at: next &+ offset))
            }
            position = bestOfBlock > best ? next : position
            best = max(best, bestOfBlock)
            next &+= blockSize
        }
        if next > range.lowerBound {
            let block = position
            for offset in (0..<blockSize).reversed() {
                position = rawHash(at: block &+ offset) == best ? block &+ offset : position
            }
        }
        while next < range.upperBound {
            let candidate = rawHash(at: next)
            position = candidate > best ? next : position
            best = max(best, candidate)
            next &+= 1
        }
        return (position, best)
    }

    /// How many seeds the plain loop looks at without keeping a position.
    private static var blockSize: Int { 16 }
}
