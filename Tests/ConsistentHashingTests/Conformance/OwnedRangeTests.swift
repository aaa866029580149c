import ConsistentHashing
import Testing

@Suite("Owned ranges are the placement")
struct OwnedRangeTests {
    static let subjects: [any PlacementSubject] =
        Subjects.all.filter { !($0 is RendezvousSubject) && !($0 is ThinnedRingSubject) }
        + [RingSubject(virtualNodes: 1), RingSubject()]

    @Test("They cover all hashes in order, and agree with lookups at both ends and in the middle", arguments: subjects)
    func coverAndAgree(subject: any PlacementSubject) throws {
        try expectCoverage(subject)
    }

    private func expectCoverage(_ subject: some PlacementSubject) throws {
        for seed in UInt64(0)..<8 {
            var generator = SeededGenerator(seed: seed)
            let style = WeightStyle.allCases[Int(seed) % 3]
            let placement = try subject.build(randomMembers(style: style, using: &generator))
            let ranges = try #require(placement.rangesIfAny)
            guard !placement.membership.isEmpty else { continue }
            #expect(ranges.first?.hashes.lowerBound == 0, "seed \(seed)")
            #expect(ranges.last?.hashes.upperBound == .max, "seed \(seed)")
            let gaps = zip(ranges, ranges.dropFirst()).filter { $0.hashes.upperBound &+ 1 != $1.hashes.lowerBound }
            #expect(gaps.isEmpty, "seed \(seed)")
            let wrong = ranges.filter { range in
                let (low, high) = (range.hashes.lowerBound, range.hashes.upperBound)
                return [low, low + (high - low) / 2, high].contains {
                    placement.ownerIndex(ofHash: $0) != range.ownerIndex
                }
            }
            #expect(wrong.isEmpty, "seed \(seed)")
        }
    }

    @Test("Owned shares add up to 1 and are the ranges' sums", arguments: subjects)
    func shares(subject: any PlacementSubject) throws {
        try expectRightShares(subject)
    }

    private func expectRightShares(_ subject: some PlacementSubject) throws {
        for seed in UInt64(20)..<24 {
            var generator = SeededGenerator(seed: seed)
            let built = try subject.build(randomMembers(style: .integers, using: &generator))
            let placement = try #require(built as? any HashRangePlacement<String>)
            let shares = placement.ownedShares
            #expect(shares.count == placement.membership.count)
            #expect(abs(shares.reduce(0, +) - 1) < 1e-12, "seed \(seed)")
            var widths = [UInt128](repeating: 0, count: shares.count)
            for range in try #require(placement.rangesIfAny) {
                widths[range.ownerIndex] += UInt128(range.hashes.upperBound - range.hashes.lowerBound) + 1
            }
            #expect(widths.reduce(0, +) == 1 << 64, "seed \(seed)")
            for (share, width) in zip(shares, widths) {
                #expect(abs(share - Double(width) / 0x1p64) < 1e-12, "seed \(seed)")
            }
        }
    }

    @Test("One node owns one piece, which may come in several ranges", arguments: subjects)
    func singleNode(subject: any PlacementSubject) throws {
        try expectOnePiece(subject)
    }

    private func expectOnePiece(_ subject: some PlacementSubject) throws {
        let placement = try #require(try subject.build([Member("only")]) as? any HashRangePlacement<String>)
        #expect(placement.ownedShares == [1])
        #expect(probeHashes(50, seed: 1).allSatisfy { placement.owner(ofHash: $0) == "only" })
    }

    @Test("A range's share is its part of the hash space")
    func rangeShare() {
        #expect(OwnedRange(hashes: 0...UInt64.max, ownerIndex: 0).share == 1)
        #expect(OwnedRange(hashes: 0...(1 << 63 - 1), ownerIndex: 0).share == 0.5)
        #expect(OwnedRange(hashes: 7...7, ownerIndex: 0).share == 0x1p-64)
    }
}
