#if Peers
    import ConsistentHashing
    import Testing

    @testable import PeerPlacements

    /// Against a search written from the peers' words, on rings small enough that every edge is met.
    @Suite("A peer's ring follows its rule at every edge")
    struct PeerRingTests {
        /// Positions of 8 bits, so that all hashes can be asked.
        private static let rings: [[(position: UInt64, owner: Int)]] = {
            var generator = SplitMix(state: 7)
            var rings: [[(UInt64, Int)]] = [
                [(0, 0)], [(255, 0)], [(0, 0), (255, 1)], [(3, 1), (3, 0)], [(5, 0), (6, 1)],
            ]
            for size in 1...40 {
                rings.append((0..<size).map { _ in (generator.next() % 256, Int(generator.next() % 4)) })
            }
            return rings
        }()

        private struct SplitMix {
            var state: UInt64
            mutating func next() -> UInt64 {
                state &+= 0x9E37_79B9_7F4A_7C15
                let mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
                return mixed ^ mixed >> 29
            }
        }

        private func ring(_ points: [(position: UInt64, owner: Int)], _ rule: PeerRing.Rule) -> PeerRing {
            PeerRing(
                points: points.map { PeerPoint(position: $0.position, rank: $0.owner, owner: $0.owner) },
                rule: rule,
                width: 8,
                nodeCount: 4
            )
        }

        @Test("Ceiling with wrap", arguments: rings.indices)
        func ceiling(index: Int) {
            let points = Self.rings[index].sorted { ($0.position, $0.owner) < ($1.position, $1.owner) }
            let ring = ring(points, .ceiling)
            for hash in 0..<UInt64(256) {
                let expected = points.first { $0.position >= hash } ?? points[0]
                #expect(ring.owner(ofNarrowHash: UInt32(hash)) == expected.owner, "\(points), \(hash)")
            }
        }

        @Test("Without wrap; with two points, always the second", arguments: rings.indices)
        func noWrap(index: Int) {
            let points = Self.rings[index].sorted { ($0.position, $0.owner) < ($1.position, $1.owner) }
            let ring = ring(points, .noWrap)
            for hash in 0..<UInt64(256) {
                let expected =
                    points.count == 2 ? points[1] : points.first { $0.position >= hash } ?? points[points.count - 1]
                #expect(ring.owner(ofNarrowHash: UInt32(hash)) == expected.owner, "\(points), \(hash)")
            }
        }

        @Test(
            "Nearest point; of two as near, the one before",
            // Two points and both at one place: there the way back is as long as the way ahead, all round. No server has
            // fewer than 16 points, each in a place of its own.
            arguments: rings.indices.filter { rings[$0].count != 2 || rings[$0][0].position != rings[$0][1].position }
        )
        func nearest(index: Int) {
            let points = Self.rings[index].sorted { ($0.position, $0.owner) < ($1.position, $1.owner) }
            let ring = ring(points, .nearest)
            for hash in 0..<UInt64(256) {
                let next = points.firstIndex { $0.position >= hash } ?? 0
                let previous = next == 0 ? points.count - 1 : next - 1
                let back = (hash &- points[previous].position) & 255
                let ahead = (points[next].position &- hash) & 255
                let expected = back <= ahead ? points[previous] : points[next]
                #expect(ring.owner(ofNarrowHash: UInt32(hash)) == expected.owner, "\(points), \(hash)")
            }
        }

        @Test("The keys of a node that is out go to the next entry's, and the walk begins at the owner")
        func out() {
            for points in Self.rings {
                let sorted = points.sorted { ($0.position, $0.owner) < ($1.position, $1.owner) }
                let ring = PeerRing(
                    points: points.map { PeerPoint(position: $0.position, rank: $0.owner, owner: $0.owner) },
                    rule: .ceiling,
                    width: 8,
                    nodeCount: 4,
                    isUsable: { $0 != 1 }
                )
                for hash in 0..<UInt64(256) {
                    let start = sorted.firstIndex { $0.position >= hash } ?? 0
                    let walk = (sorted[start...] + sorted[..<start]).map(\.owner).filter { $0 != 1 }
                    #expect(ring.owner(ofNarrowHash: UInt32(hash)) == walk.first)
                    let distinct = walk.enumerated().filter { !walk[..<$0.offset].contains($0.element) }.map(\.element)
                    #expect(Array(ring.ranking(ofNarrowHash: UInt32(hash))) == distinct)
                }
            }
        }
    }
#endif
