import ConsistentHashing
import Testing

@Suite("Bounded load: probes and moves are of the order the paper proves")
struct BoundedMovementTests {
    private static let nodeCount = 40
    private static let keyCount = 1200

    private static func placements() throws -> [(name: String, placement: any BoundedUpdatable)] {
        let nodes = (0..<nodeCount).map { "node-\($0)" }
        return [
            ("the paper's ring, a point a node", try HashRing(nodes, virtualNodes: 1)),
            ("ring", try HashRing(nodes, virtualNodes: 32)),
            ("rendezvous", try RendezvousHash(nodes)),
            ("rendezvous table", try RendezvousTable(nodes, slotCount: 4096)),
            ("Maglev", try MaglevTable(nodes, slotCount: 4093)),
        ]
    }

    /// Proved is O(1 / ε²). What stands for the O here is three times what was measured at ε = 1, and more below.
    private static func bound(_ epsilon: Double) -> Double { 8 / (epsilon * epsilon) }

    @Test("A key that comes or goes makes O(1/ε²) others move, seed 40", arguments: [0.1, 0.25, 0.5, 1])
    func keys(epsilon: Double) throws {
        for (name, placement) in try Self.placements() {
            try expectKeys(placement, epsilon: epsilon, "\(name), ε \(epsilon)")
        }
    }

    private func expectKeys(_ placement: some HashPlacement<String>, epsilon: Double, _ comment: Comment) throws {
        var random = SeededGenerator(seed: 40)
        let hashes = (0..<Self.keyCount).map { _ in random.next() }
        var assignment = try BoundedAssignment(ofHashes: hashes, over: placement, factor: 1 + epsilon)
        #expect(Double(assignment.extraProbes) <= Self.bound(epsilon) * Double(Self.keyCount), comment)
        // Enough of them for capacities to rise and fall many times: all nodes' do so together.
        var coming = 0
        for _ in 0..<200 { coming += try assignment.assign(hash: random.next()).moves.count }
        var going = 0
        for hash in hashes.prefix(400) { going += assignment.release(hash: hash)?.count ?? 0 }
        #expect(Double(coming) / 200 <= Self.bound(epsilon), comment)
        #expect(Double(going) / 400 <= Self.bound(epsilon), comment)
    }

    @Test("A node that comes or goes moves O(1/ε²) times its share, seed 41", arguments: [0.1, 0.25, 0.5, 1])
    func nodes(epsilon: Double) throws {
        for (name, placement) in try Self.placements() {
            try expectNodes(placement, epsilon: epsilon, "\(name), ε \(epsilon)")
        }
    }

    private func expectNodes(_ placement: some BoundedUpdatable, epsilon: Double, _ comment: Comment) throws {
        var random = SeededGenerator(seed: 41)
        let hashes = (0..<Self.keyCount).map { _ in random.next() }
        let assignment = try BoundedAssignment(ofHashes: hashes, over: placement, factor: 1 + epsilon)
        var bounded = 0
        var unbounded = 0
        for number in 0..<8 {
            var larger = placement
            try larger.insert("joining-\(number)")
            var smaller = placement
            try smaller.remove("node-\(number)")
            for after in [larger, smaller] {
                var updated = assignment
                let movement = try updated.update(to: after)
                expectTold(movement, from: assignment, to: updated, hashes, comment)
                bounded += movement.bounded.keys.moved
                unbounded += movement.unbounded.keys.moved
            }
        }
        let share = Double(Self.keyCount) / Double(Self.nodeCount)
        #expect(Double(bounded) / 16 <= Self.bound(epsilon) * share, comment)
        // With shares nearer to even than the factor, most of what moves is what moves without a bound.
        if !comment.rawValue.hasPrefix("the paper's") {
            #expect(bounded <= 3 * unbounded, comment)
        }
    }

    private func expectTold<Base: HashPlacement<String>>(
        _ movement: BoundedMovement<String>,
        from before: BoundedAssignment<Base>,
        to after: BoundedAssignment<Base>,
        _ hashes: [UInt64],
        _ comment: Comment
    ) {
        let moved = hashes.filter { before.owner(ofHash: $0) != after.owner(ofHash: $0) }.sorted()
        #expect(movement.moves.map(\.hash) == moved, comment)
        #expect(movement.moves.allSatisfy { before.owner(ofHash: $0.hash) == $0.from }, comment)
        #expect(movement.moves.allSatisfy { after.owner(ofHash: $0.hash) == $0.to }, comment)
        #expect(movement.bounded.keys.moved == moved.count, comment)
        let ownersMoved = hashes.filter { before.placement.owner(ofHash: $0) != after.placement.owner(ofHash: $0) }
        #expect(movement.unbounded.keys.moved == ownersMoved.count, comment)
        #expect(movement.unbounded.keys.minimum == movement.bounded.keys.minimum, comment)
        #expect(after.hashes == hashes.sorted(), comment)
        #expect(zip(after.loads, after.capacities).allSatisfy { $0 <= $1 }, comment)
    }
}

private protocol BoundedUpdatable: HashPlacement, UpdatablePlacement where Node == String {}

extension HashRing: BoundedUpdatable where Node == String {}
extension RendezvousHash: BoundedUpdatable where Node == String {}
extension RendezvousTable: BoundedUpdatable where Node == String {}
extension MaglevTable: BoundedUpdatable where Node == String {}
