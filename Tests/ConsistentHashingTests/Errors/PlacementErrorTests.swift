import ConsistentHashing
import Testing

@Suite("Every error says what was wrong, with which value, and the cure")
struct PlacementErrorTests {
    static let invalidWeights: [Double] = [0, -0.0, -1, .infinity, -.infinity, .nan, -.leastNonzeroMagnitude]

    @Test("A duplicate id, built, inserted and updated to", arguments: Subjects.all)
    func duplicateNode(subject: any PlacementSubject) throws {
        try expectDuplicateIsRefused(subject)
    }

    private func expectDuplicateIsRefused(_ subject: some PlacementSubject) throws {
        let twice = ["a", "b", "a"].map { Member($0) }
        #expect(throws: PlacementError.duplicateNode(id: "a")) { try subject.build(twice) }
        let before = try subject.build(["a", "b"].map { Member($0) })
        var placement = before
        #expect(throws: PlacementError.duplicateNode(id: "a")) { try placement.insert("a", weight: 2) }
        #expect(throws: PlacementError.duplicateNode(id: "a")) { try placement.updated(to: twice) }
        expectSame(placement, before, hashes: probeHashes(20, seed: 1), "nothing changed")
        #expect("\(PlacementError.duplicateNode(id: "a"))".contains("“a”"))
        #expect("\(PlacementError.duplicateNode(id: "a"))".contains("an id of its own"))
    }

    @Test("A weight that is none, built, inserted, set and updated to", arguments: Subjects.all, invalidWeights)
    func invalidWeight(subject: any PlacementSubject, weight: Double) throws {
        try expectWeightIsRefused(subject, weight)
    }

    private func expectWeightIsRefused(_ subject: some PlacementSubject, _ weight: Double) throws {
        let members = [Member("a"), Member("b", weight: weight)]
        expectInvalidWeight(weight, node: "b") { () throws(PlacementError) in _ = try subject.build(members) }
        let before = try subject.build(["a", "b"].map { Member($0) })
        var placement = before
        expectInvalidWeight(weight, node: "c") { () throws(PlacementError) in
            try placement.insert("c", weight: weight)
        }
        expectInvalidWeight(weight, node: "a") { () throws(PlacementError) in
            try placement.setWeight(weight, of: "a")
        }
        expectInvalidWeight(weight, node: "b") { () throws(PlacementError) in
            _ = try placement.updated(to: members)
        }
        expectSame(placement, before, hashes: probeHashes(20, seed: 1), "nothing changed")
    }

    /// By the bits of the weight, as NaN equals nothing and -0 equals 0.
    private func expectInvalidWeight(
        _ weight: Double,
        node: String,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () throws(PlacementError) -> Void
    ) {
        do throws(PlacementError) {
            try body()
            Issue.record("nothing was thrown", sourceLocation: sourceLocation)
        } catch {
            guard case .invalidWeight(let refused, node) = error else {
                Issue.record("another error: \(error)", sourceLocation: sourceLocation)
                return
            }
            #expect(refused.bitPattern == weight.bitPattern, sourceLocation: sourceLocation)
            #expect("\(error)".contains("\(weight)"), sourceLocation: sourceLocation)
            #expect("\(error)".contains("“\(node)”"), sourceLocation: sourceLocation)
            #expect("\(error)".contains("finite number above 0"), sourceLocation: sourceLocation)
        }
    }

    @Test("The weight of a node that is no member", arguments: Subjects.all)
    func unknownNode(subject: any PlacementSubject) throws {
        try expectUnknownIsRefused(subject)
    }

    private func expectUnknownIsRefused(_ subject: some PlacementSubject) throws {
        let before = try subject.build([Member("a")])
        var placement = before
        let error = #expect(throws: PlacementError.self) { try placement.setWeight(2, of: "b") }
        #expect(error == .unknownNode(id: "b"))
        #expect("\(try #require(error))".contains("“b”"))
        #expect("\(try #require(error))".contains("insert it"))
        expectSame(placement, before, hashes: probeHashes(20, seed: 1), "nothing changed")
    }

    @Test("A number of virtual nodes out of range", arguments: [0, -1, 65_537, .max, .min])
    func invalidVirtualNodes(count: Int) throws {
        let error = #expect(throws: PlacementError.self) { try HashRing(["a"], virtualNodes: count) }
        #expect(error == .invalidVirtualNodes(count, allowed: 1...65_536))
        #expect("\(try #require(error))".contains("\(count)"))
        #expect("\(try #require(error))".contains("1 to 65536"))
    }

    @Test("The largest number of virtual nodes is allowed")
    func largestVirtualNodes() throws {
        #expect(try HashRing(["a"], virtualNodes: 65_536).owner(of: "key") == "a")
    }

    @Test("More points than a ring can number")
    func tooManyPoints() throws {
        let nodes = (0..<16_385).map { "\($0)" }
        let error = #expect(throws: PlacementError.self) { try HashRing(nodes, virtualNodes: 65_536) }
        #expect(error == .tooManyPoints(nodes: 16_385, virtualNodes: 65_536, limit: 1 << 30))
        #expect("\(try #require(error))".contains("fewer virtual nodes"))
        // An empty ring may be asked to become too large as well.
        var ring = try HashRing([String](), virtualNodes: 65_536)
        #expect(throws: PlacementError.tooManyPoints(nodes: 16_385, virtualNodes: 65_536, limit: 1 << 30)) {
            ring = try ring.updated(to: nodes).placement
        }
        #expect(ring.nodes.isEmpty)
    }
}
