import ConsistentHashing
import Testing

@Suite("An update says what changed, and belongs to the members it was made from")
struct MembershipUpdateTests {
    struct Server: PlacementNode {
        var name: String
        var address: String

        var nodeID: String { name }
    }

    @Test("A node that has another value under its id is replaced, and the update is not empty")
    func replaced() throws {
        let ring = try HashRing([Server(name: "a", address: "10.0.0.1"), Server(name: "b", address: "10.0.0.2")])
        let moved = Server(name: "b", address: "10.0.0.9")
        let (next, update) = try ring.updated(to: [moved, Server(name: "a", address: "10.0.0.1")])
        #expect(update.replaced.map(\.node) == [moved])
        #expect(update.joined.isEmpty && update.left.isEmpty && update.reweighted.isEmpty)
        #expect(!update.isEmpty)
        #expect(next.nodes.contains(moved))
        #expect(next.checksum == ring.checksum, "no key moves for an address")
        #expect(try ring.updated(to: ring.nodes).update.isEmpty)
    }

    @Test("A placement refuses an update of other members", arguments: Subjects.all)
    func otherMembers(subject: any PlacementSubject) throws {
        try refuses(subject)
    }

    private func refuses(_ subject: some PlacementSubject) throws {
        let placement = try subject.build((0..<9).map { Member("node-\($0)") })
        let others = try Membership(["x", "y"].map { Member($0) })
        let update = others.update(to: try Membership(["a", "b", "c"].map { Member($0) }))
        let error = #expect(throws: PlacementError.self) { try placement.applying(update) }
        #expect(error == .otherMembers)
        #expect("\(PlacementError.otherMembers)".contains("update(to:)"))
        // The same members from elsewhere will do.
        let same = try Membership(placement.membership.reversed())
        #expect(try placement.applying(same.update(to: others)).membership == others)
    }

    @Test("Members are found, weighed and removed by their ids, without a node at hand", arguments: Subjects.all)
    func byID(subject: any PlacementSubject) throws {
        try handlesIDs(subject)
    }

    private func handlesIDs(_ subject: some PlacementSubject) throws {
        var placement = try subject.build(["a", "b", "c"].map { Member($0) })
        #expect(placement.contains(id: "b") && !placement.contains(id: "d"))
        try placement.setWeight(2, ofID: "b")
        #expect(placement.weight(ofID: "b") == 2)
        #expect(throws: PlacementError.unknownNode(id: "d")) { try placement.setWeight(2, ofID: "d") }
        #expect(try placement.remove(id: "b")?.weight == 2)
        #expect(try placement.remove(id: "b") == nil)
        #expect(placement.nodes == ["a", "c"])
    }

    @Test("Ids in errors can't move a terminal's cursor")
    func printedIDs() {
        let description = "\(PlacementError.unknownNode(id: "a\u{1B}[2J\n\u{e9}"))"
        #expect(description.contains("“a\\u{1B}[2J\\n\u{e9}”"))
    }
}
