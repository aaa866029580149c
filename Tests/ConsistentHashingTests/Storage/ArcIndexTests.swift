import ConsistentHashing
import Testing

/// Lookups look at 15 bits of an arc's end, in a bucket with room for fifteen: these arcs need all 64, and crowd together.
@Suite("An index over arcs")
struct ArcIndexTests {
    /// How the ends of arcs lie.
    enum Ends: CaseIterable {
        /// Spread evenly.
        case uniform
        /// In clusters within a millionth of the circle.
        case clustered
        /// As peers' have them: 32 bits, all ones behind them, some of them twice.
        case narrow
        /// Next to each other.
        case adjacent

        func ends(count: Int, using generator: inout SeededGenerator) -> [UInt64] {
            let center = generator.next()
            let ends = (1..<count).map { number in
                switch self {
                case .uniform: generator.next()
                case .clustered: (number % 4 == 0 ? center : center &* 3) &+ generator.next() >> 20
                case .narrow: generator.next() | 0xFFFF_FFFF
                case .adjacent: center &+ UInt64(number)
                }
            }
            return ends.sorted() + [.max]
        }
    }

    static let counts = [1, 2, 3, 7, 8, 14, 15, 16, 17, 40, 1000, 4096, 4097, 40_801, 40_802]

    @Test("A hash's owner is that of the first arc that ends at it or behind it", arguments: Ends.allCases, counts)
    func owners(style: Ends, count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let ends = style.ends(count: count, using: &generator)
        for nodes in [3, 255, 256, 65_535, 65_536] {
            let owners = ends.map { _ in Int.random(in: 0..<nodes, using: &generator) }
            let index = ArcIndex(ends: ends, owners: CompactIndices(owners, below: nodes, count: count))
            var hashes = ends.flatMap { [$0 &- 1, $0, $0 &+ 1] } + (0..<1000).map { _ in generator.next() }
            hashes.sort()
            // Ascending hashes meet the arcs in order.
            var arc = 0
            let wrong = hashes.filter { hash in
                while ends[arc] < hash { arc += 1 }
                return index.owner(ofHash: hash) != owners[arc]
            }
            #expect(wrong.isEmpty, "seed \(count), \(nodes) nodes, hashes \(wrong.prefix(5))")
        }
    }

    @Test("No arcs, no owner")
    func empty() {
        for nodes in [0, 65_536] {
            let index = ArcIndex(ends: [], owners: CompactIndices([], below: nodes, count: 0))
            #expect(index.owner(ofHash: 0) == nil)
            #expect(index.owner(ofHash: .max) == nil)
            #expect(index.byteCount == 0)
        }
    }

    @Test("Arcs that follow nodes as they join and leave are those built anew", arguments: Ends.allCases, [20, 340])
    func following(style: Ends, pointsPerNode: Int) {
        var generator = SeededGenerator(seed: 7)
        // Few of the arcs change with a node, so that the index is not built anew anyway. With the fewer points there are slots.
        let (nodeCount, spare) = (120, 200)
        let steps = pointsPerNode == 20 ? 60 : 12
        let ends = style.ends(count: pointsPerNode * spare + 1, using: &generator).dropLast().shuffled(
            using: &generator
        )
        func points(_ id: Int) -> [UInt64] {
            ends[id * pointsPerNode..<(id + 1) * pointsPerNode].sorted()
        }

        var ids = Array(0..<spare).shuffled(using: &generator).prefix(nodeCount).sorted()
        var arcs = Arcs(ids, points: points)
        var index = ArcIndex(ends: arcs.ends, owners: arcs.owners)
        for step in 0..<steps {
            let before = ids
            let isJoining = step % 3 != 1
            let changing = isJoining ? (0..<spare).filter { !ids.contains($0) } : ids
            guard let changed = changing.randomElement(using: &generator) else { continue }
            ids = isJoining ? (ids + [changed]).sorted() : ids.filter { $0 != changed }
            arcs = Arcs(ids, points: points)
            index = ArcIndex(
                index,
                ends: arcs.ends,
                owners: arcs.owners,
                joined: isJoining ? points(changed) : [],
                left: isJoining ? [] : points(changed),
                newIndices: before.map { ids.firstIndex(of: $0) }
            )
            #expect(index == ArcIndex(ends: arcs.ends, owners: arcs.owners), "seed 7, step \(step), node \(changed)")
        }
    }

    /// The arcs of a ring of some nodes.
    private struct Arcs {
        let ends: [UInt64]
        let owners: CompactIndices

        init(_ ids: [Int], points: (Int) -> [UInt64]) {
            let sorted = ids.enumerated().flatMap { owner, id in points(id).map { ($0, owner) } }.sorted(by: <)
            ends = sorted.map(\.0) + [.max]
            owners = CompactIndices(sorted.map(\.1) + [sorted[0].1], below: ids.count, count: ends.count)
        }
    }
}
