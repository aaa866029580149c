import ConsistentHashing
import Testing

@Suite("Movement counts what a comparison key by key finds")
struct MovementTests {
    /// The same counts from dictionaries of id bytes, by the design's definitions.
    private struct Expected {
        struct Node: Equatable {
            var gainedKeys = 0
            var lostKeys = 0
            var gainedRequests = 0
            var lostRequests = 0
        }

        var moved = (keys: 0, requests: 0)
        var needless = (keys: 0, requests: 0)
        var nodes: [[UInt8]: Node] = [:]
        var minimumShare = 0.0

        init<Before: Placement<String>, After: Placement<String>>(
            from before: Before,
            to after: After,
            requests: [String: Int]
        ) {
            let old = Self.weights(before)
            let new = Self.weights(after)
            for id in Set(old.keys).union(new.keys) { nodes[id] = Node() }
            for (key, count) in requests {
                let from = before.ownerIndex(of: key).map { Array(before.membership[$0].id.utf8) }
                let to = after.ownerIndex(of: key).map { Array(after.membership[$0].id.utf8) }
                guard from != to else { continue }
                moved.keys += 1
                moved.requests += count
                if let from, let to, old[from]! <= new[from] ?? 0, new[to]! <= old[to] ?? 0 {
                    needless.keys += 1
                    needless.requests += count
                }
                if let from {
                    nodes[from]!.lostKeys += 1
                    nodes[from]!.lostRequests += count
                }
                if let to {
                    nodes[to]!.gainedKeys += 1
                    nodes[to]!.gainedRequests += count
                }
            }
            let (oldTotal, newTotal) = (old.values.reduce(0, +), new.values.reduce(0, +))
            minimumShare = new.reduce(0) { sum, node in
                sum + max(0, node.value / newTotal - (old[node.key].map { $0 / oldTotal } ?? 0))
            }
            if new.isEmpty && !old.isEmpty { minimumShare = 1 }
        }

        private static func weights(_ placement: some Placement<String>) -> [[UInt8]: Double] {
            Dictionary(uniqueKeysWithValues: placement.membership.map { (Array($0.id.utf8), $0.weight) })
        }
    }

    private static func sample(seed: UInt64) -> (sample: KeySample, requests: [String: Int]) {
        var generator = SeededGenerator(seed: seed)
        let log = (0..<800).map { _ in "key-\(Int.random(in: 0..<300, using: &generator))" }
        return (KeySample(log), Dictionary(log.map { ($0, 1) }, uniquingKeysWith: +))
    }

    private static func expectRight<Before: Placement<String>, After: Placement<String>>(
        from before: Before,
        to after: After,
        seed: UInt64
    ) {
        let (sample, requests) = sample(seed: seed)
        let movement = Movement(from: before, to: after, over: sample)
        let expected = Expected(from: before, to: after, requests: requests)
        #expect(movement.keys.total == requests.count, "seed \(seed)")
        #expect(movement.requests.total == 800, "seed \(seed)")
        #expect(movement.keys.moved == expected.moved.keys, "seed \(seed)")
        #expect(movement.requests.moved == expected.moved.requests, "seed \(seed)")
        #expect(movement.keys.needless == expected.needless.keys, "seed \(seed)")
        #expect(movement.requests.needless == expected.needless.requests, "seed \(seed)")
        #expect(abs(movement.keys.minimumShare - expected.minimumShare) < 1e-12, "seed \(seed)")
        #expect(abs(movement.requests.minimum - expected.minimumShare * 800) < 1e-9, "seed \(seed)")
        #expect(movement.nodes.count == expected.nodes.count, "seed \(seed)")
        for node in movement.nodes {
            let counts = Expected.Node(
                gainedKeys: node.gainedKeys,
                lostKeys: node.lostKeys,
                gainedRequests: node.gainedRequests,
                lostRequests: node.lostRequests
            )
            #expect(counts == expected.nodes[Array(node.id.utf8)], "seed \(seed), node \(node.id)")
        }
        let left = before.membership.filter { after.membership.index(ofID: $0.id) == nil }
        let ids = after.membership.map(\.id) + left.map(\.id)
        #expect(movement.nodes.map { Array($0.id.utf8) } == ids.map { Array($0.utf8) }, "seed \(seed)")
    }

    @Test("Over random histories of each placement", arguments: Subjects.all)
    func histories(subject: any PlacementSubject) throws {
        try expectRightHistories(subject)
    }

    private func expectRightHistories(_ subject: some PlacementSubject) throws {
        for seed in UInt64(0)..<8 {
            let history = ChurnHistory(seed: seed, steps: 2)
            let lists = [history.initial] + history.steps.map(\.members)
            for (before, after) in zip(lists, lists.dropFirst()) {
                Self.expectRight(from: try subject.build(before), to: try subject.build(after), seed: seed)
            }
        }
    }

    @Test("Between placements of two kinds, where moves are needless")
    func mixedKinds() throws {
        let members = (1...7).map { Member("node-\($0)", weight: Double($0)) }
        let ring = try HashRing(members)
        let rendezvous = try RendezvousHash(members)
        Self.expectRight(from: ring, to: rendezvous, seed: 1)
        let movement = Movement(from: ring, to: rendezvous, over: KeySample(0..<1000))
        #expect(movement.keys.moved > 500)
        #expect(movement.keys.needless == movement.keys.moved)
        #expect(movement.keys.minimum == 0)
        #expect(movement.keys.needlessShare == Double(movement.keys.needless) / 1000)
        #expect(movement.keys.movedShare == Double(movement.keys.moved) / 1000)
    }

    @Test("From none to some and back: every key moves, none needlessly")
    func empty() throws {
        let none = try HashRing([String]())
        let some = try HashRing(["a", "b"])
        for (before, after) in [(none, some), (some, none)] {
            let movement = Movement(from: before, to: after, over: KeySample(0..<100))
            #expect(movement.keys.moved == 100)
            #expect(movement.keys.needless == 0)
            #expect(movement.keys.minimumShare == 1)
            Self.expectRight(from: before, to: after, seed: 3)
        }
        let nothing = Movement(from: none, to: none, over: KeySample(0..<100))
        #expect(nothing.keys.moved == 0)
        #expect(nothing.keys.minimum == 0)
        let noKeys = Movement(from: none, to: some, over: KeySample())
        #expect(noKeys.keys.movedShare == 0 && noKeys.keys.minimumShare == 0 && noKeys.keys.needlessShare == 0)
    }

    @Test("The minimum of one node more among n is 1 / (n + 1), of one less 1 / n")
    func minimum() throws {
        let ten = try Membership((0..<10).map { Member("\($0)") })
        let eleven = try Membership((0..<11).map { Member("\($0)") })
        #expect(abs(Movement.minimumShare(ten.update(to: eleven)) - 1.0 / 11) < 1e-15)
        #expect(abs(Movement.minimumShare(eleven.update(to: ten)) - 1.0 / 11) < 1e-15)
        let doubled = try Membership((0..<10).map { Member("\($0)", weight: $0 == 4 ? 2 : 1) })
        #expect(abs(Movement.minimumShare(ten.update(to: doubled)) - (2.0 / 11 - 0.1)) < 1e-15)
        #expect(Movement.minimumShare(ten.update(to: ten)) == 0)
    }

    @Test("From lists of owners, up to the end of the shortest")
    func lists() throws {
        let before = try Membership([Member("a"), Member("b")])
        let after = try Membership([Member("b"), Member("c")])
        let movement = Movement(
            under: before.update(to: after),
            before: [0, 1, 1, nil, 0, 1],
            after: [0, 0, 1, 1, nil],
            requests: [5, 7, 11, 13, 17, 19]
        )
        // a → b, b → b, b → c, nobody → c, a → nobody
        #expect(movement.keys.total == 5)
        #expect(movement.keys.moved == 4)
        #expect(movement.requests.moved == 5 + 11 + 13 + 17)
        #expect(movement.keys.needless == 0)
        #expect(movement.nodes.map(\.id) == ["b", "c", "a"])
        #expect(movement.nodes.map(\.gainedRequests) == [5, 24, 0])
        #expect(movement.nodes.map(\.lostRequests) == [11, 0, 22])
    }
}
