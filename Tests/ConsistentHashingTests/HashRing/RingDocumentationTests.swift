import ConsistentHashing
import Testing

@Suite("What the documentation shows is what happens")
struct RingDocumentationTests {
    @Test("The first example: owner, replicas, a node more, exactly what moves")
    func firstExample() throws {
        var ring = try HashRing(["cache-a", "cache-b", "cache-c"])
        #expect(ring.owner(of: "user:1") == "cache-b")
        #expect(ring.replicas(of: "user:1", count: 2) == ["cache-b", "cache-c"])
        #expect(ring.owners(of: ["user:1", "user:2"]) == ["cache-b", "cache-a"])
        let before = ring
        try ring.insert("cache-d")
        let moves = try before.moves(to: ring)
        #expect(!moves.isEmpty)
        #expect(moves.allSatisfy { $0.to == "cache-d" && $0.from != nil })
        let moved = moves.map(\.share).reduce(0, +)
        #expect(moved > 0.15 && moved < 0.35, "about a quarter of the keys")
        #expect(abs(moved - ring.ownedShares[3]) < 1e-12)
    }

    @Test("On a ring of one point a node, all keys of a leaving node go to the next")
    func leavingNode() throws {
        let ring = try HashRing(["a", "b", "c"], virtualNodes: 1)
        let without = try ring.updated(to: ["a", "c"]).placement
        let moves = try ring.moves(to: without)
        #expect(moves.allSatisfy { $0.from == "b" })
        #expect(Set(moves.map(\.to)).count == 1, "one point has one next point")
    }

    @Test("A ring's memory does not grow with a weight")
    func memory() throws {
        let nodes = (0..<20).map { "node-\($0)" }
        let equal = try HashRing(nodes)
        let sizes = try [2, 1000, 1e12].map { heavy in
            try HashRing(nodes.map { Member($0, weight: $0 == "node-7" ? heavy : 1) }).byteCount
        }
        let points = 20 * 160
        // 19 bytes a point, twice that and 10 more at most with unequal weights; the entry that closes the circle and one to four
        // vectors beside them, and 262,144 slots.
        #expect(equal.byteCount <= 19 * (points + 1) + points / 5 + 64 + 262_144)
        #expect(sizes.allSatisfy { $0 <= 49 * (points + 1) + 262_144 }, "\(sizes)")
        let many = try HashRing((0..<100).map { "node-\($0)" })
        let perPoint = Double(many.byteCount - 262_144) / 16_000
        #expect((18.5...19.5).contains(perPoint), "\(perPoint)")
    }
}
