import ConsistentHashing
import Testing

/// Vector instructions give what a plain loop gives, to the last bit.
@Suite struct RendezvousScanTests {
    static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// The rule itself: the largest raw hash, and of equal ones the first.
    private static func best(of seeds: ArraySlice<UInt64>, hash: UInt64) -> (position: Int, rawHash: UInt64) {
        var best = (position: seeds.startIndex, rawHash: UInt64(0))
        for (position, seed) in zip(seeds.indices, seeds) {
            let rawHash = (hash ^ seed) &* multiplier
            if rawHash > best.rawHash {
                best = (position, rawHash)
            }
        }
        return best
    }

    @Test(
        "Every scan that the machine has finds the first of the largest raw hashes",
        arguments: [1, 2, 3] as [UInt64]
    )
    func agreement(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        // Around every length at which one way of going through the seeds gives over to another.
        let lengths =
            Array(1...140) + [191, 192, 193, 254, 255, 256, 257, 258, 319, 320, 321, 383, 384, 385, 1000, 1025]
        for length in lengths {
            let start = Int.random(in: 0..<9, using: &generator)
            var seeds = (0..<start + length + 3).map { _ in UInt64.random(in: 0 ... .max, using: &generator) }
            if length.isMultiple(of: 3) {
                // Few different ones, so that the largest comes up several times.
                let few = Array(seeds.prefix(3))
                seeds = seeds.map { _ in few.randomElement(using: &generator)! }
            }
            let range = start..<start + length
            var hashes = (0..<20).map { _ in UInt64.random(in: 0 ... .max, using: &generator) }
            // With which some raw hash, or each of them, is 0: the least there is.
            hashes.append(seeds[range.lowerBound])
            for hash in hashes {
                let expected = Self.best(of: seeds[range], hash: hash)
                for scan in RendezvousScan.available {
                    let found = scan.best(of: seeds, in: range, hash: hash, multiplier: Self.multiplier)
                    #expect(
                        found == expected,
                        "\(scan), seed \(seed), \(length) seeds from \(start) on, hash \(hash)"
                    )
                }
            }
        }
    }

    @Test("Equal seeds whose raw hash is 0: the first of them")
    func onlyZeros() {
        for length in [1, 7, 8, 9, 16, 17, 64, 256, 257, 600] {
            let seeds = [UInt64](repeating: 42, count: length)
            for scan in RendezvousScan.available {
                let best = scan.best(of: seeds, in: 0..<length, hash: 42, multiplier: Self.multiplier)
                #expect(best == (0, 0), "\(scan), \(length) seeds")
            }
        }
    }

    @Test("Owners do not depend on the scan, whatever the weights", arguments: [4, 5] as [UInt64])
    func owners(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for count in [1, 9, 40, 300] {
            for weights in [[1.0], [1, 2], [0.3, 1, 7]] {
                let members = (0..<count).map { Member("node-\($0)", weight: weights[$0 % weights.count]) }
                let plain = try RendezvousHash(members, scan: .plain)
                for scan in RendezvousScan.available {
                    let other = try RendezvousHash(members, scan: scan)
                    for _ in 0..<100 {
                        let hash = UInt64.random(in: 0 ... .max, using: &generator)
                        #expect(
                            other.ownerIndex(ofHash: hash) == plain.ownerIndex(ofHash: hash),
                            "\(scan), seed \(seed), \(count) nodes, weights \(weights), hash \(hash)"
                        )
                    }
                }
            }
        }
    }
}
