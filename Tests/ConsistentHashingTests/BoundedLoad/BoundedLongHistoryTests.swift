import ConsistentHashing
import Testing

@Suite("Bounded load: what a long history leaves behind is cleaned up, not relied on")
struct BoundedLongHistoryTests {
    @Test("After thousands of steps over hundreds of keys it is the simulation's, seeds 90 and 91")
    func longHistories() throws {
        for seed in UInt64(90)...91 {
            let members = (0..<5).map { Member("node-\($0)", weight: seed == 90 ? 1 : [1, 2, 3.5, 1, 1][$0]) }
            for (name, placement) in try everyPlacement(members) {
                try expectLongHistory(placement, seed: seed, "\(name), seed \(seed)")
            }
        }
    }

    private func expectLongHistory(_ placement: some HashPlacement<String>, seed: UInt64, _ comment: Comment) throws {
        var random = SeededGenerator(seed: seed)
        // The same keys come and go again and again, so that what a heap still has of them becomes true once more.
        let keys = (0..<400).map { _ in random.next() }
        var hashes: Set<UInt64> = []
        var rankings: [UInt64: [Int]] = [:]
        var assignment = try BoundedAssignment(over: placement, factor: 1.02)
        for step in 1...2000 {
            let hash = keys[Int.random(in: keys.indices, using: &random)]
            if hashes.remove(hash) == nil {
                try assignment.assign(hash: hash)
                hashes.insert(hash)
            } else {
                assignment.release(hash: hash)
            }
            let isWithinBound = zip(assignment.loads, assignment.capacities).allSatisfy { $0 <= $1 }
            #expect(isWithinBound, "\(comment), step \(step)")
            if step % 50 == 0 {
                BoundedSimulation.expectSame(
                    assignment,
                    hashes,
                    rankings: &rankings,
                    "\(comment), step \(step)"
                )
            }
        }
    }
}
