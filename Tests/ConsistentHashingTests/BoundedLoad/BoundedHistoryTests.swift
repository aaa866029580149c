import ConsistentHashing
import Testing

@Suite("Bounded load: whatever came before, an assignment is what its keys make it")
struct BoundedHistoryTests {
    private static let factors = [1 + .ulpOfOne, 1.01, 1.25, 2, 10, 1e300]

    private static let weights: [[Double]] = [
        [1], [1, 1, 1, 1, 1, 1, 1], [1, 1_000_000], [3, 1, 2.5, 0.5, 1], [1, 1_000_000, 1, 1e-300],
    ]

    private static func members(_ weights: [Double]) -> [Member<String>] {
        weights.enumerated().map { Member("node-\($0)", weight: $1) }
    }

    /// All placements that can hold these weights: a table needs more slots for 1 : 1,000,000 than a test has time for.
    private static func placements(
        _ weights: [Double]
    ) throws -> [(name: String, placement: any HashPlacement<String>)] {
        let members = members(weights)
        guard let least = weights.min(), let most = weights.max(), most / least > 1000 else {
            return try everyPlacement(members)
        }
        return [("ring", try HashRing(members)), ("rendezvous", try RendezvousHash(members))]
    }

    @Test("After every step of random histories it is the simulation's, seeds 0 to 29", arguments: UInt64(0)..<30)
    func histories(seed: UInt64) throws {
        let weights = Self.weights[Int(seed) % Self.weights.count]
        let factor = Self.factors[Int(seed) % Self.factors.count]
        for (name, placement) in try Self.placements(weights) {
            try expectHistory(
                try start(placement, factor: factor),
                seed: seed,
                "\(name), weights \(weights), factor \(factor), seed \(seed)"
            )
        }
    }

    private func start(
        _ placement: some HashPlacement<String>,
        factor: Double
    ) throws -> any BoundedHistorySubject {
        try BoundedAssignment(over: placement, factor: factor)
    }

    private func expectHistory(
        _ subject: some BoundedHistorySubject,
        seed: UInt64,
        _ comment: Comment
    ) throws {
        var subject = subject
        try subject.runHistory(steps: 120, seed: seed, comment)
    }

    @Test("A planned total fixes the capacities, and holds up to what they add up to, seeds 50 to 53")
    func plannedTotals() throws {
        for seed in UInt64(50)..<54 {
            for (name, placement) in try everyPlacement(Self.members([3, 1, 2.5, 0.5, 1])) {
                try expectPlanned(placement, seed: seed, "\(name), seed \(seed)")
            }
        }
    }

    private func expectPlanned(_ placement: some HashPlacement<String>, seed: UInt64, _ comment: Comment) throws {
        var assignment = try BoundedAssignment(over: placement, factor: 1.1, plannedTotal: 40)
        let capacity = assignment.capacities.reduce(0, +)
        try assignment.runHistory(steps: 120, seed: seed, comment)
        // More keys than capacity: the first ones fit, none of the others, and nothing changes.
        var random = SeededGenerator(seed: seed + 1000)
        var hashes = Set(assignment.hashes)
        while hashes.count < capacity {
            let hash = random.next()
            try assignment.assign(hash: hash)
            hashes.insert(hash)
        }
        for _ in 0..<5 {
            #expect(throws: BoundedLoadError.saturated(keys: capacity + 1, totalCapacity: capacity), comment) {
                try assignment.assign(hash: random.next())
            }
        }
        BoundedSimulation.expectSame(assignment, hashes, comment)
        #expect(assignment.loads == assignment.capacities, comment)
        // With room made, the next one is let in again.
        let released = try #require(hashes.min())
        #expect(assignment.release(hash: released) != nil, comment)
        let hash = random.next()
        try assignment.assign(hash: hash)
        BoundedSimulation.expectSame(assignment, hashes.subtracting([released]).union([hash]), comment)
    }

    @Test("Any order of the same keys, at once or one by one, gives the same assignment, seeds 70 to 75")
    func anyOrder() throws {
        for seed in UInt64(70)..<76 {
            for (name, placement) in try everyPlacement(Self.members([1, 1, 1, 2, 3])) {
                try expectAnyOrder(placement, seed: seed, "\(name), seed \(seed)")
            }
        }
    }

    private func expectAnyOrder(_ placement: some HashPlacement<String>, seed: UInt64, _ comment: Comment) throws {
        var random = SeededGenerator(seed: seed)
        var hashes = (0..<80).map { _ in random.next() }
        let atOnce = try BoundedAssignment(ofHashes: hashes + hashes, over: placement, factor: 1.05)
        BoundedSimulation.expectSame(atOnce, Set(hashes), comment)
        for _ in 0..<3 {
            hashes.shuffle(using: &random)
            var oneByOne = try BoundedAssignment(over: placement, factor: 1.05)
            for hash in hashes { try oneByOne.assign(hash: hash) }
            #expect(oneByOne.hashes == atOnce.hashes, comment)
            #expect(hashes.allSatisfy { oneByOne.owner(ofHash: $0) == atOnce.owner(ofHash: $0) }, comment)
        }
        var again = atOnce
        for hash in hashes { #expect(again.release(hash: hash) != nil, comment) }
        #expect(again.count == 0 && again.extraProbes == 0 && again.loads.allSatisfy { $0 == 0 }, comment)
        #expect(atOnce.count == 80, "the copy is another assignment")
    }
}

/// A bounded assignment over whatever placement, to run histories on.
private protocol BoundedHistorySubject {
    mutating func runHistory(steps: Int, seed: UInt64, _ comment: Comment) throws
}

extension BoundedAssignment: BoundedHistorySubject {
    /// Keys come and go at random, mostly coming at first; every step is checked.
    fileprivate mutating func runHistory(steps: Int, seed: UInt64, _ comment: Comment) throws {
        var random = SeededGenerator(seed: seed)
        var hashes: Set<UInt64> = []
        var rankings: [UInt64: [Int]] = [:]
        for step in 0..<steps {
            let at: Comment = "\(comment), step \(step)"
            let before = hashes.map { ($0, owner(ofHash: $0)) }
            var moves: [BoundedMove<Node>] = []
            let comes = Double.random(in: 0..<1, using: &random) < (step < steps / 2 ? 0.8 : 0.4)
            if comes || hashes.isEmpty {
                let hash = random.next()
                do {
                    let change = try assign(hash: hash)
                    hashes.insert(hash)
                    moves = change.moves
                    #expect(change.owner == owner(ofHash: hash) && change.extraProbes == extraProbes(ofHash: hash), at)
                    let again = try assign(hash: hash)
                    #expect(again.moves.isEmpty && again.owner == change.owner, at)
                } catch BoundedLoadError.saturated(let keys, let capacity) {
                    #expect(plannedTotal != nil, at)
                    #expect(keys == hashes.count + 1 && capacity < keys, at)
                }
            } else {
                let hash = hashes.sorted()[Int.random(in: 0..<hashes.count, using: &random)]
                moves = try #require(release(hash: hash), at)
                hashes.remove(hash)
                #expect(release(hash: hash) == nil, at)
            }
            BoundedSimulation.expectSame(self, hashes, rankings: &rankings, at)
            let expected = before.filter { hashes.contains($0.0) && owner(ofHash: $0.0) != $0.1 }
            #expect(moves.map(\.hash) == expected.map(\.0).sorted(), at)
            let isTold = moves.allSatisfy { move in
                owner(ofHash: move.hash) == move.to
                    && expected.contains { $0.0 == move.hash && $0.1 == move.from }
            }
            #expect(isTold, at)
        }
    }
}
