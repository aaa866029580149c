import ConsistentHashing
import Testing

@Suite("Ids are bytes")
struct IDBytesTests {
    /// The same letter to `String`, in one and in two code points.
    static let composed = "\u{e9}"
    static let decomposed = "e\u{301}"

    struct Server: PlacementNode {
        var host: String
        var port: Int
        /// Not part of the id.
        var zone = ""

        var nodeID: String { "\(host):\(port)" }
    }

    @Test("Ids that differ only in Unicode composition are two nodes", arguments: Subjects.all)
    func composition(subject: any PlacementSubject) throws {
        try expectTwoNodes(subject)
    }

    private func expectTwoNodes(_ subject: some PlacementSubject) throws {
        #expect(Self.composed == Self.decomposed, "or this test tests nothing")
        var placement = try subject.build([Member(Self.composed, weight: 2), Member(Self.decomposed, weight: 3)])
        #expect(placement.membership.map { Array($0.id.utf8) } == [[0x65, 0xCC, 0x81], [0xC3, 0xA9]])
        #expect(placement.weight(of: Self.composed) == 2)
        #expect(placement.weight(of: Self.decomposed) == 3)
        #expect(Set(probeHashes(200, seed: 1).map { placement.ownerIndex(ofHash: $0) }) == [0, 1])
        try placement.setWeight(5, of: Self.composed)
        #expect(placement.membership.map(\.weight) == [3, 5])
        try placement.remove(Self.decomposed)
        #expect(placement.membership.map { Array($0.id.utf8) } == [[0xC3, 0xA9]])
        #expect(placement.contains(Self.composed))
        #expect(!placement.contains(Self.decomposed))
        #expect(try placement.remove(Self.decomposed) == nil)
        let (_, update) = try placement.updated(to: [Member(Self.decomposed, weight: 5)])
        #expect(update.joined.count == 1 && update.left.count == 1 && update.reweighted.isEmpty)
    }

    @Test("A duplicate is one by its bytes")
    func duplicates() throws {
        #expect(throws: PlacementError.self) { try HashRing([Self.composed, Self.composed]) }
        #expect(throws: PlacementError.self) { try HashRing([Self.decomposed, "a", Self.decomposed]) }
        #expect(try HashRing([Self.composed, Self.decomposed]).nodes.count == 2)
    }

    @Test("Their order is that of the UTF-8 bytes, not String's")
    func order() throws {
        // String sorts the decomposed é as the composed one, behind "f"; its first byte is an "e".
        #expect("f" < Self.decomposed)
        let ids = ["f", Self.decomposed, Self.composed, "", "e", "\u{FFFF}", "\u{1F680}", "ff", "\0", "\u{7F}"]
        let membership = try Membership(ids.map { Member($0) })
        let sorted = ids.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
        #expect(membership.map { Array($0.id.utf8) } == sorted)
        // UTF-16 would have them the other way round.
        #expect(membership.map(\.id).suffix(2) == ["\u{FFFF}", "\u{1F680}"])
        for (index, member) in membership.enumerated() {
            #expect(membership.index(ofID: member.id) == index)
        }
        #expect(membership.index(ofID: "missing") == nil)
        #expect(membership.index(ofID: "\u{10FFFF}") == nil)
    }

    @Test("Memberships are equal if ids, byte by byte, and weights are")
    func membershipEquality() throws {
        let composed = try Membership([Member(Self.composed)])
        let decomposed = try Membership([Member(Self.decomposed)])
        #expect(composed != decomposed)
        #expect(composed.update(to: decomposed).joined.count == 1)
        #expect(try composed == Membership([Member(Self.composed)]))
        #expect(try composed != Membership([Member(Self.composed, weight: 2)]))
        #expect(try Membership([Member("a"), Member("b")]) == Membership([Member("b"), Member("a")]))
        #expect(Membership<String>().isEmpty)
    }

    @Test("Nodes of another type are placed as strings with their ids are")
    func customNodes() throws {
        let servers = (1...6).map { Server(host: "10.0.0.\($0)", port: 8080) }
        let members = servers.enumerated().map { Member($1, weight: Double($0 + 1)) }
        let named = members.map { Member($0.id, weight: $0.weight) }
        try expectSamePlacement(HashRing(members), HashRing(named))
        try expectSamePlacement(RendezvousHash(members), RendezvousHash(named))
        try expectSamePlacement(RendezvousTable(members, slotCount: 500), RendezvousTable(named, slotCount: 500))
        try expectSamePlacement(MaglevTable(members, slotCount: 251), MaglevTable(named, slotCount: 251))
    }

    private func expectSamePlacement(_ servers: some HashPlacement<Server>, _ names: some HashPlacement<String>) {
        #expect(servers.checksum == names.checksum)
        for hash in probeHashes(50, seed: 6) {
            #expect(servers.owner(ofHash: hash)?.nodeID == names.owner(ofHash: hash))
            #expect(servers.ranking(ofHash: hash).map(\.nodeID) == Array(names.ranking(ofHash: hash)))
        }
    }

    @Test("A node is known by its id alone, and an update takes the new value of it")
    func newValue() throws {
        let old = Server(host: "a", port: 1, zone: "old")
        let new = Server(host: "a", port: 1, zone: "new")
        let ring = try HashRing([old])
        #expect(ring.contains(new))
        #expect(ring.weight(of: new) == 1)
        let (updated, update) = try ring.updated(to: [new])
        #expect(update.replaced.map(\.node) == [new])
        #expect(update.joined.isEmpty && update.left.isEmpty && update.reweighted.isEmpty)
        #expect(updated.nodes == [new])
        #expect(updated.owner(of: "key") == new)
        #expect(updated.checksum == ring.checksum)
        var changed = ring
        #expect(try changed.remove(new)?.node == old)
        #expect(throws: PlacementError.duplicateNode(id: "a:1")) { try HashRing([old, new]) }
    }

    @Test("Weight shares add up to 1 for weights of any size")
    func weightShares() throws {
        let tiny = Double.leastNonzeroMagnitude
        for weights in [[1, 2, 5], [1e308, 1e308, 1e308], [tiny, 3 * tiny], [1e-300, 1e300], [0.1, tiny]] {
            let shares = try Membership(weights.enumerated().map { Member("\($0)", weight: $1) }).shares
            #expect(abs(shares.reduce(0, +) - 1) < 1e-15)
            // Both are infinite where one weight is nothing beside the other.
            let (weightRatio, shareRatio) = (weights[1] / weights[0], shares[1] / shares[0])
            #expect(weightRatio == shareRatio || abs(weightRatio / shareRatio - 1) < 1e-14, "\(weights)")
        }
    }

    @Test("Members are equal, and hash equally, if their ids are byte by byte")
    func members() {
        #expect(Member("\u{e9}") == Member("\u{e9}"))
        #expect(Member("\u{e9}") != Member("e\u{301}"))
        #expect(Member("a") != Member("a", weight: 2))
        #expect(Set([Member("\u{e9}"), Member("e\u{301}"), Member("\u{e9}")]).count == 2)
    }
}
