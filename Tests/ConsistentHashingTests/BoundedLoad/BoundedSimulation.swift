import ConsistentHashing
import Testing

/// The assignment from its definition, worked out anew each time: keys in the order of their hashes' bytes read
/// backwards, each at the first node of its whole ranking that is not full.
struct BoundedSimulation {
    private(set) var capacities: [Int]
    private(set) var loads: [Int]
    private(set) var nodes: [UInt64: Int] = [:]
    private(set) var probes: [UInt64: Int] = [:]

    /// - Parameter rankings: rankings worked out before; those that are missing are added.
    init(
        _ hashes: Set<UInt64>,
        over placement: some HashPlacement,
        factor: Double,
        plannedTotal: Int? = nil,
        rankings: inout [UInt64: [Int]]
    ) {
        let total = plannedTotal ?? hashes.count
        capacities = placement.membership.shares.map { share in
            let capacity = (factor * share * Double(total)).rounded(.up)
            return total == 0 ? 0 : max(1, Int(min(capacity, 1e15)))
        }
        loads = capacities.map { _ in 0 }
        let order = hashes.map { (hash: $0, bytes: littleEndianBytes($0)) }
            .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        for (hash, _) in order {
            let ranking = rankings[hash] ?? Array(placement.rankingIndices(ofHash: hash))
            rankings[hash] = ranking
            guard let position = ranking.firstIndex(where: { loads[$0] < capacities[$0] }) else { continue }
            loads[ranking[position]] += 1
            nodes[hash] = ranking[position]
            probes[hash] = position
        }
    }

    private func littleEndianBytes(_ hash: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }
    }

    /// Expects an assignment to be what the simulation is, and within its bound.
    static func expectSame<Base: HashPlacement>(
        _ assignment: BoundedAssignment<Base>,
        _ hashes: Set<UInt64>,
        rankings: inout [UInt64: [Int]],
        _ comment: Comment,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let expected = BoundedSimulation(
            hashes,
            over: assignment.placement,
            factor: assignment.factor,
            plannedTotal: assignment.plannedTotal,
            rankings: &rankings
        )
        let loads = assignment.loads
        let capacities = assignment.capacities
        let isWithinBound = zip(loads, capacities).allSatisfy { $0 <= $1 } && loads.reduce(0, +) == hashes.count
        #expect(isWithinBound, comment, sourceLocation: sourceLocation)
        let isSame =
            assignment.count == hashes.count && loads == expected.loads
            && capacities.map { min($0, 1 << 40) } == expected.capacities.map { min($0, 1 << 40) }
            && assignment.extraProbes == expected.probes.values.reduce(0, +)
            && hashes.allSatisfy { hash in
                assignment.ownerIndex(ofHash: hash) == expected.nodes[hash]
                    && assignment.extraProbes(ofHash: hash) == expected.probes[hash]
            }
        #expect(isSame, comment, sourceLocation: sourceLocation)
    }

    static func expectSame<Base: HashPlacement>(
        _ assignment: BoundedAssignment<Base>,
        _ hashes: Set<UInt64>,
        _ comment: Comment,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var rankings: [UInt64: [Int]] = [:]
        expectSame(assignment, hashes, rankings: &rankings, comment, sourceLocation: sourceLocation)
    }
}
