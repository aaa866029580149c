import ConsistentHashing
import Testing

/// Up to 65,535 nodes an index takes 16 bits, beyond 32: these tests cross that line in both directions.
@Suite("More nodes than 16 bits can number")
struct ManyNodesTests {
    static let members = (0..<65_600).map { Member("node-\($0)") }
    static let few = Array(members.prefix(65_535))

    @Test("A ring that grows past 65,535 nodes, and shrinks again, is the ring built anew")
    func ring() throws {
        let hashes = probeHashes(300, seed: 16)
        let few = try HashRing(Self.few, virtualNodes: 1)
        let many = try HashRing(Self.members, virtualNodes: 1)
        let grown = try few.updated(to: Self.members).placement
        let shrunk = try grown.updated(to: Self.few).placement
        #expect(hashes.map { grown.ownerIndex(ofHash: $0) } == hashes.map { many.ownerIndex(ofHash: $0) })
        #expect(hashes.map { shrunk.ownerIndex(ofHash: $0) } == hashes.map { few.ownerIndex(ofHash: $0) })
        #expect(grown.checksum == many.checksum)
        #expect(shrunk.checksum == few.checksum)

        var points = Self.members.map { (position: nodeHash($0.id, 0, .xxh3), id: $0.id) }
        points.sort { $0.position < $1.position }
        for hash in hashes.prefix(40) {
            let owner = points.first { $0.position >= hash } ?? points[0]
            #expect(many.owner(ofHash: hash) == owner.id)
        }
        #expect(many.ownedRanges.contains { $0.ownerIndex > 65_535 })
    }

    @Test("A Maglev table of as many nodes as slots, one more than 16 bits count")
    func maglev() throws {
        let table = try MaglevTable(Self.members.prefix(65_537))
        var isOwner = [Bool](repeating: false, count: 65_537)
        for range in table.ownedRanges { isOwner[range.ownerIndex] = true }
        #expect(isOwner.allSatisfy { $0 })
        #expect(throws: PlacementError.self) { try MaglevTable(Self.members.prefix(65_538)) }
    }
}
